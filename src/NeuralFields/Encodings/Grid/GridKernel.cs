using System.Runtime.Intrinsics;
using NeuralFields.Numerics;

namespace NeuralFields.Encodings;

/// <summary>
/// Lookups into one level of a grid, over feature-major rows of samples. This class does any number of dimensions and
/// features one sample at a time; <see cref="SingleGridKernel{O, V, I}"/>, <see cref="PairGridKernel{O, V, I}"/> and
/// <see cref="QuadGridKernel{O, V, I}"/> do the usual shapes in vectors.
/// </summary>
public unsafe class GridKernel
{
    private protected GridKernel(GridLayout layout) => Layout = layout;

    /// <summary>The grid.</summary>
    public GridLayout Layout { get; }

    /// <summary>The fastest kernel for a grid.</summary>
    /// <param name="layout">The grid.</param>
    /// <param name="width">Lanes per vector.</param>
    public static GridKernel For(GridLayout layout, LaneWidth width)
    {
        ArgumentNullException.ThrowIfNull(layout);
        bool isBlended = layout.Interpolation != GridInterpolation.Nearest;
        if (isBlended && layout is { Features: 1, Dimensions: 2 or 3 }) return Single(layout, width);
        if (isBlended && layout is { Features: 2, Dimensions: 2 or 3 }) return Pair(layout, width);
        return isBlended && layout.Features == 4 && layout.Dimensions == 3 ? Quad(layout, width) : new GridKernel(layout);
    }

    private static GridKernel Single(GridLayout layout, LaneWidth width) => width switch
    {
        LaneWidth.Sixteen => new SingleGridKernel<Simd512, Vector512<float>, Vector512<uint>>(layout),
        LaneWidth.Eight => new SingleGridKernel<Simd256, Vector256<float>, Vector256<uint>>(layout),
        LaneWidth.Four => new SingleGridKernel<Simd128, Vector128<float>, Vector128<uint>>(layout),
        _ => new SingleGridKernel<SimdScalar, float, uint>(layout),
    };

    private static GridKernel Pair(GridLayout layout, LaneWidth width) => width switch
    {
        LaneWidth.Sixteen => new PairGridKernel<Simd512, Vector512<float>, Vector512<uint>>(layout),
        LaneWidth.Eight => new PairGridKernel<Simd256, Vector256<float>, Vector256<uint>>(layout),
        LaneWidth.Four => new PairGridKernel<Simd128, Vector128<float>, Vector128<uint>>(layout),
        _ => new PairGridKernel<SimdScalar, float, uint>(layout),
    };

    private static GridKernel Quad(GridLayout layout, LaneWidth width) => width switch
    {
        LaneWidth.Sixteen => new QuadGridKernel<Simd512, Vector512<float>, Vector512<uint>>(layout),
        LaneWidth.Eight => new QuadGridKernel<Simd256, Vector256<float>, Vector256<uint>>(layout),
        LaneWidth.Four => new QuadGridKernel<Simd128, Vector128<float>, Vector128<uint>>(layout),
        _ => new QuadGridKernel<SimdScalar, float, uint>(layout),
    };

    /// <summary>Interpolates a level's features.</summary>
    /// <param name="level">The level.</param>
    /// <param name="table">[Entries, Features] of this level.</param>
    /// <param name="x">[Dimensions] rows of coordinates.</param>
    /// <param name="xStride">Floats from one coordinate row to the next.</param>
    /// <param name="y">[Features] rows, overwritten.</param>
    /// <param name="yStride">Floats from one feature row to the next.</param>
    /// <param name="count">Samples; a multiple of 16.</param>
    public virtual void Encode(
        in GridLevel level, float* table, float* x, nint xStride, float* y, nint yStride, int count)
    {
        int features = Layout.Features;
        Cell cell = default;
        for (int t = 0; t < count; t++)
        {
            Locate(level, x + t, xStride, ref cell);
            for (int f = 0; f < features; f++) y[(f * yStride) + t] = 0;
            for (int corner = 0; corner < cell.Corners; corner++)
            {
                float* entry = table + ((nint)IndexOf(level, cell, corner) * features);
                float weight = Weight(cell, corner, except: -1);
                for (int f = 0; f < features; f++)
                    y[(f * yStride) + t] = MathF.FusedMultiplyAdd(weight, entry[f], y[(f * yStride) + t]);
            }
        }
    }

    /// <summary>Adds the gradient of a level's table, sample after sample.</summary>
    /// <param name="level">The level.</param>
    /// <param name="gradient">[Entries, Features] of this level, added to.</param>
    /// <param name="x">[Dimensions] rows of coordinates.</param>
    /// <param name="xStride">Floats from one coordinate row to the next.</param>
    /// <param name="dy">[Features] rows of feature gradients.</param>
    /// <param name="yStride">Floats from one feature row to the next.</param>
    /// <param name="count">Samples; a multiple of 16.</param>
    public virtual void Scatter(
        in GridLevel level, float* gradient, float* x, nint xStride, float* dy, nint yStride, int count)
    {
        int features = Layout.Features;
        Cell cell = default;
        for (int t = 0; t < count; t++)
        {
            Locate(level, x + t, xStride, ref cell);
            for (int corner = 0; corner < cell.Corners; corner++)
            {
                float* entry = gradient + ((nint)IndexOf(level, cell, corner) * features);
                float weight = Weight(cell, corner, except: -1);
                for (int f = 0; f < features; f++)
                    entry[f] = MathF.FusedMultiplyAdd(weight, dy[(f * yStride) + t], entry[f]);
            }
        }
    }

    /// <summary>Adds the gradient of the coordinates, given that of a level's features.</summary>
    /// <param name="level">The level.</param>
    /// <param name="table">[Entries, Features] of this level.</param>
    /// <param name="x">[Dimensions] rows of coordinates.</param>
    /// <param name="xStride">Floats from one coordinate row to the next, in x and dx.</param>
    /// <param name="dy">[Features] rows of feature gradients.</param>
    /// <param name="yStride">Floats from one feature row to the next.</param>
    /// <param name="dx">[Dimensions] rows, added to.</param>
    /// <param name="count">Samples; a multiple of 16.</param>
    public virtual void InputGradient(
        in GridLevel level, float* table, float* x, nint xStride, float* dy, nint yStride, float* dx, int count)
    {
        int features = Layout.Features;
        Cell cell = default;
        for (int t = 0; t < count; t++)
        {
            Locate(level, x + t, xStride, ref cell);
            for (int corner = 0; corner < cell.Corners; corner++)
            {
                float* entry = table + ((nint)IndexOf(level, cell, corner) * features);
                float dot = 0;
                for (int f = 0; f < features; f++) dot = MathF.FusedMultiplyAdd(dy[(f * yStride) + t], entry[f], dot);
                for (int d = 0; d < Layout.Dimensions; d++)
                {
                    float side = ((corner >> d) & 1) != 0 ? cell.Slope[d] : -cell.Slope[d];
                    dx[(d * xStride) + t] += level.Scale * side * Weight(cell, corner, except: d) * dot;
                }
            }
        }
    }

    /// <summary>The cell that holds a sample, with the weights of its upper corners and their slopes.</summary>
    private struct Cell
    {
        public fixed uint Corner[7];
        public fixed float Upper[7];
        public fixed float Slope[7];
        public int Corners;
        public int Dimensions;
    }

    private void Locate(in GridLevel level, float* x, nint xStride, ref Cell cell)
    {
        cell.Dimensions = Layout.Dimensions;
        cell.Corners = Layout.Interpolation == GridInterpolation.Nearest ? 1 : 1 << Layout.Dimensions;
        for (int d = 0; d < Layout.Dimensions; d++)
        {
            float position = MathF.FusedMultiplyAdd(x[d * xStride], level.Scale, level.Shift), side = 1;
            if (level.Period > 0) (position, side) = Fold(level, position);
            float whole = MathF.Floor(position);
            if (level.LastCell >= 0) whole = MathF.Min(MathF.Max(whole, 0), level.LastCell);
            float fraction = position - whole;
            cell.Corner[d] = (uint)float.ConvertToIntegerNative<int>(whole);
            (cell.Upper[d], cell.Slope[d]) = Layout.Interpolation switch
            {
                GridInterpolation.Nearest => (0, 0),
                GridInterpolation.Linear => (fraction, side),
                _ => (fraction * fraction * (3 - (2 * fraction)), side * 6 * fraction * (1 - fraction)),
            };
        }
    }

    /// <summary>The place within the part that repeats, and whether it runs on or back.</summary>
    private static (float Position, float Side) Fold(in GridLevel level, float position)
    {
        float period = level.IsMirrored ? 2 * level.Period : level.Period;
        float folded = MathF.FusedMultiplyAdd(-period, MathF.Floor(position * (1 / period)), position);
        return level.IsMirrored && folded > level.Period ? (period - folded, -1) : (folded, 1);
    }

    private static float Weight(in Cell cell, int corner, int except)
    {
        float weight = 1;
        for (int d = 0; d < cell.Dimensions; d++)
            if (d != except) weight *= ((corner >> d) & 1) != 0 ? cell.Upper[d] : 1 - cell.Upper[d];
        return weight;
    }

    private static uint IndexOf(in GridLevel level, in Cell cell, int corner)
    {
        uint index = 0, stride = 1;
        for (int d = 0; d < cell.Dimensions; d++)
        {
            uint c = cell.Corner[d] + (uint)((corner >> d) & 1);
            if (level.Hashed) index ^= c * GridLayout.Primes[d];
            else index += c * stride;
            stride *= (uint)level.Resolution;
        }
        return index % (uint)level.Entries;
    }
}
