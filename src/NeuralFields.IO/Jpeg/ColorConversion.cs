namespace NeuralFields.IO.Jpeg;

/// <summary>Rows of components to rows of float samples.</summary>
internal static class ColorConversion
{
    private const int FractionBits = 16, Half = 1 << (FractionBits - 1), Middle = 128;

    // round(x × 2¹⁶) of BT.601's inverse: 1.402, 0.344136, 0.714136, 1.772, with the decimals JFIF prints.
    private const int RedFromCr = 91881, GreenFromCb = 22554, GreenFromCr = 46802, BlueFromCb = 116130;

    /// <summary>[256] v / 255.</summary>
    private static readonly float[] Unit = Array.ConvertAll(Enumerable.Range(0, 256).ToArray(), v => v / 255f);

    /// <summary>One grey row.</summary>
    public static void Grey(ReadOnlySpan<byte> grey, Span<float> row)
    {
        for (int x = 0; x < row.Length; x++) row[x] = Unit[grey[x]];
    }

    /// <summary>One RGB row.</summary>
    /// <param name="r">Red.</param>
    /// <param name="g">Green.</param>
    /// <param name="b">Blue.</param>
    /// <param name="row">[width, 3] receives the row.</param>
    public static void Rgb(ReadOnlySpan<byte> r, ReadOnlySpan<byte> g, ReadOnlySpan<byte> b, Span<float> row)
    {
        for (int x = 0, i = 0; i < row.Length; x++, i += 3)
            (row[i], row[i + 1], row[i + 2]) = (Unit[r[x]], Unit[g[x]], Unit[b[x]]);
    }

    /// <summary>One RGB row from luma and chroma.</summary>
    public static void YCbCr(ReadOnlySpan<byte> luma, ReadOnlySpan<byte> cb, ReadOnlySpan<byte> cr, Span<float> row)
    {
        for (int x = 0, i = 0; i < row.Length; x++, i += 3)
        {
            (int r, int g, int b) = ToRgb(luma[x], cb[x] - Middle, cr[x] - Middle);
            (row[i], row[i + 1], row[i + 2]) = (Unit[r], Unit[g], Unit[b]);
        }
    }

    /// <summary>One RGB row from inverted inks: each colour is what its ink and black let through.</summary>
    public static void Cmyk(
        ReadOnlySpan<byte> c, ReadOnlySpan<byte> m, ReadOnlySpan<byte> y, ReadOnlySpan<byte> k, Span<float> row)
    {
        for (int x = 0, i = 0; i < row.Length; x++, i += 3)
            Inks(c[x], m[x], y[x], k[x], row.Slice(i, 3));
    }

    /// <summary>One RGB row from YCCK: the inks are the complements of the decoded RGB.</summary>
    public static void Ycck(
        ReadOnlySpan<byte> luma, ReadOnlySpan<byte> cb, ReadOnlySpan<byte> cr, ReadOnlySpan<byte> k, Span<float> row)
    {
        for (int x = 0, i = 0; i < row.Length; x++, i += 3)
        {
            (int r, int g, int b) = ToRgb(luma[x], cb[x] - Middle, cr[x] - Middle);
            Inks(255 - r, 255 - g, 255 - b, k[x], row.Slice(i, 3));
        }
    }

    private static void Inks(int c, int m, int y, int k, Span<float> pixel) =>
        (pixel[0], pixel[1], pixel[2]) = (Unit[Product(c, k)], Unit[Product(m, k)], Unit[Product(y, k)]);

    private static int Product(int a, int b) => ((a * b) + 127) / 255;

    private static (int R, int G, int B) ToRgb(int luma, int cb, int cr) =>
        (Clamp(luma + (((RedFromCr * cr) + Half) >> FractionBits)),
        Clamp(luma + (((-GreenFromCb * cb) - (GreenFromCr * cr) + Half) >> FractionBits)),
        Clamp(luma + (((BlueFromCb * cb) + Half) >> FractionBits)));

    private static int Clamp(int value) => Math.Clamp(value, 0, 255);
}
