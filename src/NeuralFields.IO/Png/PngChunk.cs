using System.Buffers.Binary;

namespace NeuralFields.IO.Png;

/// <summary>One chunk whose CRC has been checked.</summary>
internal readonly ref struct PngChunk(uint type, int start, ReadOnlySpan<byte> data)
{
    public const uint Header = 0x49484452;         // IHDR
    public const uint Palette = 0x504C5445;        // PLTE
    public const uint Pixels = 0x49444154;         // IDAT
    public const uint End = 0x49454E44;            // IEND
    public const uint Transparency = 0x74524E53;   // tRNS
    public const uint Srgb = 0x73524742;           // sRGB

    public uint Type { get; } = type;

    /// <summary>File offset of the chunk's length field.</summary>
    public int Start { get; } = start;

    public ReadOnlySpan<byte> Data { get; } = data;

    /// <summary>
    /// Whether the picture cannot be shown without understanding the chunk: its first letter is a capital.
    /// </summary>
    public bool IsCritical => (Type & 0x2000_0000) == 0;

    public static PngChunk Next(ref ByteCursor cursor)
    {
        int start = cursor.Position;
        if (cursor.Left == 0) throw new InputException("PNG: the file ends without the chunk IEND; it is truncated.");
        uint length = cursor.UInt32BigEndian("the length of a chunk");
        if (length > int.MaxValue)
            throw new InputException(
                $"PNG: the chunk at byte {start} claims {length} bytes, expected at most {int.MaxValue}; the file " +
                "is damaged.");
        ReadOnlySpan<byte> typed = cursor.Take(4L + length, "a chunk");
        uint type = RequireName(typed[..4], start);
        uint stored = cursor.UInt32BigEndian("the CRC of chunk " + NameOf(type)), actual = PngCrc.Of(typed);
        if (stored != actual)
            throw new InputException(
                $"PNG: the CRC of chunk {NameOf(type)} at byte {start} is {actual:x8}, expected {stored:x8}; the " +
                "file is damaged.");
        return new PngChunk(type, start, typed[4..]);
    }

    /// <summary>Whether a chunk of pixels begins here; it need not be whole.</summary>
    public static bool IsPixels(ReadOnlySpan<byte> bytes)
        => bytes.Length >= 8 && BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]) == Pixels;

    public static string NameOf(uint type) =>
        $"{(char)(byte)(type >> 24)}{(char)(byte)(type >> 16)}{(char)(byte)(type >> 8)}{(char)(byte)type}";

    private static uint RequireName(ReadOnlySpan<byte> name, int start)
    {
        foreach (byte letter in name)
            if (!char.IsAsciiLetter((char)letter))
                throw new InputException(
                    $"PNG: the type of the chunk at byte {start} is {Convert.ToHexString(name)}, expected four " +
                    "letters; the file is damaged.");
        return BinaryPrimitives.ReadUInt32BigEndian(name);
    }
}
