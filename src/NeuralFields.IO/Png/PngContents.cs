namespace NeuralFields.IO.Png;

/// <summary>What a PNG file holds, read out of its chunks, with the order and number of the chunks checked.</summary>
internal sealed class PngContents
{
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    // Where each IDAT chunk's data stands in the file; joined once all are known.
    private readonly List<(int Start, int Length)> _pieces = [];
    private bool _pixelsEnded;

    private PngContents(PngHeader header) => Header = header;

    public PngHeader Header { get; }

    /// <summary>RGB triples, empty where the file has no PLTE.</summary>
    public byte[] Palette { get; private set; } = [];

    /// <summary>The tRNS chunk, or null.</summary>
    public byte[]? Transparency { get; private set; }

    /// <summary>The zlib stream of the filtered rows.</summary>
    public byte[] Packed { get; private set; } = [];

    /// <summary>Whether the picture has an alpha channel, of its own or through tRNS.</summary>
    public bool HasAlpha => Header.Color is PngColor.GreyAlpha or PngColor.Rgba || Transparency is not null;

    /// <summary>Channels of the decoded picture.</summary>
    public int Channels => (Header.Color is PngColor.Grey or PngColor.GreyAlpha ? 1 : 3) + (HasAlpha ? 1 : 0);

    public static PngContents Parse(ReadOnlySpan<byte> file, ImageLimits limits)
    {
        ByteCursor cursor = new(file, "PNG");
        PngContents contents = Begin(ref cursor, limits);
        PngChunk chunk = PngChunk.Next(ref cursor);
        for (; chunk.Type != PngChunk.End; chunk = PngChunk.Next(ref cursor)) contents.Add(chunk);
        contents.Close(file, chunk.Data.Length);
        return contents;
    }

    /// <summary>Reads up to the first IDAT: everything but <see cref="Packed"/> is known then.</summary>
    public static PngContents ParseBeforePixels(ReadOnlySpan<byte> file, ImageLimits limits)
    {
        ByteCursor cursor = new(file, "PNG");
        PngContents contents = Begin(ref cursor, limits);
        while (!PngChunk.IsPixels(file[cursor.Position..])) contents.Add(PngChunk.Next(ref cursor));
        return contents;
    }

    private static PngContents Begin(ref ByteCursor cursor, ImageLimits limits)
    {
        RequireSignature(cursor.Take(Signature.Length, "the signature"));
        PngChunk chunk = PngChunk.Next(ref cursor);
        if (chunk.Type != PngChunk.Header)
            throw new InputException(
                $"PNG: the first chunk is {PngChunk.NameOf(chunk.Type)}, expected IHDR; the file is damaged.");
        PngContents contents = new(PngHeader.Parse(chunk.Data));
        DeclaredSize.Require("PNG", contents.Header.Width, contents.Header.Height, limits);
        return contents;
    }

    private static void RequireSignature(ReadOnlySpan<byte> start)
    {
        if (!start.SequenceEqual(Signature))
            throw new InputException(
                $"PNG: the file begins with {Convert.ToHexString(start)}, expected {Convert.ToHexString(Signature)}; " +
                "it was damaged, perhaps copied as text.");
    }

    private void Add(PngChunk chunk)
    {
        _pixelsEnded |= _pieces.Count > 0 && chunk.Type != PngChunk.Pixels;
        if (chunk.Type == PngChunk.Pixels) AddPixels(chunk);
        else if (chunk.Type == PngChunk.Palette) AddPalette(chunk);
        else if (chunk.Type == PngChunk.Transparency) AddTransparency(chunk);
        else if (chunk.Type == PngChunk.Header) throw OutOfPlace(chunk, "it stands a second time");
        else if (chunk.IsCritical) throw OutOfPlace(chunk, "it is unknown and said to be needed for showing pixels");
    }

    private void AddPixels(PngChunk chunk)
    {
        if (_pixelsEnded) throw OutOfPlace(chunk, "another chunk stands between it and the IDAT before");
        RequirePalette(chunk);
        _pieces.Add((chunk.Start + 8, chunk.Data.Length));
    }

    private void RequirePalette(PngChunk chunk)
    {
        if (Header.Color == PngColor.Palette && Palette.Length == 0)
            throw OutOfPlace(chunk, "no PLTE stands before it");
    }

    private void AddPalette(PngChunk chunk)
    {
        if (Palette.Length > 0) throw OutOfPlace(chunk, "it stands a second time");
        if (_pieces.Count > 0) throw OutOfPlace(chunk, "it stands after IDAT");
        if (Transparency is not null) throw OutOfPlace(chunk, "it stands after tRNS");
        if (Header.Color is PngColor.Grey or PngColor.GreyAlpha)
            throw OutOfPlace(chunk, "a grey picture has no palette");
        if (chunk.Data.Length is 0 or > 768 || chunk.Data.Length % 3 != 0)
            throw OutOfPlace(chunk, $"it has {chunk.Data.Length} bytes, expected a multiple of 3 from 3 to 768");
        Palette = chunk.Data.ToArray();
    }

    private void AddTransparency(PngChunk chunk)
    {
        if (Transparency is not null) throw OutOfPlace(chunk, "it stands a second time");
        if (_pieces.Count > 0) throw OutOfPlace(chunk, "it stands after IDAT");
        RequirePalette(chunk);
        int most = Header.Color switch
        {
            PngColor.Grey => 2,
            PngColor.Rgb => 6,
            PngColor.Palette => Palette.Length / 3,
            _ => throw OutOfPlace(chunk, "the picture has an alpha channel already"),
        };
        int least = Header.Color == PngColor.Palette ? 1 : most;
        if (chunk.Data.Length < least || chunk.Data.Length > most)
            throw OutOfPlace(chunk, $"it has {chunk.Data.Length} bytes, expected {least} to {most}");
        Transparency = chunk.Data.ToArray();
    }

    private void Close(ReadOnlySpan<byte> file, int endLength)
    {
        if (endLength != 0)
            throw new InputException($"PNG: chunk IEND has {endLength} bytes, expected 0; the file is damaged.");
        if (_pieces.Count == 0)
            throw new InputException("PNG: the file holds no chunk IDAT, so no pixels; it is damaged.");
        int total = _pieces.Sum(p => p.Length);
        DeclaredSize.RequireHeld("PNG", Header.InflatedLength, total, DeclaredSize.DeflateRatio);
        Packed = new byte[total];
        int end = 0;
        foreach ((int start, int length) in _pieces)
        {
            file.Slice(start, length).CopyTo(Packed.AsSpan(end));
            end += length;
        }
    }

    private static InputException OutOfPlace(PngChunk chunk, string why) =>
        new($"PNG: chunk {PngChunk.NameOf(chunk.Type)} at byte {chunk.Start} is refused: {why}; the file is damaged.");
}
