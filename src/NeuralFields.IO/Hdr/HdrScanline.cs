namespace NeuralFields.IO.Hdr;

/// <summary>Reads one scan line of RGBE pixels in whichever of the three codings it stands.</summary>
internal static class HdrScanline
{
    /// <summary>The lengths for which new run-length coding exists; two bytes in its mark hold the length.</summary>
    public const int MinPackedLength = 8, MaxPackedLength = 0x7FFF;

    /// <summary>Reads a line.</summary>
    /// <param name="cursor">At the line's first byte; moved past its last.</param>
    /// <param name="line">[length, 4] RGBE, overwritten.</param>
    public static void Read(ref ByteCursor cursor, Span<byte> line)
    {
        int length = line.Length / 4;
        ReadOnlySpan<byte> first = cursor.Take(4, "a scan line");
        if (length is < MinPackedLength or > MaxPackedLength || first[0] != 2 || first[1] != 2 || first[2] >= 128)
        {
            first.CopyTo(line);
            ReadPixels(ref cursor, line);
            return;
        }
        int marked = (first[2] << 8) | first[3];
        if (marked != length)
            throw new InputException(
                $"HDR: the scan line before byte {cursor.Position} has {marked} pixels, expected {length}; the " +
                "file is damaged.");
        for (int component = 0; component < 4; component++) ReadComponent(ref cursor, line[component..], length);
    }

    /// <summary>
    /// New coding: the four components apart, each as runs (count + 128, value) and literals (count, values).
    /// </summary>
    private static void ReadComponent(ref ByteCursor cursor, Span<byte> target, int length)
    {
        for (int x = 0; x < length;)
        {
            int code = cursor.Byte("a scan line"), count = code > 128 ? code - 128 : code;
            if (count == 0 || count > length - x)
                throw new InputException(
                    $"HDR: a run before byte {cursor.Position} has {count} pixels, expected 1 to {length - x}; the " +
                    "file is damaged.");
            ReadOnlySpan<byte> values = cursor.Take(code > 128 ? 1 : count, "a scan line");
            for (int k = 0; k < count; k++) target[4 * x++] = values[code > 128 ? 0 : k];
        }
    }

    /// <summary>
    /// Flat pixels, and old coding where (1, 1, 1, n) repeats the pixel before n times, the n of marks that follow each
    /// other counting 256 times as much each. The first pixel stands already: Radiance never takes it for a mark.
    /// </summary>
    private static void ReadPixels(ref ByteCursor cursor, Span<byte> line)
    {
        int length = line.Length / 4, shift = 0;
        for (int x = 1; x < length;)
        {
            ReadOnlySpan<byte> pixel = cursor.Take(4, "a scan line");
            if (pixel[0] != 1 || pixel[1] != 1 || pixel[2] != 1)
            {
                pixel.CopyTo(line[(4 * x++)..]);
                shift = 0;
                continue;
            }
            long count = (long)pixel[3] << shift;
            if (count > length - x || shift > 24)
                throw new InputException(
                    $"HDR: a run before byte {cursor.Position} has {count} pixels, expected at most {length - x}; " +
                    "the file is damaged.");
            for (; count > 0; count--, x++) line.Slice(4 * (x - 1), 4).CopyTo(line[(4 * x)..]);
            shift += 8;
        }
    }
}
