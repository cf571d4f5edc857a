using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using NeuralFields.Numerics;

namespace NeuralFields.Optimizers;

public abstract unsafe partial class UpdateKernel
{
    // Counters of a block fill one 256-bit vector.
    private const int Block = 16;

    /// <summary>The kernel that runs a rule at a lane width.</summary>
    public static UpdateKernel Of<TRule>(TRule rule, LaneWidth width) where TRule : struct, IUpdateRule => width switch
    {
        LaneWidth.Sixteen => new Lanes<TRule, Lanes16>(rule),
        LaneWidth.Eight => new Lanes<TRule, Lanes8>(rule),
        LaneWidth.Four => new Lanes<TRule, Lanes4>(rule),
        _ => new Lanes<TRule, Lanes1>(rule),
    };

    /// <summary>One rule at one lane width: one parameter per lane.</summary>
    private sealed class Lanes<TRule, TLanes>(TRule rule) : UpdateKernel
        where TRule : struct, IUpdateRule
        where TLanes : unmanaged, ILanes<TLanes>
    {
        private readonly float[] _corrections = CorrectionTable(rule);

        /// <inheritdoc/>
        public override void Dense(float* w, float* g, float* first, float* second, float rate, long step, int count)
        {
            TRule local = rule;
            // Rounded as the table of Sparse is: where every parameter is touched, both give the same bits.
            TLanes corrected = TLanes.Const(rate * (float)local.Correction(step));
            for (int i = 0; i < count; i += TLanes.Width)
            {
                TLanes parameter = TLanes.Load(w + i);
                TLanes a = LoadState(first, i), b = LoadState(second, i);
                local.Update(ref parameter, TLanes.Load(g + i), ref a, ref b, corrected);
                parameter.Store(w + i);
                StoreState(a, first, i);
                StoreState(b, second, i);
                TLanes.Const(0).Store(g + i);
            }
        }

        /// <inheritdoc/>
        public override void Sparse(
            float* w, float* g, float* first, float* second, ushort* counts, float rate, int count)
        {
            TRule local = rule;
            float* rates = stackalloc float[Block];
            int last = _corrections.Length - 1;
            fixed (float* corrections = _corrections)
                for (int i = 0; i < count; i += Block)
                {
                    if (IsZero(g + i)) continue;
                    Count(g + i, counts + i);
                    Correct(counts + i, corrections, last, rate, rates);
                    for (int j = 0; j < Block; j += TLanes.Width)
                        UpdateTouched(in local, w, g, first, second, i + j, TLanes.Load(rates + j));
                }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void UpdateTouched(
            ref readonly TRule rule, float* w, float* g, float* first, float* second, int i, TLanes rates)
        {
            TLanes gradient = TLanes.Load(g + i), before = TLanes.Load(w + i), parameter = before;
            TLanes beforeA = LoadState(first, i), beforeB = LoadState(second, i), a = beforeA, b = beforeB;
            rule.Update(ref parameter, gradient, ref a, ref b, rates);
            // Below the smallest float there is only zero. A NaN is not below, so that it spreads and is noticed.
            TLanes size = TLanes.Abs(gradient), smallest = TLanes.Const(float.Epsilon);
            TLanes.IfLess(size, smallest, before, parameter).Store(w + i);
            StoreState(TLanes.IfLess(size, smallest, beforeA, a), first, i);
            StoreState(TLanes.IfLess(size, smallest, beforeB, b), second, i);
            TLanes.Const(0).Store(g + i);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TLanes LoadState(float* state, int i)
            => state is null ? TLanes.Const(0) : TLanes.Load(state + i);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void StoreState(TLanes value, float* state, int i)
        {
            if (state is not null) value.Store(state + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsZero(float* g)
        => (Vector256.Load(g) == Vector256<float>.Zero) && (Vector256.Load(g + 8) == Vector256<float>.Zero);

    // One more for each gradient that is not zero, up to MaxCount.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Count(float* g, ushort* counts)
    {
        Vector256<int> low = ~Vector256.Equals(Vector256.Load(g), Vector256<float>.Zero).AsInt32();
        Vector256<int> high = ~Vector256.Equals(Vector256.Load(g + 8), Vector256<float>.Zero).AsInt32();
        Vector256<ushort> touched = Vector256.Narrow(low, high).AsUInt16() & Vector256<ushort>.One;
        Vector256.AddSaturate(Vector256.Load(counts), touched).Store(counts);
    }

    // The rate of each parameter by its own counter. Late counters share the last correction, which is 1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Correct(ushort* counts, float* corrections, int last, float rate, float* rates)
    {
        Vector256<ushort> index = Vector256.Min(Vector256.Load(counts), Vector256.Create((ushort)last));
        Vector256<float> low = Vector256.Create(corrections[last]), high = low;
        // Gathering costs as much as the rest of the update, and most of a long run is late.
        if (index != Vector256.Create((ushort)last))
        {
            low = Gather(corrections, Vector256.WidenLower(index));
            high = Gather(corrections, Vector256.WidenUpper(index));
        }
        (low * rate).Store(rates);
        (high * rate).Store(rates + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Gather(float* table, Vector256<uint> index)
        => Avx2.IsSupported
            ? Avx2.GatherVector256(table, index.AsInt32(), sizeof(float))
            : Vector256.Create(
                table[index[0]], table[index[1]], table[index[2]], table[index[3]],
                table[index[4]], table[index[5]], table[index[6]], table[index[7]]);

    /// <summary>[k] the correction at the k-th update, up to where it stays 1 in single precision.</summary>
    public static float[] CorrectionTable(IUpdateRule rule)
    {
        int length = MaxCount;
        // Two neighbours: Adam's correction is 1 at the first update too, and falls after it.
        while (length > 1 && (float)rule.Correction(length / 2) == 1 && (float)rule.Correction((length / 2) + 1) == 1)
            length /= 2;
        float[] table = new float[length + 1];
        table[0] = 1;
        for (int k = 1; k <= length; k++) table[k] = (float)rule.Correction(k);
        return table;
    }
}
