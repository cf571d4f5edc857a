namespace NeuralFields.Descriptions;

/// <summary>A place in UTF-8 text that moves forward: line and column in characters, from 1.</summary>
internal readonly struct TextPlace
{
    private readonly string _source;
    private readonly int _offset, _line, _column;

    public TextPlace(string source) : this(source, 0, 1, 1) { }

    private TextPlace(string source, int offset, int line, int column)
        => (_source, _offset, _line, _column) = (source, offset, line, column);

    /// <summary>The place of a later byte.</summary>
    public TextPlace Advance(ReadOnlySpan<byte> text, int offset)
    {
        int line = _line, column = _column;
        foreach (byte b in text[_offset..offset])
        {
            if (b == '\n') (line, column) = (line + 1, 1);
            // Continuation bytes belong to the character before them.
            else if ((b & 0xC0) != 0x80) column++;
        }
        return new TextPlace(_source, offset, line, column);
    }

    /// <summary>A mistake at this place.</summary>
    public InputException Mistake(string message) => new(_source.Length == 0 ? message : $"{this}: {message}");

    /// <summary>source(line,column), or nothing where the source has no name.</summary>
    public override string ToString() => _source.Length == 0 ? "" : $"{_source}({_line},{_column})";
}
