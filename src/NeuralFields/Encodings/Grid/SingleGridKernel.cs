using System.Runtime.CompilerServices;
using NeuralFields.Numerics;

namespace NeuralFields.Encodings;

/// <summary>
/// Lookups for grids of one feature per entry in two or three dimensions: indices and weights of the corners are
/// computed in vectors and spilled, entries are read and written one by one.
/// </summary>
internal sealed unsafe class SingleGridKernel<O, V, I>(GridLayout layout) : GridKernel(layout)
    where O : struct, ISimdIndex<V, I> where V : struct where I : struct
{
    private readonly bool _smooth = layout.Interpolation == GridInterpolation.Smoothstep;

    public override void Encode(
        in GridLevel level, float* table, float* x, nint xStride, float* y, nint yStride, int count)
    {
        int corners = 1 << Layout.Dimensions;
        uint* index = stackalloc uint[8 * 16];
        float* weight = stackalloc float[8 * 16];
        for (int t = 0; t < count; t += O.Width)
        {
            Locate(level, x + t, xStride, index, weight);
            for (int lane = 0; lane < O.Width; lane++)
            {
                float sum = 0;
                for (int at = lane, end = corners * O.Width; at < end; at += O.Width)
                    sum = MathF.FusedMultiplyAdd(weight[at], table[index[at]], sum);
                y[t + lane] = sum;
            }
        }
    }

    public override void Scatter(
        in GridLevel level, float* gradient, float* x, nint xStride, float* dy, nint yStride, int count)
    {
        int corners = 1 << Layout.Dimensions;
        uint* index = stackalloc uint[8 * 16];
        float* weight = stackalloc float[8 * 16];
        for (int t = 0; t < count; t += O.Width)
        {
            Locate(level, x + t, xStride, index, weight);
            for (int lane = 0; lane < O.Width; lane++)
                for (int at = lane, end = corners * O.Width; at < end; at += O.Width)
                    gradient[index[at]] = MathF.FusedMultiplyAdd(weight[at], dy[t + lane], gradient[index[at]]);
        }
    }

    /// <summary>The corners of a vector of samples, corner by corner.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Locate(in GridLevel level, float* x, nint xStride, uint* index, float* weight)
    {
        V one = O.Set(1);
        I cx = CornerKernel<O, V, I>.Cell(level, _smooth, O.Load(x), out V u);
        I cy = CornerKernel<O, V, I>.Cell(level, _smooth, O.Load(x + xStride), out V v);
        V u0 = O.Subtract(one, u), v0 = O.Subtract(one, v);
        Store(weight, u0, u, v0, v, one);
        if (Layout.Dimensions == 2)
        {
            CornerKernel<O, V, I>.Corners2(level, cx, cy, index);
            return;
        }
        I cz = CornerKernel<O, V, I>.Cell(level, _smooth, O.Load(x + (2 * xStride)), out V w);
        CornerKernel<O, V, I>.Corners3(level, cx, cy, cz, index);
        Store(weight, u0, u, v0, v, O.Subtract(one, w));
        Store(weight + (4 * O.Width), u0, u, v0, v, w);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* weight, V u0, V u, V v0, V v, V factor)
    {
        V low = O.Multiply(v0, factor), high = O.Multiply(v, factor);
        O.Store(O.Multiply(u0, low), weight);
        O.Store(O.Multiply(u, low), weight + O.Width);
        O.Store(O.Multiply(u0, high), weight + (2 * O.Width));
        O.Store(O.Multiply(u, high), weight + (3 * O.Width));
    }
}
