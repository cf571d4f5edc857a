using System.Runtime.CompilerServices;
using NeuralFields.Numerics;

namespace NeuralFields.Encodings;

/// <summary>
/// Lookups in vectors of samples for grids of two features per entry in two or three dimensions. Indices are computed
/// in vectors, spilled, and each entry is moved as one pair of floats (measured: 28 M samples/s and core for 16 levels
/// in 2-D, against 11 M with one float at a time).
/// </summary>
internal sealed unsafe class PairGridKernel<O, V, I>(GridLayout layout) : GridKernel(layout)
    where O : struct, ISimdIndex<V, I> where V : struct where I : struct
{
    private readonly bool _smooth = layout.Interpolation == GridInterpolation.Smoothstep;

    public override void Encode(
        in GridLevel level, float* table, float* x, nint xStride, float* y, nint yStride, int count)
    {
        if (Layout.Dimensions == 2) Encode2(level, table, x, xStride, y, yStride, count);
        else Encode3(level, table, x, xStride, y, yStride, count);
    }

    public override void Scatter(
        in GridLevel level, float* gradient, float* x, nint xStride, float* dy, nint yStride, int count)
    {
        if (Layout.Dimensions == 2) Scatter2(level, gradient, x, xStride, dy, yStride, count);
        else Scatter3(level, gradient, x, xStride, dy, yStride, count);
    }

    private void Encode2(in GridLevel level, float* table, float* x, nint xStride, float* y, nint yStride, int count)
    {
        uint* index = stackalloc uint[4 * 16];
        V one = O.Set(1);
        for (int t = 0; t < count; t += O.Width)
        {
            I cx = CornerKernel<O, V, I>.Cell(level, _smooth, O.Load(x + t), out V u), cy = CornerKernel<O, V, I>.Cell(level, _smooth, O.Load(x + xStride + t), out V v);
            CornerKernel<O, V, I>.Corners2(level, cx, cy, index);
            V u0 = O.Subtract(one, u), v0 = O.Subtract(one, v);
            O.LoadPairs(table, index, out V a, out V b);
            V w = O.Multiply(u0, v0), first = O.Multiply(w, a), second = O.Multiply(w, b);
            O.LoadPairs(table, index + O.Width, out a, out b);
            w = O.Multiply(u, v0);
            (first, second) = (O.Fma(w, a, first), O.Fma(w, b, second));
            O.LoadPairs(table, index + (2 * O.Width), out a, out b);
            w = O.Multiply(u0, v);
            (first, second) = (O.Fma(w, a, first), O.Fma(w, b, second));
            O.LoadPairs(table, index + (3 * O.Width), out a, out b);
            w = O.Multiply(u, v);
            O.Store(O.Fma(w, a, first), y + t);
            O.Store(O.Fma(w, b, second), y + yStride + t);
        }
    }

    private void Scatter2(in GridLevel level, float* gradient, float* x, nint xStride, float* dy, nint yStride, int count)
    {
        uint* index = stackalloc uint[4 * 16];
        V one = O.Set(1);
        for (int t = 0; t < count; t += O.Width)
        {
            I cx = CornerKernel<O, V, I>.Cell(level, _smooth, O.Load(x + t), out V u), cy = CornerKernel<O, V, I>.Cell(level, _smooth, O.Load(x + xStride + t), out V v);
            CornerKernel<O, V, I>.Corners2(level, cx, cy, index);
            V first = O.Load(dy + t), second = O.Load(dy + yStride + t);
            V u0 = O.Subtract(one, u), v0 = O.Subtract(one, v);
            Add(gradient, index, O.Multiply(u0, v0), first, second);
            Add(gradient, index + O.Width, O.Multiply(u, v0), first, second);
            Add(gradient, index + (2 * O.Width), O.Multiply(u0, v), first, second);
            Add(gradient, index + (3 * O.Width), O.Multiply(u, v), first, second);
        }
    }

    private void Encode3(in GridLevel level, float* table, float* x, nint xStride, float* y, nint yStride, int count)
    {
        uint* index = stackalloc uint[8 * 16];
        V one = O.Set(1);
        for (int t = 0; t < count; t += O.Width)
        {
            I cx = CornerKernel<O, V, I>.Cell(level, _smooth, O.Load(x + t), out V u), cy = CornerKernel<O, V, I>.Cell(level, _smooth, O.Load(x + xStride + t), out V v);
            I cz = CornerKernel<O, V, I>.Cell(level, _smooth, O.Load(x + (2 * xStride) + t), out V w);
            CornerKernel<O, V, I>.Corners3(level, cx, cy, cz, index);
            V u0 = O.Subtract(one, u), v0 = O.Subtract(one, v), w0 = O.Subtract(one, w);
            V first = O.Zero, second = O.Zero;
            for (int corner = 0; corner < 8; corner++)
            {
                V weight = O.Multiply(
                    O.Multiply((corner & 1) != 0 ? u : u0, (corner & 2) != 0 ? v : v0), (corner & 4) != 0 ? w : w0);
                O.LoadPairs(table, index + (corner * O.Width), out V a, out V b);
                (first, second) = (O.Fma(weight, a, first), O.Fma(weight, b, second));
            }
            O.Store(first, y + t);
            O.Store(second, y + yStride + t);
        }
    }

    private void Scatter3(in GridLevel level, float* gradient, float* x, nint xStride, float* dy, nint yStride, int count)
    {
        uint* index = stackalloc uint[8 * 16];
        V one = O.Set(1);
        for (int t = 0; t < count; t += O.Width)
        {
            I cx = CornerKernel<O, V, I>.Cell(level, _smooth, O.Load(x + t), out V u), cy = CornerKernel<O, V, I>.Cell(level, _smooth, O.Load(x + xStride + t), out V v);
            I cz = CornerKernel<O, V, I>.Cell(level, _smooth, O.Load(x + (2 * xStride) + t), out V w);
            CornerKernel<O, V, I>.Corners3(level, cx, cy, cz, index);
            V u0 = O.Subtract(one, u), v0 = O.Subtract(one, v), w0 = O.Subtract(one, w);
            V first = O.Load(dy + t), second = O.Load(dy + yStride + t);
            for (int corner = 0; corner < 8; corner++)
            {
                V weight = O.Multiply(
                    O.Multiply((corner & 1) != 0 ? u : u0, (corner & 2) != 0 ? v : v0), (corner & 4) != 0 ? w : w0);
                Add(gradient, index + (corner * O.Width), weight, first, second);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* gradient, uint* index, V weight, V first, V second)
        => O.AddPairs(gradient, index, O.Multiply(weight, first), O.Multiply(weight, second));
}
