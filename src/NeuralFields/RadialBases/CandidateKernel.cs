using System.Numerics;
using NeuralFields.Numerics;

namespace NeuralFields.RadialBases;

/// <summary>
/// Picks the nearest of a few candidates, for one lane width: all widths give the same. Candidates are compared with
/// one another in lanes, without a branch, and each that is nearer than enough others goes where their number says.
/// </summary>
internal abstract unsafe class CandidateKernel
{
    /// <summary>Candidates stand in rows of a multiple of this many.</summary>
    public const int Block = 16;

    /// <summary>The kernel of a lane width.</summary>
    public static CandidateKernel Of(LaneWidth width) => width switch
    {
        LaneWidth.Sixteen => new CandidateKernel<Lanes16>(),
        LaneWidth.Eight => new CandidateKernel<Lanes8>(),
        LaneWidth.Four => new CandidateKernel<Lanes4>(),
        _ => new CandidateKernel<Lanes1>(),
    };

    /// <summary>Finds the nearest candidates, nearest first; of equally near ones the first comes first.</summary>
    /// <param name="place">[dimensions] where to look from.</param>
    /// <param name="rows">[dimensions, count] coordinates, infinite behind the last candidate.</param>
    /// <param name="reaches">[count] squared distances from which on each does not count; empty where one holds for all.</param>
    /// <param name="within">The squared distance from which on none counts.</param>
    /// <param name="squares">[wanted] receives squared distances.</param>
    /// <param name="found">[wanted] receives the candidates' places in their rows.</param>
    /// <returns>How many there are.</returns>
    public abstract int Nearest(
        ReadOnlySpan<float> place, ReadOnlySpan<float> rows, ReadOnlySpan<float> reaches, float within,
        Span<float> squares, Span<int> found);
}

/// <summary>The kernel of one lane width.</summary>
internal sealed unsafe class CandidateKernel<T> : CandidateKernel where T : unmanaged, ILanes<T>
{
    public override int Nearest(
        ReadOnlySpan<float> place, ReadOnlySpan<float> rows, ReadOnlySpan<float> reaches, float within,
        Span<float> squares, Span<int> found)
    {
        int count = rows.Length / place.Length;
        float* all = stackalloc float[count], near = stackalloc float[count + Block];
        int* at = stackalloc int[count];
        Measure(place, rows, reaches, within, all, count);
        int kept = Keep(all, count, Bound(all, count, squares.Length), near, at);
        return Order(near, at, kept, squares, found);
    }

    /// <summary>The square of each candidate's distance, infinite for those that do not count.</summary>
    private static void Measure(
        ReadOnlySpan<float> place, ReadOnlySpan<float> rows, ReadOnlySpan<float> reaches, float within, float* all, int count)
    {
        T far = T.Const(double.PositiveInfinity), end = T.Const(within);
        fixed (float* first = rows, ends = reaches)
            for (int i = 0; i < count; i += T.Width)
            {
                T square = T.Const(0);
                for (int d = 0; d < place.Length; d++)
                {
                    T offset = T.Const(place[d]) - T.Load(first + (d * count) + i);
                    square = T.Fma(offset, offset, square);
                }
                T.IfLess(square, ends == null ? end : T.Load(ends + i), square, far).Store(all + i);
            }
    }

    /// <summary>
    /// A distance within which there are enough: of the least distances of every sixteenth candidate, the one that has
    /// as many below it as are wanted, less one.
    /// </summary>
    private static float Bound(float* all, int count, int wanted)
    {
        if (count <= Block || wanted > Block) return float.MaxValue;
        float* least = stackalloc float[Block], ranks = stackalloc float[Block];
        for (int lane = 0; lane < Block; lane += T.Width)
        {
            T own = T.Load(all + lane);
            for (int i = Block + lane; i < count; i += Block) own = T.Min(own, T.Load(all + i));
            own.Store(least + lane);
        }
        Rank(least, Block, ranks);
        for (int lane = 0; lane < Block; lane++)
            if (ranks[lane] == wanted - 1) return MathF.Min(float.MaxValue, least[lane]);
        return float.MaxValue; // two lanes are equally near
    }

    /// <summary>Gathers the candidates within a bound, and infinities up to the next block.</summary>
    private static int Keep(float* all, int count, float bound, float* near, int* at)
    {
        int kept = 0;
        T most = T.Const(bound);
        for (int i = 0; i < count; i += T.Width)
            for (uint bits = T.AtMost(T.Load(all + i), most); bits != 0; bits &= bits - 1)
            {
                at[kept] = i + BitOperations.TrailingZeroCount(bits);
                near[kept] = all[at[kept]];
                kept++;
            }
        for (int i = kept; i % Block != 0; i++) near[i] = float.PositiveInfinity;
        return kept;
    }

    /// <summary>How many are nearer than each.</summary>
    private static void Rank(float* near, int kept, float* ranks)
    {
        for (int i = 0; i < kept; i += T.Width)
        {
            T own = T.Load(near + i), rank = T.Const(0);
            for (int j = 0; j < kept; j++) rank += T.IfLess(T.Const(near[j]), own, T.Const(1), T.Const(0));
            rank.Store(ranks + i);
        }
    }

    /// <summary>Equally near candidates have one rank between them and take the places from there on in turn.</summary>
    private static int Order(float* near, int* at, int kept, Span<float> squares, Span<int> found)
    {
        float* ranks = stackalloc float[kept + Block];
        Rank(near, kept, ranks);
        found.Fill(-1);
        for (int i = 0; i < kept; i++)
        {
            int rank = (int)ranks[i];
            while (rank < found.Length && found[rank] >= 0) rank++;
            if (rank < found.Length) (squares[rank], found[rank]) = (near[i], at[i]);
        }
        return Math.Min(kept, found.Length);
    }
}
