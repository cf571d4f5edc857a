using System.Buffers.Text;
using NeuralFields.IO.Surfaces;

namespace NeuralFields.IO.Ply;

/// <summary>The text at the start of a PLY file.</summary>
internal sealed class PlyHeader
{
    private const string Format = "PLY";

    /// <summary>How the numbers are coded.</summary>
    public PlyCoding Coding { get; private set; }

    /// <summary>Tables, in the order of the file.</summary>
    public List<PlyElement> Elements { get; } = [];

    /// <summary>Where the tables begin, in bytes.</summary>
    public int Length { get; private set; }

    /// <summary>The table of that name, or null.</summary>
    public PlyElement? Element(string name) => Elements.Find(e => e.Name == name);

    /// <summary>Reads the header.</summary>
    /// <param name="file">The whole file, behind any byte order mark.</param>
    /// <exception cref="InputException">It is broken.</exception>
    public static PlyHeader Read(ReadOnlySpan<byte> file)
    {
        TextCursor cursor = new(file, Format);
        if (!cursor.Word().SequenceEqual("ply"u8))
            throw cursor.MistakeAt(0, "the file does not begin with ply.");
        // A lone \r ends the lines of old files; a \n after the last one is then the first byte of data.
        bool returnsOnly = file[3..].IndexOf((byte)'\r') is >= 0 and int at && file[(3 + at)..] is [_, not (byte)'\n', ..]
            && file[..(3 + at)].IndexOf((byte)'\n') < 0;
        PlyHeader header = new();
        bool hasFormat = false;
        while (true)
        {
            cursor.NextLine();
            if (!cursor.NextFilledLine()) throw cursor.Mistake("the file ends before end_header; it is truncated.");
            ReadOnlySpan<byte> word = cursor.Word();
            if (word.SequenceEqual("end_header"u8)) break;
            if (word.SequenceEqual("format"u8)) hasFormat = header.ReadFormat(ref cursor);
            else if (word.SequenceEqual("element"u8)) header.ReadElement(ref cursor);
            else if (word.SequenceEqual("property"u8)) header.ReadProperty(ref cursor);
            else if (!word.SequenceEqual("comment"u8) && !word.SequenceEqual("obj_info"u8))
                throw cursor.Mistake(
                    $"'{ByteText.Readable(word[..Math.Min(24, word.Length)])}' is no part of a header, expected " +
                    "format, element, property, comment or end_header.");
        }
        if (!hasFormat) throw cursor.Mistake("the header names no format.");
        header.Length = DataStart(ref cursor, file, returnsOnly);
        return header;
    }

    private static int DataStart(ref TextCursor cursor, ReadOnlySpan<byte> file, bool returnsOnly)
    {
        int end = cursor.Position + file[cursor.Position..].IndexOfAny((byte)'\n', (byte)'\r');
        if (end < cursor.Position) return file.Length;
        bool pair = file[end] == '\r' && end + 1 < file.Length && file[end + 1] == '\n' && !returnsOnly;
        return end + (pair ? 2 : 1);
    }

    private bool ReadFormat(ref TextCursor cursor)
    {
        ReadOnlySpan<byte> coding = cursor.Word();
        Coding = coding.SequenceEqual("ascii"u8) ? PlyCoding.Text
            : coding.SequenceEqual("binary_little_endian"u8) ? PlyCoding.LittleEndian
            : coding.SequenceEqual("binary_big_endian"u8) ? PlyCoding.BigEndian
            : throw cursor.Mistake(
                $"the format is '{ByteText.Readable(coding[..Math.Min(24, coding.Length)])}', expected ascii, " +
                "binary_little_endian or binary_big_endian.");
        return true;
    }

    private void ReadElement(ref TextCursor cursor)
    {
        string name = ByteText.Readable(cursor.Word());
        ReadOnlySpan<byte> count = cursor.Word();
        if (!Utf8Parser.TryParse(count, out long rows, out int used) || used != count.Length || rows < 0)
            throw cursor.Mistake("an element has no count, expected a whole number, such as element vertex 8.");
        Elements.Add(new PlyElement(name, rows));
    }

    private void ReadProperty(ref TextCursor cursor)
    {
        if (Elements.Count == 0) throw cursor.Mistake("a property stands before the first element.");
        ReadOnlySpan<byte> word = cursor.Word();
        PlyType? countType = null;
        if (word.SequenceEqual("list"u8))
        {
            countType = TypeOf(cursor.Word(), cursor);
            word = cursor.Word();
        }
        PlyType type = TypeOf(word, cursor);
        string name = ByteText.Readable(cursor.Word());
        if (name.Length == 0) throw cursor.Mistake("a property has no name.");
        Elements[^1].Properties.Add(new PlyProperty(name, type, countType));
    }

    private static PlyType TypeOf(ReadOnlySpan<byte> word, TextCursor cursor)
        => PlyTypes.Named(word) ?? throw cursor.Mistake(
            $"'{ByteText.Readable(word[..Math.Min(24, word.Length)])}' is no type, expected char, uchar, short, " +
            "ushort, int, uint, float or double.");
}
