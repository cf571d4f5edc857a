using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NeuralFields.Numerics;

namespace NeuralFields.Encodings;

/// <summary>
/// Lookups for grids of four features per entry in three dimensions: indices and weights are computed in vectors of
/// samples and spilled; an entry is one load of 16 bytes, and four samples at a time are turned into rows.
/// </summary>
internal sealed unsafe class QuadGridKernel<O, V, I>(GridLayout layout) : GridKernel(layout)
    where O : struct, ISimdIndex<V, I> where V : struct where I : struct
{
    private const int Corners = 8, Most = 16, Group = 4;

    private readonly bool _smooth = layout.Interpolation == GridInterpolation.Smoothstep;

    public override void Encode(
        in GridLevel level, float* table, float* x, nint xStride, float* y, nint yStride, int count)
    {
        uint* index = stackalloc uint[Corners * Most];
        float* weight = stackalloc float[Corners * Most];
        for (int t = 0; t < count; t += O.Width)
        {
            Prepare(level, x + t, xStride, index, weight);
            for (int lane = 0; lane < O.Width; lane += Group)
            {
                if (O.Width < Group)
                {
                    EncodeOne(table, index, weight, y + t, yStride);
                    break;
                }
                Vector128<float> a = Blend(table, index + lane, weight + lane), b = Blend(table, index + lane + 1, weight + lane + 1);
                Vector128<float> c = Blend(table, index + lane + 2, weight + lane + 2), d = Blend(table, index + lane + 3, weight + lane + 3);
                Transpose(ref a, ref b, ref c, ref d);
                float* target = y + t + lane;
                a.Store(target);
                b.Store(target + yStride);
                c.Store(target + (2 * yStride));
                d.Store(target + (3 * yStride));
            }
        }
    }

    public override void Scatter(
        in GridLevel level, float* gradient, float* x, nint xStride, float* dy, nint yStride, int count)
    {
        uint* index = stackalloc uint[Corners * Most];
        float* weight = stackalloc float[Corners * Most];
        for (int t = 0; t < count; t += O.Width)
        {
            Prepare(level, x + t, xStride, index, weight);
            for (int lane = 0; lane < O.Width; lane += Group)
            {
                float* source = dy + t + lane;
                if (O.Width < Group)
                {
                    Add(gradient, index, weight,
                        Vector128.Create(source[0], source[yStride], source[2 * yStride], source[3 * yStride]));
                    break;
                }
                Vector128<float> a = Vector128.Load(source), b = Vector128.Load(source + yStride);
                Vector128<float> c = Vector128.Load(source + (2 * yStride)), d = Vector128.Load(source + (3 * yStride));
                Transpose(ref a, ref b, ref c, ref d);
                Add(gradient, index + lane, weight + lane, a);
                Add(gradient, index + lane + 1, weight + lane + 1, b);
                Add(gradient, index + lane + 2, weight + lane + 2, c);
                Add(gradient, index + lane + 3, weight + lane + 3, d);
            }
        }
    }

    public override void InputGradient(
        in GridLevel level, float* table, float* x, nint xStride, float* dy, nint yStride, float* dx, int count)
    {
        if (O.Width < Group)
        {
            base.InputGradient(level, table, x, xStride, dy, yStride, dx, count);
            return;
        }
        uint* index = stackalloc uint[Corners * Most];
        float* dots = stackalloc float[Corners * Most];
        for (int t = 0; t < count; t += O.Width)
        {
            I cx = CornerKernel<O, V, I>.Cell(level, _smooth, O.Load(x + t), out V u);
            I cy = CornerKernel<O, V, I>.Cell(level, _smooth, O.Load(x + t + xStride), out V v);
            I cz = CornerKernel<O, V, I>.Cell(level, _smooth, O.Load(x + t + (2 * xStride)), out V w);
            CornerKernel<O, V, I>.Corners3(level, cx, cy, cz, index);
            for (int lane = 0; lane < O.Width; lane += Group) Dots(table, index + lane, dy + t + lane, yStride, dots + lane);
            for (int axis = 0; axis < 3; axis++)
            {
                // Differences along the axis, weighted by the other two: corners with bits 0 and 1 set for these.
                (int along, int second, int third) = (1 << axis, 1 << ((axis + 1) % 3), 1 << ((axis + 2) % 3));
                (V a, V b) = axis == 0 ? (v, w) : axis == 1 ? (w, u) : (u, v);
                V near = Mix(Difference(dots, 0, along), Difference(dots, second, along), a);
                V far = Mix(Difference(dots, third, along), Difference(dots, third + second, along), a);
                float* row = dx + t + (axis * xStride);
                V slope = O.Multiply(
                    O.Set(level.Scale), CornerKernel<O, V, I>.Slope(level, _smooth, O.Load(x + t + (axis * xStride))));
                O.Store(O.Fma(Mix(near, far, b), slope, O.Load(row)), row);
            }
        }
    }

    /// <summary>The products of each corner's features with the gradients of four samples' features.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Dots(float* table, uint* index, float* dy, nint yStride, float* dots)
    {
        Vector128<float> a = Vector128.Load(dy), b = Vector128.Load(dy + yStride);
        Vector128<float> c = Vector128.Load(dy + (2 * yStride)), d = Vector128.Load(dy + (3 * yStride));
        Transpose(ref a, ref b, ref c, ref d);
        for (int corner = 0; corner < Corners; corner++)
        {
            uint* at = index + (corner * O.Width);
            Vector128<float> p = a * Vector128.Load(table + (4 * (nint)at[0])), q = b * Vector128.Load(table + (4 * (nint)at[1]));
            Vector128<float> r = c * Vector128.Load(table + (4 * (nint)at[2])), s = d * Vector128.Load(table + (4 * (nint)at[3]));
            Transpose(ref p, ref q, ref r, ref s);
            (p + q + (r + s)).Store(dots + (corner * O.Width));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Difference(float* dots, int corner, int along)
        => O.Subtract(O.Load(dots + ((corner + along) * O.Width)), O.Load(dots + (corner * O.Width)));

    /// <summary>a + (b − a)·part.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Mix(V a, V b, V part) => O.Fma(O.Subtract(b, a), part, a);

    /// <summary>Indices and weights of all corners of a vector of samples.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Prepare(in GridLevel level, float* x, nint xStride, uint* index, float* weight)
    {
        I cx = CornerKernel<O, V, I>.Cell(level, _smooth, O.Load(x), out V u);
        I cy = CornerKernel<O, V, I>.Cell(level, _smooth, O.Load(x + xStride), out V v);
        I cz = CornerKernel<O, V, I>.Cell(level, _smooth, O.Load(x + (2 * xStride)), out V w);
        CornerKernel<O, V, I>.Corners3(level, cx, cy, cz, index);
        V one = O.Set(1), u0 = O.Subtract(one, u), v0 = O.Subtract(one, v), w0 = O.Subtract(one, w);
        for (int corner = 0; corner < Corners; corner++)
        {
            V area = O.Multiply((corner & 1) != 0 ? u : u0, (corner & 2) != 0 ? v : v0);
            O.Store(O.Multiply(area, (corner & 4) != 0 ? w : w0), weight + (corner * O.Width));
        }
    }

    /// <summary>The features of one sample.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Blend(float* table, uint* index, float* weight)
    {
        Vector128<float> sum = Vector128.Create(weight[0]) * Vector128.Load(table + (4 * (nint)index[0]));
        for (int corner = 1; corner < Corners; corner++)
            sum = Vector128.FusedMultiplyAdd(
                Vector128.Create(weight[corner * O.Width]), Vector128.Load(table + (4 * (nint)index[corner * O.Width])), sum);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* gradient, uint* index, float* weight, Vector128<float> features)
    {
        for (int corner = 0; corner < Corners; corner++)
        {
            float* entry = gradient + (4 * (nint)index[corner * O.Width]);
            Vector128.FusedMultiplyAdd(Vector128.Create(weight[corner * O.Width]), features, Vector128.Load(entry)).Store(entry);
        }
    }

    private static void EncodeOne(float* table, uint* index, float* weight, float* y, nint yStride)
    {
        Vector128<float> sum = Blend(table, index, weight);
        for (int f = 0; f < Group; f++) y[f * yStride] = sum[f];
    }

    /// <summary>Rows to columns of a block of 4 × 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(
        ref Vector128<float> a, ref Vector128<float> b, ref Vector128<float> c, ref Vector128<float> d)
    {
        Simd128.Separate(a, b, out Vector128<float> evenLow, out Vector128<float> oddLow);
        Simd128.Separate(c, d, out Vector128<float> evenHigh, out Vector128<float> oddHigh);
        Simd128.Separate(evenLow, evenHigh, out a, out c);
        Simd128.Separate(oddLow, oddHigh, out b, out d);
    }
}
