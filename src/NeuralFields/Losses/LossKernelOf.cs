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

    private static double WholeBlocks(TLoss f, float* prediction, float* target, float* gradient, float scale, int count)
    {
        TLanes factor = TLanes.Const(scale);
        double sum = 0;
        for (int i = 0; i < count; i += BlockLength)
            sum += new Block(f, prediction + i, target + i, gradient + i, factor).Sum();
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
        float sum = new Block(function, p, t, g, TLanes.Const(scale)).Sum();
        new Span<float>(g, count).CopyTo(new(gradient, count));
        return sum;
    }

    /// <summary>
    /// Sixteen numbers. Their losses are added by folding halves, 16 → 8 → 4 → 2 → 1, whatever the lane width; wide lanes
    /// enter the chain of folds where a register is full. All stays in registers: a buffer on the stack that crosses a
    /// cache line took four times as long.
    /// </summary>
    private readonly struct Block(TLoss f, float* prediction, float* target, float* gradient, TLanes scale)
    {
        [MethodImpl(AggressiveInlining)]
        public float Sum() => TLanes.Width switch
        {
            16 => TLanes.Sum(Evaluate(0)),
            8 => TLanes.Sum(Fold8(0)),
            4 => TLanes.Sum(Fold4(0)),
            _ => TLanes.Sum(Fold2(0) + Fold2(1)),
        };

        [MethodImpl(AggressiveInlining)]
        private TLanes Fold2(int i) => Fold4(i) + Fold4(i + 2);

        [MethodImpl(AggressiveInlining)]
        private TLanes Fold4(int i) => Fold8(i) + Fold8(i + 4);

        [MethodImpl(AggressiveInlining)]
        private TLanes Fold8(int i) => Evaluate(i) + Evaluate(i + 8);

        /// <summary>The losses of one register; the gradients are stored.</summary>
        [MethodImpl(AggressiveInlining)]
        private TLanes Evaluate(int i)
        {
            TLanes p = TLanes.Load(prediction + i), t = TLanes.Load(target + i);
            TLanes loss = f.Value(p, t, p);
            (f.Slope(p, t) * scale).Store(gradient + i);
            return loss;
        }
    }
}
