using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.Losses;

/// <summary>The kernel of one gradient loss on one lane width.</summary>
internal sealed unsafe class GradientLossKernel<TLoss, TLanes>(TLoss function) : GradientLossKernel
    where TLoss : struct, IGradientLoss<TLoss>
    where TLanes : struct, ILanes<TLanes>
{
    private const int BlockLength = 16;

    public override double Gradient(
        float* value, float* gradient, float* target, nint stride, int dimensions, float* valueGradient, float scale,
        int count)
    {
        float* losses = stackalloc float[BlockLength];
        double sum = 0;
        for (int i = 0; i < count; i += BlockLength)
        {
            for (int j = 0; j < BlockLength; j += TLanes.Width)
            {
                int t = i + j;
                Evaluate(value + t, gradient + t, target + t, stride, dimensions, valueGradient + t, scale)
                    .Store(losses + j);
            }
            int filled = Math.Min(BlockLength, count - i);
            for (int j = 0; j < filled; j++) sum += losses[j];
            if (filled < BlockLength) ClearTail(gradient + i, stride, dimensions, valueGradient + i, filled);
        }
        return sum;
    }

    /// <summary>The losses of one register; the derivatives are stored.</summary>
    [MethodImpl(AggressiveInlining)]
    private TLanes Evaluate(
        float* value, float* gradient, float* target, nint stride, int dimensions, float* valueGradient, float scale)
    {
        TLanes f = TLanes.Load(value), factor = TLanes.Const(scale);
        Triple<TLanes> g = Load(gradient, stride, dimensions);
        SurfaceTarget<TLanes> known = TLoss.AddsToValueLoss
            ? new(TLanes.Const(0), Triple<TLanes>.Zero)
            : new(TLanes.Load(target), Load(target + stride, stride, dimensions));
        (TLanes byValue, Triple<TLanes> byGradient) = function.Slope(f, g, known);
        TLanes.Fma(factor, byValue, TLanes.Load(valueGradient)).Store(valueGradient);
        byGradient = factor * byGradient;
        byGradient.X.Store(gradient);
        if (dimensions > 1) byGradient.Y.Store(gradient + stride);
        if (dimensions > 2) byGradient.Z.Store(gradient + (2 * stride));
        return function.Value(f, g, known);
    }

    [MethodImpl(AggressiveInlining)]
    private static Triple<TLanes> Load(float* rows, nint stride, int dimensions) => new(
        TLanes.Load(rows),
        dimensions > 1 ? TLanes.Load(rows + stride) : TLanes.Const(0),
        dimensions > 2 ? TLanes.Load(rows + (2 * stride)) : TLanes.Const(0));

    private static void ClearTail(float* gradient, nint stride, int dimensions, float* valueGradient, int filled)
    {
        new Span<float>(valueGradient + filled, BlockLength - filled).Clear();
        for (int d = 0; d < dimensions; d++)
            new Span<float>(gradient + (d * stride) + filled, BlockLength - filled).Clear();
    }
}
