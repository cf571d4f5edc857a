using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.Losses;

/// <summary>The kernel of one loss on one lane width.</summary>
internal sealed unsafe class LossKernel<TLoss, TLanes>(TLoss function) : LossKernel
    where TLoss : struct, ILoss<TLoss>
    where TLanes : struct, ILanes<TLanes>
{
    /// <summary>The losses of this many numbers are summed in float; their sums are added in double.</summary>
    private const int Block = 16;

    public override double Gradient(float* prediction, float* target, float* gradient, float scale, int count)
    {
        int whole = count / Block * Block;
        double sum = WholeBlocks(function, prediction, target, gradient, scale, whole);
        return whole == count
            ? sum
            : sum + Tail(prediction + whole, target + whole, gradient + whole, scale, count - whole);
    }

    private static double WholeBlocks(TLoss f, float* prediction, float* target, float* gradient, float scale, int count)
    {
        float* losses = stackalloc float[Block];
        TLanes factor = TLanes.Const(scale);
        double sum = 0;
        for (int i = 0; i < count; i += Block)
        {
            EvaluateBlock(f, prediction + i, target + i, gradient + i, factor, losses);
            sum += SumBlock(losses);
        }
        return sum;
    }

    /// <summary>
    /// The last numbers go through the same instructions by way of a buffer: a value must not depend on its place in
    /// the batch. What the padding lanes compute is thrown away.
    /// </summary>
    private double Tail(float* prediction, float* target, float* gradient, float scale, int count)
    {
        float* buffer = stackalloc float[4 * Block];
        float* p = buffer, t = buffer + Block, g = buffer + 2 * Block, losses = buffer + 3 * Block;
        new Span<float>(buffer, 2 * Block).Clear();
        new Span<float>(prediction, count).CopyTo(new(p, count));
        new Span<float>(target, count).CopyTo(new(t, count));
        EvaluateBlock(function, p, t, g, TLanes.Const(scale), losses);
        new Span<float>(g, count).CopyTo(new(gradient, count));
        new Span<float>(losses + count, Block - count).Clear();
        return SumBlock(losses);
    }

    [MethodImpl(AggressiveInlining)]
    private static void EvaluateBlock(
        TLoss f, float* prediction, float* target, float* gradient, TLanes scale, float* losses)
    {
        for (int i = 0; i < Block; i += TLanes.Width)
        {
            TLanes p = TLanes.Load(prediction + i), t = TLanes.Load(target + i);
            f.Value(p, t, p).Store(losses + i);
            (f.Slope(p, t) * scale).Store(gradient + i);
        }
    }

    /// <summary>Folds halves until one register is left, and then its lanes in the same way.</summary>
    [MethodImpl(AggressiveInlining)]
    private static float SumBlock(float* losses)
    {
        for (int half = Block / 2; half >= TLanes.Width; half /= 2)
            for (int i = 0; i < half; i += TLanes.Width)
                (TLanes.Load(losses + i) + TLanes.Load(losses + half + i)).Store(losses + i);
        return TLanes.Sum(TLanes.Load(losses));
    }
}
