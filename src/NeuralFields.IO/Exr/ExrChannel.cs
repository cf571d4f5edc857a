namespace NeuralFields.IO.Exr;

/// <summary>How a channel's numbers are stored; the values are the file's.</summary>
internal enum ExrPixelType
{
    UInt32 = 0,
    Half = 1,
    Float = 2,
}

/// <summary>One entry of the channel list. Lines hold the channels one after the other in the list's order.</summary>
/// <param name="Name">Such as R, or diffuse.R for a layer.</param>
/// <param name="Type">How its numbers are stored.</param>
/// <param name="Offset">Bytes per pixel of the channels before it: times the width, its place within a line.</param>
internal sealed record ExrChannel(string Name, ExrPixelType Type, long Offset)
{
    /// <summary>Bytes per number.</summary>
    public int Size => Type == ExrPixelType.Half ? 2 : 4;

    public static List<ExrChannel> ParseList(ReadOnlySpan<byte> data)
    {
        ByteCursor cursor = new(data, "EXR: attribute channels");
        List<ExrChannel> channels = [];
        long offset = 0;
        while (true)
        {
            string name = ByteText.Readable(cursor.Until(0, ExrHeader.MaxNameLength, "a channel name"));
            if (name.Length == 0) return channels;
            int type = cursor.Int32LittleEndian("a channel's type");
            cursor.Take(4, "a channel's flags");
            RequireFull(name, cursor.Int32LittleEndian("x sampling"), cursor.Int32LittleEndian("y sampling"));
            if (type is < 0 or > 2)
                throw new InputException(
                    $"EXR: channel '{name}' has type {type}, expected 0 (UINT), 1 (HALF) or 2 (FLOAT).");
            if (channels.Exists(c => c.Name == name))
                throw new InputException($"EXR: channel '{name}' stands twice in the list; the file is damaged.");
            channels.Add(new ExrChannel(name, (ExrPixelType)type, offset));
            offset += channels[^1].Size;
        }
    }

    private static void RequireFull(string name, int x, int y)
    {
        if (x != 1 || y != 1)
            throw new InputException(
                $"EXR: channel '{name}' is sub-sampled {x} × {y}, expected 1 × 1; convert the file to full-size RGB.");
    }
}
