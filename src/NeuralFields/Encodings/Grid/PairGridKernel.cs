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
            I cx = Cell(level, O.Load(x + t), out V u), cy = Cell(level, O.Load(x + xStride + t), out V v);
            Corners2(level, cx, cy, index);
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
            I cx = Cell(level, O.Load(x + t), out V u), cy = Cell(level, O.Load(x + xStride + t), out V v);
            Corners2(level, cx, cy, index);
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
            I cx = Cell(level, O.Load(x + t), out V u), cy = Cell(level, O.Load(x + xStride + t), out V v);
            I cz = Cell(level, O.Load(x + (2 * xStride) + t), out V w);
            Corners3(level, cx, cy, cz, index);
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
            I cx = Cell(level, O.Load(x + t), out V u), cy = Cell(level, O.Load(x + xStride + t), out V v);
            I cz = Cell(level, O.Load(x + (2 * xStride) + t), out V w);
            Corners3(level, cx, cy, cz, index);
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

    /// <summary>The lower corner along one axis, and the weight of the upper one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private I Cell(in GridLevel level, V x, out V upper)
    {
        V position = O.Fma(x, O.Set(level.Scale), O.Set(level.Shift)), whole = O.Floor(position);
        if (level.LastCell >= 0) whole = O.Clamp(whole, O.Zero, O.Set(level.LastCell));
        upper = O.Subtract(position, whole);
        if (_smooth)
            upper = O.Multiply(O.Multiply(upper, upper), O.Subtract(O.Set(3), O.Add(upper, upper)));
        return O.ToIndex(whole);
    }

    /// <summary>Indices of the four corners: x varies fastest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Corners2(in GridLevel level, I x, I y, uint* index)
    {
        I one = O.SetIndex(1);
        if (level.Hashed)
        {
            I mask = O.SetIndex((uint)level.Entries - 1), prime = O.SetIndex(GridLayout.Primes[1]);
            I low = O.MultiplyIndex(y, prime), high = O.AddIndex(low, prime), right = O.AddIndex(x, one);
            O.StoreIndex(O.And(O.Xor(x, low), mask), index);
            O.StoreIndex(O.And(O.Xor(right, low), mask), index + O.Width);
            O.StoreIndex(O.And(O.Xor(x, high), mask), index + (2 * O.Width));
            O.StoreIndex(O.And(O.Xor(right, high), mask), index + (3 * O.Width));
            return;
        }
        I row = O.SetIndex((uint)level.Resolution), corner = O.AddIndex(x, O.MultiplyIndex(y, row));
        StoreDense(level, corner, index);
        StoreDense(level, O.AddIndex(corner, one), index + O.Width);
        corner = O.AddIndex(corner, row);
        StoreDense(level, corner, index + (2 * O.Width));
        StoreDense(level, O.AddIndex(corner, one), index + (3 * O.Width));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Corners3(in GridLevel level, I x, I y, I z, uint* index)
    {
        if (!level.Hashed)
        {
            I plane = O.SetIndex((uint)level.Resolution * (uint)level.Resolution);
            I corner = O.MultiplyIndex(z, plane);
            Plane(level, x, y, corner, index);
            Plane(level, x, y, O.AddIndex(corner, plane), index + (4 * O.Width));
            return;
        }
        I prime = O.SetIndex(GridLayout.Primes[2]), low = O.MultiplyIndex(z, prime);
        HashedPlane(level, x, y, low, index);
        HashedPlane(level, x, y, O.AddIndex(low, prime), index + (4 * O.Width));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Plane(in GridLevel level, I x, I y, I start, uint* index)
    {
        I one = O.SetIndex(1), row = O.SetIndex((uint)level.Resolution);
        I corner = O.AddIndex(start, O.AddIndex(x, O.MultiplyIndex(y, row)));
        StoreDense(level, corner, index);
        StoreDense(level, O.AddIndex(corner, one), index + O.Width);
        corner = O.AddIndex(corner, row);
        StoreDense(level, corner, index + (2 * O.Width));
        StoreDense(level, O.AddIndex(corner, one), index + (3 * O.Width));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void HashedPlane(in GridLevel level, I x, I y, I hash, uint* index)
    {
        I mask = O.SetIndex((uint)level.Entries - 1), prime = O.SetIndex(GridLayout.Primes[1]);
        I low = O.MultiplyIndex(y, prime), high = O.Xor(O.AddIndex(low, prime), hash);
        low = O.Xor(low, hash);
        I right = O.AddIndex(x, O.SetIndex(1));
        O.StoreIndex(O.And(O.Xor(x, low), mask), index);
        O.StoreIndex(O.And(O.Xor(right, low), mask), index + O.Width);
        O.StoreIndex(O.And(O.Xor(x, high), mask), index + (2 * O.Width));
        O.StoreIndex(O.And(O.Xor(right, high), mask), index + (3 * O.Width));
    }

    /// <summary>
    /// index mod Entries. Inside [0,1] one subtraction does; a tiled level, or a coordinate far outside, takes the
    /// division, so that no coordinate (not even NaN) can reach past the table.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreDense(in GridLevel level, I corner, uint* index)
    {
        I wrapped = O.WrapOnce(corner, O.SetIndex((uint)level.Entries));
        O.StoreIndex(wrapped, index);
        if (O.AnyAtLeast(wrapped, O.SetIndex((uint)level.Entries))) Divide((uint)level.Entries, corner, index);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Divide(uint entries, I corner, uint* index)
    {
        O.StoreIndex(corner, index);
        for (int lane = 0; lane < O.Width; lane++) index[lane] %= entries;
    }
}
