using System.Runtime.CompilerServices;

namespace NeuralFields.IO.Jpeg;

/// <summary>The inverse cosine transform of a block, in the integers of libjpeg's accurate method.</summary>
/// <remarks>
/// Loeffler, Ligtenberg and Moschytz 1989, Practical fast 1-D DCT algorithms with 11 multiplications, figure 1. The
/// factors have 13 fractional bits and the intermediate rows 2, as in libjpeg (islow), so that results agree to the
/// bit. Numbers that only damage can make too large wrap around or are clamped.
/// </remarks>
internal static class InverseDct
{
    private const int Side = 8, FactorBits = 13, RowBits = 2;

    // round(x × 2¹³); cN is √2 · cos(N·π/16).
    private const int C6 = 4433;                    // 0.541196100
    private const int C2MinusC6 = 6270;             // 0.765366865
    private const int C2PlusC6 = 15137;             // 1.847759065
    private const int C3 = 9633;                    // 1.175875602
    private const int Odd7 = 2446, Odd5 = 16819;    // 0.298631336, 2.053119869
    private const int Odd3 = 25172, Odd1 = 12299;   // 3.072711026, 1.501321110
    private const int Pair17 = 7373, Pair35 = 20995; // 0.899976223, 2.562915447
    private const int Pair37 = 16069, Pair15 = 3196; // 1.961570560, 0.390180644

    /// <summary>Multiplies out a block and transforms it to samples 0 to 255.</summary>
    /// <param name="block">[8, 8] coefficients in natural order.</param>
    /// <param name="quantization">[8, 8] their multipliers.</param>
    /// <param name="samples">Receives the block: 8 rows of 8.</param>
    /// <param name="stride">Distance of rows in <paramref name="samples"/>.</param>
    public static void Transform(
        ReadOnlySpan<short> block, ReadOnlySpan<ushort> quantization, Span<byte> samples, int stride)
    {
        if (!block[1..].ContainsAnyExcept((short)0))
        {
            FillFlat(block[0] * quantization[0], samples, stride);
            return;
        }
        Span<int> rows = stackalloc int[Side * Side];
        for (int column = 0; column < Side; column++)
            TransformColumn(block[column..], quantization[column..], rows[column..]);
        for (int row = 0; row < Side; row++)
            TransformRow(rows.Slice(row * Side, Side), samples.Slice(row * stride, Side));
    }

    private static void FillFlat(int mean, Span<byte> samples, int stride)
    {
        byte value = ToSample(((mean << RowBits) + (1 << (RowBits + 2))) >> (RowBits + 3));
        for (int row = 0; row < Side; row++) samples.Slice(row * stride, Side).Fill(value);
    }

    private static void TransformColumn(ReadOnlySpan<short> block, ReadOnlySpan<ushort> quantization, Span<int> rows)
    {
        const int shift = FactorBits - RowBits;
        _ = block[56];
        _ = quantization[56];
        _ = rows[56];
        int c0 = block[0] * quantization[0], c1 = block[8] * quantization[8];
        int c2 = block[16] * quantization[16], c3 = block[24] * quantization[24];
        int c4 = block[32] * quantization[32], c5 = block[40] * quantization[40];
        int c6 = block[48] * quantization[48], c7 = block[56] * quantization[56];
        (int e0, int e1, int e2, int e3) = Even(c0, c2, c4, c6, 1 << (shift - 1));
        (int o0, int o1, int o2, int o3) = Odd(c1, c3, c5, c7);
        (rows[0], rows[56]) = ((e0 + o0) >> shift, (e0 - o0) >> shift);
        (rows[8], rows[48]) = ((e1 + o1) >> shift, (e1 - o1) >> shift);
        (rows[16], rows[40]) = ((e2 + o2) >> shift, (e2 - o2) >> shift);
        (rows[24], rows[32]) = ((e3 + o3) >> shift, (e3 - o3) >> shift);
    }

    private static void TransformRow(ReadOnlySpan<int> row, Span<byte> samples)
    {
        const int shift = FactorBits + RowBits + 3;
        _ = row[7];
        _ = samples[7];
        (int e0, int e1, int e2, int e3) = Even(row[0], row[2], row[4], row[6], 1 << (shift - 1));
        (int o0, int o1, int o2, int o3) = Odd(row[1], row[3], row[5], row[7]);
        (samples[0], samples[7]) = (ToSample((e0 + o0) >> shift), ToSample((e0 - o0) >> shift));
        (samples[1], samples[6]) = (ToSample((e1 + o1) >> shift), ToSample((e1 - o1) >> shift));
        (samples[2], samples[5]) = (ToSample((e2 + o2) >> shift), ToSample((e2 - o2) >> shift));
        (samples[3], samples[4]) = (ToSample((e3 + o3) >> shift), ToSample((e3 - o3) >> shift));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (int E0, int E1, int E2, int E3) Even(int c0, int c2, int c4, int c6, int rounding)
    {
        int both = (c2 + c6) * C6;
        int low = both + (c2 * C2MinusC6), high = both - (c6 * C2PlusC6);
        int sum = ((c0 + c4) << FactorBits) + rounding, difference = ((c0 - c4) << FactorBits) + rounding;
        return (sum + low, difference + high, difference - high, sum - low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (int O0, int O1, int O2, int O3) Odd(int c1, int c3, int c5, int c7)
    {
        int all = (c1 + c3 + c5 + c7) * C3;
        int p17 = (c1 + c7) * -Pair17, p35 = (c3 + c5) * -Pair35;
        int p37 = all - ((c3 + c7) * Pair37), p15 = all - ((c1 + c5) * Pair15);
        return ((c1 * Odd1) + p17 + p15, (c3 * Odd3) + p35 + p37, (c5 * Odd5) + p35 + p15, (c7 * Odd7) + p17 + p37);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte ToSample(int value) => (byte)Math.Clamp(value + 128, 0, 255);
}
