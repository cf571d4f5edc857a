using System.Runtime.Intrinsics;
using NeuralFields.Numerics;

namespace NeuralFields.Backends.Cpu;

/// <summary>
/// The three matrix products of a dense layer on feature-major tiles, for one lane width. Weights and their gradients
/// are kept input-major, [inputs + 1][outputs padded to 16], the last row being the bias.
/// </summary>
internal abstract unsafe class DenseKernels
{
    /// <summary>Sides up to this long use lanes over samples for the weight gradient: a panel would be padding.</summary>
    protected const int Narrow = 8;

    /// <summary>Outputs per packed group; the last group may hold 4.</summary>
    protected abstract int GroupRows { get; }

    public static DenseKernels For(LaneWidth width) => width switch
    {
        LaneWidth.Sixteen => new DenseKernels<Simd512, Vector512<float>>(),
        LaneWidth.Eight => new DenseKernels<Simd256, Vector256<float>>(),
        LaneWidth.Four => new DenseKernels<Simd128, Vector128<float>>(),
        _ => new DenseKernels<SimdScalar, float>(),
    };

    /// <summary>Sizes padded to a whole number of widest vectors.</summary>
    public static int Padded(int size) => (size + 15) & ~15;

    /// <summary>Floats of the packed form of a matrix.</summary>
    public static int PackedLength(int rows, int inputs) => ((rows + 3) & ~3) * inputs + 16;

    // A panel of so many samples (12 KB of AVX-512 vectors) and their rows of x stay in the first-level cache together:
    // 64 → 64 took 80 % of peak with whole tiles of 384, 90 % with 96 (Emerald Rapids, 48 KB).
    private protected const int PanelSamples = 96;

    /// <summary>Floats of scratch that <see cref="WeightGradient"/> needs.</summary>
    public static int PanelLength => PanelSamples * 32;

    /// <summary>
    /// Packs row r, input i of a matrix, found at source[r·rowStep + i·inputStep], into groups of rows:
    /// [group][input][row]. Rows are padded to 4 with zeros.
    /// </summary>
    public void Pack(float* source, nint rowStep, nint inputStep, int rows, int inputs, float* packed)
    {
        for (int r = 0; r < rows; r += GroupRows)
        {
            int group = rows - r > 4 ? GroupRows : 4, filled = Math.Min(group, rows - r);
            for (int i = 0; i < inputs; i++, packed += group)
            {
                float* from = source + (r * rowStep) + (i * inputStep);
                for (int j = 0; j < filled; j++) packed[j] = from[j * rowStep];
                for (int j = filled; j < group; j++) packed[j] = 0;
            }
        }
    }

    /// <summary>Y = epilogue(W·X + b) for a tile.</summary>
    /// <param name="packed">The matrix, from <see cref="Pack"/>.</param>
    /// <param name="bias">[rows padded to 8] first values of the sums.</param>
    /// <param name="x">[inputs] rows of samples.</param>
    /// <param name="inputs">Inputs of the product.</param>
    /// <param name="y">[rows padded to 4 or 8] rows, overwritten.</param>
    /// <param name="stride">Floats from one row of x, y or other to the next.</param>
    /// <param name="rows">Rows of the matrix.</param>
    /// <param name="samples">Samples; a multiple of 16.</param>
    /// <param name="epilogue">What is done before a sum is stored.</param>
    /// <param name="other">[rows padded to 4 or 8] the epilogue's second matrix; y where it has none.</param>
    public abstract void Product(
        float* packed, float* bias, float* x, int inputs, float* y, nint stride, int rows, int samples,
        Epilogue epilogue, float* other);

    /// <summary>G += X·dYᵀ, with the sum of dY in the row after the last input.</summary>
    /// <param name="x">[inputs] rows of samples.</param>
    /// <param name="xStride">Floats from one row of x to the next.</param>
    /// <param name="inputs">Inputs of the layer.</param>
    /// <param name="dy">[outputs padded to 16] rows of gradients; padding rows are zero.</param>
    /// <param name="yStride">Floats from one row of dy to the next.</param>
    /// <param name="outputs">Outputs of the layer.</param>
    /// <param name="samples">Samples; a multiple of 16.</param>
    /// <param name="g">[inputs + 1, outputs padded to 16] sums, added to.</param>
    /// <param name="panel">Scratch of <see cref="PanelLength"/> floats.</param>
    /// <param name="withSum">Whether the sum of dY is wanted.</param>
    public abstract void WeightGradient(
        float* x, nint xStride, int inputs, float* dy, nint yStride, int outputs, int samples, float* g, float* panel,
        bool withSum);
}

/// <summary>The products for one kind of vector.</summary>
internal sealed unsafe class DenseKernels<O, V> : DenseKernels where O : struct, ISimd<V> where V : struct
{
    protected override int GroupRows => O.TallBlocks ? 8 : 4;

    public override void Product(
        float* packed, float* bias, float* x, int inputs, float* y, nint stride, int rows, int samples,
        Epilogue epilogue, float* other)
    {
        switch (epilogue)
        {
            case Epilogue.Rectified:
                Product<Rectified<O, V>>(packed, bias, x, inputs, y, stride, rows, samples, other);
                break;
            case Epilogue.WherePositive:
                Product<WherePositive<O, V>>(packed, bias, x, inputs, y, stride, rows, samples, other);
                break;
            case Epilogue.TimesSlope:
                Product<TimesSlope<O, V>>(packed, bias, x, inputs, y, stride, rows, samples, other);
                break;
            default:
                Product<Plain<O, V>>(packed, bias, x, inputs, y, stride, rows, samples, other);
                break;
        }
    }

    private static void Product<E>(
        float* packed, float* bias, float* x, int inputs, float* y, nint stride, int rows, int samples, float* other)
        where E : struct, IEpilogue<O, V>
    {
        // Samples outside, rows inside: the block of samples stays in the first-level cache for all rows.
        int column = 0;
        for (; column + (3 * O.Width) <= samples; column += 3 * O.Width)
        {
            int row = 0;
            if (O.TallBlocks)
                for (; rows - row > 4; row += 8)
                    ProductBlocks<O, V, E>.Rows8Vectors3(packed + (row * inputs), bias + row, x + column, inputs,
                        y + (row * stride) + column, other + (row * stride) + column, stride);
            for (; row < rows; row += 4)
                ProductBlocks<O, V, E>.Rows4Vectors3(packed + (row * inputs), bias + row, x + column, inputs,
                    y + (row * stride) + column, other + (row * stride) + column, stride);
        }
        for (; column < samples; column += O.Width)
        {
            int row = 0;
            if (O.TallBlocks)
                for (; rows - row > 4; row += 8)
                    ProductBlocks<O, V, E>.Rows8Vectors1(packed + (row * inputs), bias + row, x + column, inputs,
                        y + (row * stride) + column, other + (row * stride) + column, stride);
            for (; row < rows; row += 4)
                ProductBlocks<O, V, E>.Rows4Vectors1(packed + (row * inputs), bias + row, x + column, inputs,
                    y + (row * stride) + column, other + (row * stride) + column, stride);
        }
    }

    public override void WeightGradient(
        float* x, nint xStride, int inputs, float* dy, nint yStride, int outputs, int samples, float* g, float* panel,
        bool withSum)
    {
        int gStride = Padded(outputs);
        if (inputs <= Narrow || outputs <= Narrow)
        {
            Dots(x, xStride, inputs, dy, yStride, outputs, samples, g, gStride);
            if (withSum) Sums(dy, yStride, outputs, samples, g + (inputs * gStride));
            return;
        }
        for (int first = 0; first < samples; first += PanelSamples)
        {
            int count = Math.Min(PanelSamples, samples - first);
            for (int column = 0; column < gStride; column += 2 * O.Width)
            {
                int width = Math.Min(2 * O.Width, gStride - column);
                for (int t = 0; t < count; t += O.Width)
                    for (int j = 0; j < width; j += O.Width)
                        O.Transpose(dy + ((column + j) * yStride) + first + t, yStride, panel + (t * width) + j, width);
                if (width > O.Width) Outer2(x + first, xStride, inputs, panel, count, g + column, gStride, withSum);
                else Outer1(x + first, xStride, inputs, panel, count, g + column, gStride, withSum);
            }
        }
    }

    /// <summary>All inputs against a panel two vectors wide.</summary>
    private static void Outer2(
        float* x, nint xStride, int inputs, float* panel, int samples, float* g, nint gStride, bool withSum)
    {
        int row = 0;
        nint width = 2 * O.Width;
        if (O.TallBlocks)
            for (; row + 8 <= inputs; row += 8)
                OuterBlocks<O, V>.Rows8Vectors2(
                    x + (row * xStride), xStride, panel, width, samples, g + (row * gStride), gStride);
        else
            for (; row + 6 <= inputs; row += 6)
                OuterBlocks<O, V>.Rows6Vectors2(
                    x + (row * xStride), xStride, panel, width, samples, g + (row * gStride), gStride);
        for (; row + 4 <= inputs; row += 4)
            OuterBlocks<O, V>.Rows4Vectors2(x + (row * xStride), xStride, panel, width, samples, g + (row * gStride), gStride);
        for (; row < inputs; row++)
            OuterBlocks<O, V>.Rows1Vectors2(x + (row * xStride), xStride, panel, width, samples, g + (row * gStride), gStride);
        if (withSum) OuterBlocks<O, V>.Sums2(panel, width, samples, g + (inputs * gStride));
    }

    /// <summary>All inputs against a panel one vector wide.</summary>
    private static void Outer1(
        float* x, nint xStride, int inputs, float* panel, int samples, float* g, nint gStride, bool withSum)
    {
        int row = 0;
        for (; row + 8 <= inputs; row += 8)
            OuterBlocks<O, V>.Rows8Vectors1(x + (row * xStride), xStride, panel, O.Width, samples, g + (row * gStride), gStride);
        for (; row < inputs; row++)
            OuterBlocks<O, V>.Rows1Vectors1(x + (row * xStride), xStride, panel, O.Width, samples, g + (row * gStride), gStride);
        if (withSum) OuterBlocks<O, V>.Sums1(panel, O.Width, samples, g + (inputs * gStride));
    }

    private static void Dots(
        float* x, nint xStride, int inputs, float* dy, nint yStride, int outputs, int samples, float* g, nint gStride)
    {
        int row = 0;
        for (; row + 4 <= inputs; row += 4)
        {
            int column = 0;
            for (; column + 4 <= outputs; column += 4)
                DotBlocks<O, V>.Rows4Columns4(x + (row * xStride), xStride, dy + (column * yStride), yStride, samples,
                    g + (row * gStride) + column, gStride);
            for (; column + 3 <= outputs; column += 3)
                DotBlocks<O, V>.Rows4Columns3(x + (row * xStride), xStride, dy + (column * yStride), yStride, samples,
                    g + (row * gStride) + column, gStride);
            for (; column < outputs; column++)
                DotBlocks<O, V>.Rows4Columns1(x + (row * xStride), xStride, dy + (column * yStride), samples,
                    g + (row * gStride) + column, gStride);
        }
        for (; row < inputs; row++)
        {
            int column = 0;
            for (; column + 4 <= outputs; column += 4)
                DotBlocks<O, V>.Row1Columns4(x + (row * xStride), dy + (column * yStride), yStride, samples,
                    g + (row * gStride) + column);
            for (; column < outputs; column++)
                g[(row * gStride) + column] += DotBlocks<O, V>.Single(x + (row * xStride), dy + (column * yStride), samples);
        }
    }

    private static void Sums(float* dy, nint yStride, int outputs, int samples, float* g)
    {
        for (int column = 0; column < outputs; column++)
            g[column] += DotBlocks<O, V>.Sum(dy + (column * yStride), samples);
    }
}
