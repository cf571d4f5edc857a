using System.Text;

namespace NeuralFields.IO;

/// <summary>Text out of a file's bytes, fit to stand in a message of one line.</summary>
internal static class ByteText
{
    /// <summary>Latin-1 text with '?' for every control character.</summary>
    public static string Readable(ReadOnlySpan<byte> bytes)
    {
        char[] text = new char[bytes.Length];
        Encoding.Latin1.GetChars(bytes, text);
        for (int i = 0; i < text.Length; i++) if (char.IsControl(text[i])) text[i] = '?';
        return new string(text);
    }
}
