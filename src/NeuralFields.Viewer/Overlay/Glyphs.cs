using System.Globalization;

namespace NeuralFields.Viewer;

/// <summary>Letters of five by seven dots.</summary>
internal static class Glyphs
{
    /// <summary>Columns of a letter, and of the way to the next one.</summary>
    public const int Width = 5, Advance = 6;

    /// <summary>Rows of a letter, and of the way to the next line.</summary>
    public const int Height = 7, LineHeight = 10;

    private static readonly Lazy<Dictionary<char, byte[]>> s_rows = new(Read);

    /// <summary>[7] rows of dots, the leftmost in the fifth bit; a question mark for letters that are not there.</summary>
    public static ReadOnlySpan<byte> Rows(char letter)
        => letter == ' ' ? default : s_rows.Value.TryGetValue(letter, out byte[]? rows) ? rows : s_rows.Value['?'];

    private static Dictionary<char, byte[]> Read()
    {
        using Stream stream = typeof(Glyphs).Assembly.GetManifestResourceStream("glyphs.txt")!;
        using StreamReader reader = new(stream);
        Dictionary<char, byte[]> rows = [];
        while (reader.ReadLine() is { Length: > 2 } line)
            rows.Add(line[0], [.. line[2..].Split(' ').Select(r => byte.Parse(r, NumberStyles.HexNumber, CultureInfo.InvariantCulture))]);
        return rows;
    }
}
