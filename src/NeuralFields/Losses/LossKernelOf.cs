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
    private const int BlockLength = 16;

    public override double Gradient(float* prediction, float* target, float* gradient, float scale, int count)
    {
        int whole = count / BlockLength * BlockLength;
        double sum = WholeBlocks(function, prediction, target, gradient, scale, whole);
        return whole == count
            ? sum
            : sum + Tail(prediction + whole, target + whole, gradient + whole, scale, count - whole);
    }

    private static double WholeBlocks(
        TLoss f, float* prediction, float* target, float* gradient, float scale, int count)
    {
        TLanes factor = TLanes.Const(scale);
        double sum = 0;
        for (int i = 0; i < count; i += BlockLength)
            sum += Sum(f, prediction + i, target + i, gradient + i, factor);
        return sum;
    }

    /// <summary>
    /// The last numbers go through the same instructions by way of a buffer: a value must not depend on its place in
    /// the batch. The padding predicts 0 for 0, which loses nothing.
    /// </summary>
    private double Tail(float* prediction, float* target, float* gradient, float scale, int count)
    {
        float* buffer = stackalloc float[3 * BlockLength];
        float* p = buffer, t = buffer + BlockLength, g = buffer + 2 * BlockLength;
        new Span<float>(buffer, 2 * BlockLength).Clear();
        new Span<float>(prediction, count).CopyTo(new(p, count));
        new Span<float>(target, count).CopyTo(new(t, count));
        float sum = Sum(function, p, t, g, TLanes.Const(scale));
        new Span<float>(g, count).CopyTo(new(gradient, count));
        return sum;
    }

    /// <summary>
    /// The sum over sixteen numbers. Their losses are added by folding halves, 16 → 8 → 4 → 2 → 1, whatever the lane
    /// width; wide lanes enter the chain of folds where a register is full. All stays in registers: by way of a buffer
    /// on
    /// the stack it took four times as long.
    /// </summary>
    [MethodImpl(AggressiveInlining)]
    private static float Sum(TLoss f, float* p, float* t, float* g, TLanes scale)
    {
        if (TLanes.Width == 16) return TLanes.Sum(Evaluate(f, p, t, g, scale));
        if (TLanes.Width == 8) return TLanes.Sum(Fold8(f, p, t, g, scale));
        return NarrowSum(f, p, t, g, scale);
    }

    /// <summary>Kept out of line: with this many registers the JIT would give up inlining the wide cases too.</summary>
    [MethodImpl(NoInlining)]
    private static float NarrowSum(TLoss f, float* p, float* t, float* g, TLanes scale) => TLanes.Width == 4
        ? TLanes.Sum(Fold4(f, p, t, g, scale))
        : TLanes.Sum(Fold2(f, p, t, g, scale) + Fold2(f, p + 1, t + 1, g + 1, scale));

    private static TLanes Fold2(TLoss f, float* p, float* t, float* g, TLanes scale) =>
        Fold4(f, p, t, g, scale) + Fold4(f, p + 2, t + 2, g + 2, scale);

    [MethodImpl(AggressiveInlining)]
    private static TLanes Fold4(TLoss f, float* p, float* t, float* g, TLanes scale) =>
        Fold8(f, p, t, g, scale) + Fold8(f, p + 4, t + 4, g + 4, scale);

    [MethodImpl(AggressiveInlining)]
    private static TLanes Fold8(TLoss f, float* p, float* t, float* g, TLanes scale) =>
        Evaluate(f, p, t, g, scale) + Evaluate(f, p + 8, t + 8, g + 8, scale);

    /// <summary>The losses of one register; the gradients are stored.</summary>
    [MethodImpl(AggressiveInlining)]
    private static TLanes Evaluate(TLoss f, float* p, float* t, float* g, TLanes scale)
    {
        TLanes prediction = TLanes.Load(p), target = TLanes.Load(t);
        TLanes loss = f.Value(prediction, target, prediction);
        (f.Slope(prediction, target) * scale).Store(g);
        return loss;
    }
}
