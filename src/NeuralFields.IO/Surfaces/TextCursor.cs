namespace NeuralFields.IO.Surfaces;

/// <summary>Walks a text file line by line and word by word; mistakes name the line.</summary>
/// <param name="text">UTF-8 text. Lines end with \n, \r\n or \r.</param>
/// <param name="format">The format's name, which opens every message.</param>
internal ref struct TextCursor(ReadOnlySpan<byte> text, string format)
{
    private const int LongestShown = 24;

    private readonly ReadOnlySpan<byte> _text = text;
    private readonly string _format = format;
    private int _position;

    /// <summary>Whether a backslash before the end of a line continues it.</summary>
    public bool HasContinuations { get; init; }

    /// <summary>Whether commas and semicolons stand between numbers as blanks do.</summary>
    public bool HasCommas { get; init; }

    /// <summary>The byte from which a line's rest is a comment; 0 for none.</summary>
    public byte Comment { get; init; }

    /// <summary>Offset of the next byte.</summary>
    public readonly int Position => _position;

    /// <summary>Bytes from <see cref="Position"/> to the end.</summary>
    public readonly int Left => _text.Length - _position;

    public readonly bool AtEnd => _position >= _text.Length;

    /// <summary>Goes to a byte of the text.</summary>
    public void Seek(int position) => _position = position;

    /// <summary>Passes over blanks; says whether the line ends here, or goes on as a comment.</summary>
    public bool AtLineEnd()
    {
        SkipBlanks();
        return AtEnd || _text[_position] is (byte)'\n' or (byte)'\r' || (Comment != 0 && _text[_position] == Comment);
    }

    /// <summary>Passes over the rest of the line.</summary>
    public void NextLine()
    {
        int length = _text[_position..].IndexOfAny((byte)'\n', (byte)'\r');
        if (length < 0)
        {
            _position = _text.Length;
            return;
        }
        _position += length + 1;
        if (_text[_position - 1] == '\r' && !AtEnd && _text[_position] == '\n') _position++;
    }

    /// <summary>Goes to the first word of the next line that has one; false at the end of the text.</summary>
    public bool NextFilledLine()
    {
        while (!AtEnd)
        {
            if (!AtLineEnd()) return true;
            NextLine();
        }
        return false;
    }

    /// <summary>The next word of this line; empty at its end.</summary>
    public ReadOnlySpan<byte> Word()
    {
        SkipBlanks();
        int start = _position;
        while (_position < _text.Length && !IsBreak(_text[_position])) _position++;
        return _text[start.._position];
    }

    /// <summary>Passes over the next word, or over the byte that stands in its place.</summary>
    public void SkipWord()
    {
        if (Word().IsEmpty && !AtEnd) _position++;
    }

    /// <summary>The next number of this line, or false where the line ends.</summary>
    /// <exception cref="InputException">Something else stands there.</exception>
    public bool TryNumber(out double value, string what)
    {
        value = 0;
        if (AtLineEnd()) return false;
        int length = NumberText.Read(_text[_position..], out value);
        int end = _position + length;
        if (length == 0 || (end < _text.Length && !IsBreak(_text[end]))) ThrowNoNumber(what);
        _position = end;
        return true;
    }

    /// <summary>The next number of this line.</summary>
    /// <exception cref="InputException">The line ends, or something else stands there.</exception>
    public double Number(string what)
        => TryNumber(out double value, what) ? value : throw Mistake($"the line ends, expected {what}.");

    /// <summary>The next number of the text, on this line or a later one.</summary>
    public double NumberOfAnyLine(string what)
    {
        if (!NextFilledLine()) throw Mistake($"the file ends, expected {what}; it is truncated or damaged.");
        return Number(what);
    }

    /// <summary>A whole number at this very byte; false where none begins here.</summary>
    public bool TryInteger(out long value)
    {
        int i = _position;
        bool negative = i < _text.Length && _text[i] == '-';
        if (i < _text.Length && _text[i] is (byte)'-' or (byte)'+') i++;
        int start = i;
        value = 0;
        // More digits than any count of vertices has must not wrap into a small number.
        for (; i < _text.Length && (uint)(_text[i] - '0') <= 9; i++)
            value = Math.Min(long.MaxValue / 100, (value * 10) + _text[i] - '0');
        if (i == start) return false;
        if (negative) value = -value;
        _position = i;
        return true;
    }

    /// <summary>Passes over one byte where it stands here.</summary>
    public bool TrySkip(byte expected)
    {
        if (AtEnd || _text[_position] != expected) return false;
        _position++;
        return true;
    }

    /// <summary>Whether these bytes stand here.</summary>
    public readonly bool StartsWith(ReadOnlySpan<byte> expected) => _text[_position..].StartsWith(expected);

    /// <summary>Whether a word ends at this byte.</summary>
    public readonly bool AtWordEnd => AtEnd || IsBreak(_text[_position]);

    /// <summary>A mistake on the present line.</summary>
    public readonly InputException Mistake(string message) => new($"{_format}: line {Line}: {message}");

    /// <summary>A mistake on an earlier line.</summary>
    public readonly InputException MistakeAt(int position, string message)
    {
        TextCursor there = this;
        there._position = position;
        return there.Mistake(message);
    }

    /// <summary>The word at this place, for messages.</summary>
    public readonly string Shown()
    {
        TextCursor ahead = this;
        ReadOnlySpan<byte> word = ahead.Word();
        if (word.IsEmpty && !ahead.AtEnd) word = _text.Slice(ahead._position, 1);
        return ByteText.Readable(word[..Math.Min(word.Length, LongestShown)]) + (word.Length > LongestShown ? "…" : "");
    }

    private readonly int Line
    {
        get
        {
            ReadOnlySpan<byte> before = _text[..Math.Min(_position, _text.Length)];
            int newlines = before.Count((byte)'\n'), returns = before.Count((byte)'\r');
            return 1 + newlines + returns - before.Count("\r\n"u8);
        }
    }

    private void SkipBlanks()
    {
        while (_position < _text.Length)
        {
            if (IsBlank(_text[_position])) _position++;
            else if (!HasContinuations || _text[_position] != '\\' || !SkipContinuation()) return;
        }
    }

    private bool SkipContinuation()
    {
        ReadOnlySpan<byte> rest = _text[(_position + 1)..];
        int length = rest.StartsWith("\r\n"u8) ? 2 : rest.Length > 0 && rest[0] is (byte)'\n' or (byte)'\r' ? 1 : 0;
        if (length == 0) return false;
        _position += 1 + length;
        return true;
    }

    private readonly bool IsBlank(byte b)
        => b is (byte)' ' or (byte)'\t' or 0x0B or 0x0C || (HasCommas && b is (byte)',' or (byte)';');

    private readonly bool IsBreak(byte b)
        => b is (byte)'\n' or (byte)'\r' || IsBlank(b) || (Comment != 0 && b == Comment)
            || (HasContinuations && b == '\\');

    private readonly void ThrowNoNumber(string what)
        => throw Mistake($"'{Shown()}' is no number, expected {what}.");
}
