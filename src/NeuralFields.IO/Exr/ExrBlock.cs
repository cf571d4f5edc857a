namespace NeuralFields.IO.Exr;

/// <summary>Unpacks and packs blocks of lines.</summary>
internal static class ExrBlock
{
    /// <summary>Unpacks run-length coded bytes: −n literals, or n + 1 copies of one byte.</summary>
    public static void ExpandRuns(ReadOnlySpan<byte> packed, Span<byte> target)
    {
        int end = 0;
        while (packed.Length >= 2)
        {
            int code = (sbyte)packed[0], count = code < 0 ? -code : code + 1;
            int taken = code < 0 ? count : 1;
            if (count > target.Length - end || taken > packed.Length - 1)
                throw new InputException(
                    $"EXR: a run has {count} bytes, expected at most {target.Length - end}; the file is damaged.");
            if (code < 0) packed.Slice(1, count).CopyTo(target[end..]);
            else target.Slice(end, count).Fill(packed[1]);
            packed = packed[(1 + taken)..];
            end += count;
        }
        if (end != target.Length || packed.Length > 0)
            throw new InputException(
                $"EXR: the runs of a block have {end} bytes, expected {target.Length}; the file is truncated or " +
                "damaged.");
    }

    /// <summary>
    /// Undoes what precedes packing: differences (each stored plus 128), then the even bytes before the odd ones.
    /// </summary>
    public static void Restore(Span<byte> stored, Span<byte> target)
    {
        for (int i = 1; i < stored.Length; i++) stored[i] = (byte)(stored[i - 1] + stored[i] - 128);
        int half = (stored.Length + 1) / 2;
        for (int i = 0; i < half; i++) target[2 * i] = stored[i];
        for (int i = half; i < stored.Length; i++) target[(2 * (i - half)) + 1] = stored[i];
    }

    /// <summary>The reverse of <see cref="Restore"/>.</summary>
    public static void Rearrange(ReadOnlySpan<byte> bytes, Span<byte> target)
    {
        int half = (bytes.Length + 1) / 2;
        for (int i = 0; i < half; i++) target[i] = bytes[2 * i];
        for (int i = half; i < bytes.Length; i++) target[i] = bytes[(2 * (i - half)) + 1];
        for (int i = bytes.Length - 1; i > 0; i--) target[i] = (byte)(target[i] - target[i - 1] + 128);
    }
}
