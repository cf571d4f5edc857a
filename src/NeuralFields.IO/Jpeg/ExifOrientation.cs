using System.Buffers.Binary;

namespace NeuralFields.IO.Jpeg;

/// <summary>Finds the orientation in an EXIF segment.</summary>
/// <remarks>Exif 2.32, 4.6.4.A (tag 274), in the first directory of TIFF 6.0, of either byte order.</remarks>
internal static class ExifOrientation
{
    private const int OrientationTag = 274, ShortType = 3, TiffMagic = 42;
    private const int EntryLength = 12, HeaderLength = 8;

    /// <summary>The orientation 1 to 8, or 0 where the segment is not EXIF, is broken, or names none.</summary>
    /// <param name="segment">The content of an APP1 segment.</param>
    public static int Find(ReadOnlySpan<byte> segment)
    {
        if (!segment.StartsWith("Exif\0\0"u8)) return 0;
        ReadOnlySpan<byte> tiff = segment[6..];
        if (tiff.Length < HeaderLength) return 0;
        bool little = tiff.StartsWith("II"u8);
        if (!little && !tiff.StartsWith("MM"u8)) return 0;
        if (Short(tiff[2..], little) != TiffMagic) return 0;
        uint directory = little
            ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..])
            : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        return directory + 2L > tiff.Length ? 0 : Search(tiff[(int)directory..], little);
    }

    private static int Search(ReadOnlySpan<byte> directory, bool little)
    {
        int count = Short(directory, little);
        for (int i = 0; i < count; i++)
        {
            int start = 2 + (i * EntryLength);
            if (start + EntryLength > directory.Length) return 0;
            ReadOnlySpan<byte> entry = directory.Slice(start, EntryLength);
            if (Short(entry, little) != OrientationTag || Short(entry[2..], little) != ShortType) continue;
            int value = Short(entry[8..], little);
            return value is >= 1 and <= 8 ? value : 0;
        }
        return 0;
    }

    private static int Short(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
