using System.Text;

namespace NeuralFields.IO.Surfaces;

/// <summary>Text files as UTF-8 without a byte order mark.</summary>
internal static class TextBytes
{
    private const int LookedAt = 256;

    /// <summary>The text; UTF-16 with a byte order mark is brought to UTF-8, which takes up to thrice its length.</summary>
    /// <exception cref="InputException">The first bytes hold zeros: this is no text, or UTF-16 without a mark.</exception>
    public static ReadOnlySpan<byte> ToUtf8(ReadOnlySpan<byte> file, string format)
    {
        if (file.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) file = file[3..];
        else if (file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return Converted(file[2..], Encoding.Unicode);
        else if (file.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return Converted(file[2..], Encoding.BigEndianUnicode);
        int zero = file[..Math.Min(file.Length, LookedAt)].IndexOf((byte)0);
        if (zero >= 0)
            throw new InputException(
                $"{format}: byte {zero} is zero, expected text. Save the file as UTF-8, or name it for what it holds.");
        return file;
    }

    private static byte[] Converted(ReadOnlySpan<byte> file, Encoding from) => Encoding.UTF8.GetBytes(from.GetString(file));
}
