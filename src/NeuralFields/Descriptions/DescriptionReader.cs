using System.Text;
using System.Text.Json;

namespace NeuralFields.Descriptions;

/// <summary>How strictly JSON text is taken.</summary>
public enum DescriptionSyntax
{
    /// <summary>Comments and trailing commas are allowed, as people write scene files.</summary>
    Relaxed,

    /// <summary>JSON as programs write it.</summary>
    Strict,
}

/// <summary>
/// Reads JSON text into descriptions whose values know their place: a member's place is that of its name, an item's
/// that of its value.
/// </summary>
public static class DescriptionReader
{
    /// <summary>Objects and lists within one another.</summary>
    public const int MaxDepth = 64;

    /// <summary>Values in one text; a bound on memory whatever the text.</summary>
    public const int MaxValues = 1 << 20;

    /// <summary>Reads one JSON value.</summary>
    /// <param name="text">JSON text.</param>
    /// <param name="source">What messages call it, usually a file name; empty for no places at all.</param>
    /// <param name="syntax">Whether comments and trailing commas are allowed.</param>
    /// <exception cref="InputException">The text is not JSON, a key stands there twice, or a number is not
    /// finite.</exception>
    public static DescriptionNode Read(string text, string source, DescriptionSyntax syntax = DescriptionSyntax.Relaxed)
        => Read(Encoding.UTF8.GetBytes(text), source, syntax);

    /// <summary>Reads one JSON value.</summary>
    /// <param name="utf8">JSON text in UTF-8, with or without a byte order mark.</param>
    /// <param name="source">What messages call it, usually a file name; empty for no places at all.</param>
    /// <param name="syntax">Whether comments and trailing commas are allowed.</param>
    /// <exception cref="InputException">The text is not JSON, a key stands there twice, or a number is not
    /// finite.</exception>
    public static DescriptionNode Read(
        ReadOnlySpan<byte> utf8, string source, DescriptionSyntax syntax = DescriptionSyntax.Relaxed)
    {
        if (utf8.StartsWith("\uFEFF"u8)) utf8 = utf8[3..];
        RequireUtf8(utf8, source);
        bool relaxed = syntax == DescriptionSyntax.Relaxed;
        JsonReaderOptions options = new()
        {
            CommentHandling = relaxed ? JsonCommentHandling.Skip : JsonCommentHandling.Disallow,
            AllowTrailingCommas = relaxed,
            // One more than is accepted, so that the message about depth is ours.
            MaxDepth = MaxDepth + 1,
        };
        Parser parser = new(utf8, source, options);
        return parser.ReadDocument();
    }

    private static void RequireUtf8(ReadOnlySpan<byte> utf8, string source)
    {
        int start = 0;
        while (start < utf8.Length)
        {
            if (Rune.DecodeFromUtf8(utf8[start..], out _, out int length) != System.Buffers.OperationStatus.Done)
                throw new TextPlace(source).Advance(utf8, start).Mistake(
                    $"byte 0x{utf8[start]:X2} is not UTF-8 text. Save the file as UTF-8.");
            start += length;
        }
    }

    private ref struct Parser
    {
        private readonly ReadOnlySpan<byte> _text;
        private readonly string _source;
        private Utf8JsonReader _reader;
        private TextPlace _place;
        private int _values;

        public Parser(ReadOnlySpan<byte> text, string source, JsonReaderOptions options)
        {
            _text = text;
            _source = source;
            _place = new TextPlace(source);
            _reader = new Utf8JsonReader(text, options);
        }

        public DescriptionNode ReadDocument()
        {
            Next();
            DescriptionNode root = ReadValue(Here());
            if (TryNext()) throw Syntax((int)_reader.TokenStartIndex);
            return root;
        }

        private DescriptionNode ReadValue(string place)
        {
            if (++_values > MaxValues) throw _place.Mistake($"the text holds more than {MaxValues} values.");
            switch (_reader.TokenType)
            {
                case JsonTokenType.StartObject: return ReadObject(place);
                case JsonTokenType.StartArray: return ReadArray(place);
                case JsonTokenType.String: return DescriptionNode.Of(ReadText(), place);
                case JsonTokenType.Number: return DescriptionNode.Of(ReadNumber(), place);
                case JsonTokenType.True: return DescriptionNode.Of(true, place);
                case JsonTokenType.False: return DescriptionNode.Of(false, place);
                default: return DescriptionNode.Null(place);
            }
        }

        private DescriptionNode ReadObject(string place)
        {
            RequireDepth();
            List<KeyValuePair<string, DescriptionNode>> members = [];
            Dictionary<string, string> places = new(StringComparer.Ordinal);
            for (Next(); _reader.TokenType != JsonTokenType.EndObject; Next())
            {
                string name = ReadText(), namePlace = Here();
                if (!places.TryAdd(name, namePlace))
                    throw _place.Mistake(
                        $"key \"{name}\" stands here twice; it is first at {places[name]}. Remove one.");
                Next();
                members.Add(new(name, ReadValue(namePlace)));
            }
            return DescriptionNode.Of(members, place);
        }

        private DescriptionNode ReadArray(string place)
        {
            RequireDepth();
            List<DescriptionNode> items = [];
            for (Next(); _reader.TokenType != JsonTokenType.EndArray; Next()) items.Add(ReadValue(Here()));
            return DescriptionNode.Of(items, place);
        }

        private string ReadText()
        {
            try
            {
                return _reader.GetString()!;
            }
            catch (InvalidOperationException)
            {
                // The only way here with checked UTF-8: an escape such as \ud800 without its other half.
                Here();
                throw _place.Mistake(
                    "the text in quotes holds half a surrogate pair (\\ud800 to \\udfff). Write both halves.");
            }
        }

        private double ReadNumber()
        {
            if (_reader.TryGetDouble(out double value) && double.IsFinite(value)) return value;
            Here();
            throw _place.Mistake(
                $"number {Encoding.UTF8.GetString(_reader.ValueSpan)} is out of range, expected at most 1.8e308.");
        }

        private void RequireDepth()
        {
            if (_reader.CurrentDepth >= MaxDepth)
                throw _place.Mistake($"objects and lists are nested deeper than {MaxDepth} levels.");
        }

        private string Here()
        {
            _place = _place.Advance(_text, (int)_reader.TokenStartIndex);
            return _place.ToString();
        }

        private void Next()
        {
            if (!TryNext()) throw Syntax(_text.Length);
        }

        private bool TryNext()
        {
            try
            {
                return _reader.Read();
            }
            catch (JsonException e)
            {
                throw Syntax(OffsetOf(e));
            }
        }

        private readonly int OffsetOf(JsonException e)
        {
            int offset = 0;
            for (long line = e.LineNumber ?? 0; line > 0; line--)
            {
                int length = _text[offset..].IndexOf((byte)'\n');
                if (length < 0) return _text.Length;
                offset += length + 1;
            }
            return (int)Math.Min(_text.Length, offset + (e.BytePositionInLine ?? 0));
        }

        /// <summary>What stands at a place where JSON cannot go on, in our words.</summary>
        private readonly InputException Syntax(int offset)
        {
            while (offset < _text.Length
                && _text[offset] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') offset++;
            TextPlace place = new TextPlace(_source).Advance(_text, offset);
            if (offset >= _text.Length)
                return place.Mistake(
                    "the text ends too early, expected the rest of a JSON value. Close every quote, { and [.");
            while (offset > 0 && (_text[offset] & 0xC0) == 0x80) offset--;
            Rune.DecodeFromUtf8(_text[offset..], out Rune found, out _);
            string shown = Rune.IsControl(found) ? $"U+{found.Value:X4}" : $"'{found}'";
            return place.Mistake($"{shown} cannot stand here, expected JSON: {Expectation()}.");
        }

        private readonly string Expectation() => _reader.TokenType switch
        {
            JsonTokenType.PropertyName => "a value after the key",
            JsonTokenType.StartObject => "a key in quotes, or }",
            JsonTokenType.StartArray => "a value, or ]",
            JsonTokenType.None => "one value, usually an object { … }",
            _ when _reader.CurrentDepth == 0 => "nothing after the end of the value",
            _ => "a comma or the end of the object or list, and names and texts in double quotes",
        };
    }
}
