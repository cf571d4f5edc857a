using System.Buffers.Text;
using System.Text;

namespace NeuralFields.IO.Datasets.Colmap;

/// <summary>Goes through COLMAP's text files line by line and word by word.</summary>
internal ref struct ColmapLines(ReadOnlySpan<byte> file)
{
    private const int LongestShown = 40;

    private ReadOnlySpan<byte> _rest = file, _line;

    /// <summary>The number of the line at hand, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Whether words are left in the line at hand.</summary>
    public readonly bool HasWord => !_line.TrimStart((byte)' ').IsEmpty;

    /// <summary>Goes to the next line, which may be empty.</summary>
    public bool Next()
    {
        if (_rest.IsEmpty) return false;
        int end = _rest.IndexOf((byte)'\n');
        _line = (end < 0 ? _rest : _rest[..end]).TrimEnd("\r \t"u8);
        _rest = end < 0 ? default : _rest[(end + 1)..];
        Number++;
        return true;
    }

    /// <summary>Goes to the next line that is neither empty nor a comment.</summary>
    public bool NextRecord()
    {
        while (Next())
            if (HasWord && !_line.TrimStart((byte)' ').StartsWith((byte)'#')) return true;
        return false;
    }

    public double Double(string what)
    {
        ReadOnlySpan<byte> word = Word(what);
        return Utf8Parser.TryParse(word, out double value, out int length) && length == word.Length
            ? value : throw Wrong(what, word, "a number");
    }

    public long Integer(string what)
    {
        ReadOnlySpan<byte> word = Word(what);
        return Utf8Parser.TryParse(word, out long value, out int length) && length == word.Length
            ? value : throw Wrong(what, word, "a whole number");
    }

    public int Int32(string what) => Within(Integer(what), int.MinValue, int.MaxValue, what);

    public byte Byte(string what) => (byte)Within(Integer(what), 0, byte.MaxValue, what);

    public string Text(string what)
    {
        ReadOnlySpan<byte> word = Word(what);
        return ByteText.Readable(word[..Math.Min(word.Length, LongestShown)]);
    }

    /// <summary>What is left of the line: file names may hold spaces.</summary>
    public string Rest()
    {
        string rest = Encoding.UTF8.GetString(_line.TrimStart((byte)' '));
        _line = default;
        return rest;
    }

    public readonly InputException Mistake(string message) => new($"line {Number}: {message}");

    private readonly int Within(long value, int min, int max, string what)
        => value >= min && value <= max ? (int)value : throw Mistake($"{what} is {value}, expected {min} to {max}.");

    private ReadOnlySpan<byte> Word(string what)
    {
        _line = _line.TrimStart(" \t"u8);
        int end = _line.IndexOfAny((byte)' ', (byte)'\t');
        ReadOnlySpan<byte> word = end < 0 ? _line : _line[..end];
        if (word.IsEmpty) throw Mistake($"the line ends before {what}.");
        _line = _line[word.Length..];
        return word;
    }

    private readonly InputException Wrong(string what, ReadOnlySpan<byte> word, string expected)
        => Mistake($"{what} is '{ByteText.Readable(word[..Math.Min(word.Length, LongestShown)])}', expected {expected}.");
}
