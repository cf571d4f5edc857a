using System.Globalization;
using System.Text;
using NeuralFields.Images;

namespace NeuralFields.IO.Hdr;

/// <summary>Encodes Radiance pictures with new run-length coding, flat where the width does not allow it.</summary>
internal static class HdrWriter
{
    private const int MaxRun = 127, MaxLiteral = 128, ShortestRun = 3;

    public static void Write(Stream stream, Image image)
    {
        if (image.HasAlpha)
            throw new InputException(
                "HDR: the picture has an alpha channel, which RGBE cannot hold; write .exr or .png.");
        stream.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y {image.Height} +X {image.Width}\n")));
        LinearRows rows = new(image);
        byte[] components = new byte[checked(4 * image.Width)];   // [4, width]
        byte[] packed = new byte[MaxPackedLength(image.Width)];
        bool packs = image.Width is >= HdrScanline.MinPackedLength and <= HdrScanline.MaxPackedLength;
        for (int y = 0; y < image.Height; y++)
        {
            Split(rows[y], image.Channels, components);
            int length = packs ? Pack(components, image.Width, packed) : Flatten(components, image.Width, packed);
            stream.Write(packed, 0, length);
        }
    }

    // Literals of 128 cost one byte in 128; runs never cost more than they cover.
    private static int MaxPackedLength(int width) => checked(4 + (4 * (width + (width / MaxLiteral) + 2)));

    private static void Split(ReadOnlySpan<float> row, int channels, Span<byte> components)
    {
        int width = row.Length / channels;
        for (int x = 0; x < width; x++)
        {
            ReadOnlySpan<float> pixel = row.Slice(x * channels, channels);
            uint rgbe = Rgbe(pixel[0], pixel[channels / 2], pixel[channels - 1]);
            for (int k = 0; k < 4; k++) components[(k * width) + x] = (byte)(rgbe >> (8 * k));
        }
    }

    /// <summary>The nearest RGBE value, R in the lowest byte. The largest component's mantissa is 128 to 255.</summary>
    private static uint Rgbe(float red, float green, float blue)
    {
        double r = Clamped(red), g = Clamped(green), b = Clamped(blue), largest = Math.Max(r, Math.Max(g, b));
        if (largest < Math.ScaleB(1, -128)) return 0;
        int exponent = Math.ILogB(largest) + 1;
        // Rounding may carry the largest mantissa to 256.
        if (Mantissa(largest, exponent) > 255) exponent++;
        uint mantissas = Mantissa(r, exponent) | (Mantissa(g, exponent) << 8) | (Mantissa(b, exponent) << 16);
        return mantissas | ((uint)(exponent + 128) << 24);
    }

    private static uint Mantissa(double value, int exponent) => (uint)(Math.ScaleB(value, 8 - exponent) + 0.5);

    private static double Clamped(float value) => value > 0 ? Math.Min(value, Math.ScaleB(255, 119)) : 0;

    private static int Flatten(ReadOnlySpan<byte> components, int width, Span<byte> target)
    {
        for (int x = 0; x < width; x++)
            for (int k = 0; k < 4; k++) target[(4 * x) + k] = components[(k * width) + x];
        return 4 * width;
    }

    private static int Pack(ReadOnlySpan<byte> components, int width, Span<byte> target)
    {
        (target[0], target[1], target[2], target[3]) = (2, 2, (byte)(width >> 8), (byte)width);
        int end = 4;
        for (int k = 0; k < 4; k++) end += PackComponent(components.Slice(k * width, width), target[end..]);
        return end;
    }

    private static int PackComponent(ReadOnlySpan<byte> values, Span<byte> target)
    {
        int end = 0;
        for (int x = 0; x < values.Length;)
        {
            int run = RunLength(values[x..]);
            if (run >= ShortestRun)
            {
                (target[end], target[end + 1]) = ((byte)(128 + run), values[x]);
                (x, end) = (x + run, end + 2);
                continue;
            }
            int start = x;
            while (x < values.Length && x - start < MaxLiteral && RunLength(values[x..]) < ShortestRun) x++;
            target[end] = (byte)(x - start);
            values[start..x].CopyTo(target[(end + 1)..]);
            end += 1 + x - start;
        }
        return end;
    }

    private static int RunLength(ReadOnlySpan<byte> values)
    {
        int end = values[..Math.Min(values.Length, MaxRun)].IndexOfAnyExcept(values[0]);
        return end < 0 ? Math.Min(values.Length, MaxRun) : end;
    }
}
