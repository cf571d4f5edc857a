using NeuralFields.Images;

namespace NeuralFields.IO.Hdr;

/// <summary>Decodes Radiance pictures.</summary>
internal static class HdrReader
{
    // A line of old coding of up to 49,152 equal pixels takes 12 bytes; nothing a program writes is denser.
    private const int MaxPixelsPerByte = 4096;

    private static readonly float[] s_scales = BuildScales();

    public static DecodedImage Read(ReadOnlySpan<byte> file, ImageLimits limits)
    {
        ByteCursor cursor = new(file, "HDR");
        HdrHeader header = HdrHeader.Parse(ref cursor, limits);
        DeclaredSize.RequireHeld("HDR", (long)header.Width * header.Height, cursor.Left, MaxPixelsPerByte, "pixels");
        // Each line takes 4 bytes at least; said once here rather than after filling most of a tall picture.
        DeclaredSize.RequireHeld("HDR", 4L * header.LineCount, cursor.Left, ratio: 1);
        Image image = DeclaredSize.Allocate("HDR", header.Width, header.Height, channels: 3, ColorEncoding.Linear);
        byte[] line = new byte[4 * header.LineLength];
        for (int i = 0; i < header.LineCount; i++)
        {
            HdrScanline.Read(ref cursor, line);
            Place(line, header, i, image.Samples);
        }
        return new DecodedImage(image, BitDepth: 32);
    }

    private static void Place(ReadOnlySpan<byte> line, HdrHeader header, int lineIndex, float[] samples)
    {
        int at = header.Place(lineIndex, 0);
        int step = header.LineLength > 1 ? header.Place(lineIndex, 1) - at : 0;
        for (int i = 0; i < line.Length; i += 4, at += step)
        {
            float scale = s_scales[line[i + 3]];
            samples[3 * at] = line[i] * scale;
            samples[(3 * at) + 1] = line[i + 1] * scale;
            samples[(3 * at) + 2] = line[i + 2] * scale;
        }
    }

    /// <summary>2^(e − 136), exact in float; an exponent byte of 0 means black.</summary>
    private static float[] BuildScales()
    {
        float[] scales = new float[256];
        for (int e = 1; e < 256; e++) scales[e] = (float)Math.ScaleB(1, e - 136);
        return scales;
    }
}
