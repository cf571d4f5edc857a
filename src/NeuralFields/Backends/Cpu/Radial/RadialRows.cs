using System.Runtime.Intrinsics;
using NeuralFields.Numerics;
using NeuralFields.RadialBases;

namespace NeuralFields.Backends.Cpu;

/// <summary>One use of a kernel in a batch.</summary>
/// <param name="Value">The kernel's value for the sample, as an index of the batch's basis rows.</param>
/// <param name="Record">Where the sample's record starts among the batch's records.</param>
internal readonly record struct KernelUse(int Value, int Record);

/// <summary>The loops of radial bases for one lane width. Lanes are features where kernels weight them.</summary>
internal abstract unsafe class RadialRows
{
    protected const int Block = 16;

    public static RadialRows For(LaneWidth width) => width switch
    {
        LaneWidth.Sixteen => new RadialRows<Lanes16, Simd512, Vector512<float>>(),
        LaneWidth.Eight => new RadialRows<Lanes8, Simd256, Vector256<float>>(),
        LaneWidth.Four => new RadialRows<Lanes4, Simd128, Vector128<float>>(),
        _ => new RadialRows<Lanes1, SimdScalar, float>(),
    };

    /// <summary>Offsets δ → offsets in widths u, in place.</summary>
    /// <param name="shape">What a kernel's width depends on.</param>
    /// <param name="factors">[numbers, count] the shapes.</param>
    /// <param name="numbers">Numbers of a shape.</param>
    /// <param name="offsets">[dimensions, count] δ in, u out.</param>
    /// <param name="dimensions">Coordinates.</param>
    /// <param name="count">Samples; a multiple of 16.</param>
    public abstract void ToWidths(
        RadialShape shape, float* factors, int numbers, float* offsets, int dimensions, int count);

    /// <summary>Offsets in widths → adjusted offsets, in place.</summary>
    /// <param name="shape">What a kernel's width depends on.</param>
    /// <param name="adjustments">[numbers, count] the adjustments.</param>
    /// <param name="u">[dimensions, count] in and out.</param>
    /// <param name="dimensions">Coordinates.</param>
    /// <param name="count">Samples; a multiple of 16.</param>
    public abstract void Adjust(RadialShape shape, float* adjustments, float* u, int dimensions, int count);

    /// <summary>The gradient of adjustments; that of adjusted offsets becomes that of the offsets before, in place.</summary>
    public abstract void PullAdjustment(
        RadialShape shape, float* adjustments, float* u, float* du, float* gradient, int dimensions, int count);

    /// <summary>φ → φ̃ over the kernels of each sample, in place.</summary>
    public abstract void Normalize(float* values, nint stride, int neighbors, double floor, int count);

    /// <summary>∂L/∂φ̃ → ∂L/∂φ in place; φ → φ̃ on the way.</summary>
    public abstract void PullNormalization(float* gradients, float* phi, int neighbors, double floor, int count);

    /// <summary>y_f = Σ_k sin(m_f·φ̃_k)·w_kf, or Σ_k φ̃_k·w_kf where there are no frequencies.</summary>
    /// <param name="frequencies">[columns] m, or null.</param>
    /// <param name="weights">[kernels, columns].</param>
    /// <param name="basis">[neighbors] rows of numbers, then [neighbors] rows of values.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    /// <param name="neighbors">Kernels of a sample.</param>
    /// <param name="y">[features] rows, overwritten.</param>
    /// <param name="features">Features, and floats that they take.</param>
    /// <param name="count">Samples; a multiple of 16.</param>
    public abstract void Mix(
        float* frequencies, float* weights, int* basis, nint stride, int neighbors, float* y,
        (int Count, int Columns) features, int count);

    /// <summary>a_k = Σ_f ∂L/∂y_f·w_kf·m_f·cos(m_f·φ̃_k), or without the last two factors.</summary>
    public abstract void ValueGradient(
        float* frequencies, float* weights, int* basis, nint stride, int neighbors, float* dy,
        (int Count, int Columns) features, float* gradients, int count);

    /// <summary>∂L/∂w_f = Σ sin(m_f·φ̃)·∂L/∂y_f over a kernel's uses.</summary>
    public abstract void FeatureGradient(
        float* frequencies, ReadOnlySpan<KernelUse> uses, float* values, float* records, int columns, float* gradient);

    /// <summary>Rows of gradients into a record per sample.</summary>
    public abstract void Record(float* dy, float* records, nint stride, (int Count, int Columns) features, int count);
}

/// <summary>The loops for one lane width.</summary>
internal sealed unsafe class RadialRows<T, O, V> : RadialRows
    where T : unmanaged, ILanes<T> where O : struct, ISimd<V> where V : unmanaged
{
    public override void ToWidths(
        RadialShape shape, float* factors, int numbers, float* offsets, int dimensions, int count)
    {
        Span<T> factor = stackalloc T[numbers], offset = stackalloc T[dimensions], u = stackalloc T[dimensions];
        for (int t = 0; t < count; t += T.Width)
        {
            for (int i = 0; i < numbers; i++) factor[i] = T.Load(factors + (i * count) + t);
            for (int d = 0; d < dimensions; d++) offset[d] = T.Load(offsets + (d * count) + t);
            shape.ToWidths<T>(factor, offset, u);
            for (int d = 0; d < dimensions; d++) u[d].Store(offsets + (d * count) + t);
        }
    }

    public override void Adjust(RadialShape shape, float* adjustments, float* u, int dimensions, int count)
    {
        int numbers = KernelAdjustment.Count(shape, dimensions);
        Span<T> own = stackalloc T[numbers], factor = stackalloc T[numbers - dimensions];
        Span<T> offset = stackalloc T[dimensions], adjusted = stackalloc T[dimensions];
        for (int t = 0; t < count; t += T.Width)
        {
            Load(adjustments + t, count, own);
            Load(u + t, count, offset);
            KernelAdjustment.Apply<T>(shape, own, factor, offset, adjusted);
            Store(adjusted, u + t, count);
        }
    }

    public override void PullAdjustment(
        RadialShape shape, float* adjustments, float* u, float* du, float* gradient, int dimensions, int count)
    {
        int numbers = KernelAdjustment.Count(shape, dimensions);
        Span<T> own = stackalloc T[numbers], factor = stackalloc T[numbers - dimensions], pulled = stackalloc T[numbers];
        Span<T> offset = stackalloc T[dimensions], slope = stackalloc T[dimensions], room = stackalloc T[dimensions];
        for (int t = 0; t < count; t += T.Width)
        {
            Load(adjustments + t, count, own);
            Load(u + t, count, offset);
            Load(du + t, count, slope);
            KernelAdjustment.Pull<T>(shape, own, factor, offset, slope, pulled, room);
            Store(slope, du + t, count);
            Store(pulled, gradient + t, count);
        }
    }

    public override void Normalize(float* values, nint stride, int neighbors, double floor, int count)
    {
        Span<T> own = stackalloc T[neighbors];
        for (int t = 0; t < count; t += T.Width)
        {
            for (int k = 0; k < neighbors; k++) own[k] = T.Load(values + (k * stride) + t);
            RadialMixture.Normalize(own, floor);
            for (int k = 0; k < neighbors; k++) own[k].Store(values + (k * stride) + t);
        }
    }

    public override void PullNormalization(float* gradients, float* phi, int neighbors, double floor, int count)
    {
        Span<T> own = stackalloc T[neighbors], slopes = stackalloc T[neighbors];
        for (int t = 0; t < count; t += T.Width)
        {
            for (int k = 0; k < neighbors; k++)
            {
                own[k] = T.Load(phi + (k * count) + t);
                slopes[k] = T.Load(gradients + (k * count) + t);
            }
            T sum = RadialMixture.Normalize(own, floor);
            RadialMixture.PullNormalization(slopes, own, sum);
            for (int k = 0; k < neighbors; k++) slopes[k].Store(gradients + (k * count) + t);
        }
    }

    public override void Mix(
        float* frequencies, float* weights, int* basis, nint stride, int neighbors, float* y,
        (int Count, int Columns) features, int count)
    {
        float* block = stackalloc float[Block * features.Columns];
        for (int t = 0; t < count; t += Block)
        {
            for (int i = 0; i < Block; i++)
                MixOne(
                    frequencies, weights, basis + t + i, stride, neighbors, block + (i * features.Columns),
                    features.Columns);
            Turn(block, features.Columns, y + t, stride, Block, features.Count);
        }
    }

    public override void ValueGradient(
        float* frequencies, float* weights, int* basis, nint stride, int neighbors, float* dy,
        (int Count, int Columns) features, float* gradients, int count)
    {
        float* block = stackalloc float[Block * features.Columns];
        new Span<float>(block, Block * features.Columns).Clear();
        for (int t = 0; t < count; t += Block)
        {
            Record(dy + t, block, stride, features, Block);
            for (int i = 0; i < Block; i++)
                for (int k = 0; k < neighbors; k++)
                {
                    int* at = basis + (k * stride) + t + i;
                    float value = ((float*)at)[neighbors * stride];
                    gradients[(k * count) + t + i] = ValueGradientOf(
                        frequencies, weights + ((nint)(*at) * features.Columns), value,
                        block + (i * features.Columns), features.Columns);
                }
        }
    }

    public override void Record(
        float* dy, float* records, nint stride, (int Count, int Columns) features, int count)
        => Turn(dy, stride, records, features.Columns, features.Count, count);

    public override void FeatureGradient(
        float* frequencies, ReadOnlySpan<KernelUse> uses, float* values, float* records, int columns, float* gradient)
    {
        for (int f = 0; f < columns; f += T.Width)
        {
            T sum = T.Const(0);
            foreach (KernelUse use in uses)
            {
                T value = T.Const(values[use.Value]);
                if (frequencies != null) value = T.Sin(T.Load(frequencies + f) * value);
                sum = T.Fma(value, T.Load(records + use.Record + f), sum);
            }
            sum.Store(gradient + f);
        }
    }

    private static void Load(float* rows, int stride, Span<T> into)
    {
        for (int i = 0; i < into.Length; i++) into[i] = T.Load(rows + (i * stride));
    }

    private static void Store(ReadOnlySpan<T> values, float* rows, int stride)
    {
        for (int i = 0; i < values.Length; i++) values[i].Store(rows + (i * stride));
    }

    /// <summary>target[column, row] = source[row, column].</summary>
    private static void Turn(float* source, nint sourceStride, float* target, nint targetStride, int rows, int columns)
    {
        int wholeRows = rows - (rows % O.Width), wholeColumns = columns - (columns % O.Width);
        for (int row = 0; row < wholeRows; row += O.Width)
            for (int column = 0; column < wholeColumns; column += O.Width)
                O.Transpose(
                    source + (row * sourceStride) + column, sourceStride,
                    target + (column * targetStride) + row, targetStride);
        for (int row = 0; row < rows; row++)
            for (int column = row < wholeRows ? wholeColumns : 0; column < columns; column++)
                target[(column * targetStride) + row] = source[(row * sourceStride) + column];
    }

    private static void MixOne(
        float* frequencies, float* weights, int* basis, nint stride, int neighbors, float* features, int columns)
    {
        for (int f = 0; f < columns; f += T.Width)
        {
            T sum = T.Const(0);
            for (int k = 0; k < neighbors; k++)
            {
                int* at = basis + (k * stride);
                float own = ((float*)at)[neighbors * stride];
                if (own == 0) continue;
                T value = T.Const(own);
                if (frequencies != null) value = T.Sin(T.Load(frequencies + f) * value);
                sum = T.Fma(value, T.Load(weights + ((nint)(*at) * columns) + f), sum);
            }
            sum.Store(features + f);
        }
    }

    private static float ValueGradientOf(float* frequencies, float* weights, float value, float* dy, int columns)
    {
        T sum = T.Const(0);
        for (int f = 0; f < columns; f += T.Width)
        {
            T product = T.Load(weights + f) * T.Load(dy + f);
            if (frequencies != null)
            {
                T frequency = T.Load(frequencies + f);
                product *= frequency * T.Cos(frequency * T.Const(value));
            }
            sum += product;
        }
        return T.Sum(sum);
    }
}
