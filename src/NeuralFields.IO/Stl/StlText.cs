using System.Text;
using NeuralFields.IO.Surfaces;

namespace NeuralFields.IO.Stl;

/// <summary>STL as text: any number of solids, words in capitals or not.</summary>
internal sealed class StlText(SurfaceBuilder surface)
{
    private readonly List<int> _corners = [];

    /// <summary>Whether a file begins as the text form does, after blanks.</summary>
    public static bool Looks(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) file = file[3..];
        ReadOnlySpan<byte> text = file.TrimStart(" \t\r\n"u8);
        return text.Length >= 5 && Is(text[..5], "solid"u8);
    }

    public void Read(ReadOnlySpan<byte> file)
    {
        TextCursor cursor = new(TextBytes.ToUtf8(file, "STL"), "STL");
        if (!cursor.NextFilledLine() || !Is(cursor.Word(), "solid"u8))
            throw cursor.Mistake("the text does not begin with 'solid'; it is no STL file.");
        cursor.NextLine();
        while (cursor.NextFilledLine()) ReadStatement(ref cursor);
        if (_corners.Count > 0) throw cursor.Mistake("the file ends within a facet; it is truncated.");
    }

    /// <summary>One word and what belongs to it; several may stand on a line.</summary>
    private void ReadStatement(ref TextCursor cursor)
    {
        ReadOnlySpan<byte> word = cursor.Word();
        if (Is(word, "vertex"u8))
        {
            surface.AddVertex(
                cursor.NumberOfAnyLine("x"), cursor.NumberOfAnyLine("y"), cursor.NumberOfAnyLine("z"));
            _corners.Add(surface.VertexCount - 1);
        }
        else if (Is(word, "endloop"u8)) EndLoop(cursor);
        else if (Is(word, "facet"u8) || Is(word, "solid"u8) || Is(word, "endsolid"u8) || Is(word, "color"u8))
            cursor.NextLine();   // a normal that the corners tell as well, or a name
        else if (!Is(word, "outer"u8) && !Is(word, "loop"u8) && !Is(word, "endfacet"u8))
            throw cursor.Mistake(
                $"'{ByteText.Readable(word[..Math.Min(24, word.Length)])}' is no word of STL, expected facet, outer loop, " +
                "vertex, endloop, endfacet or endsolid.");
    }

    private void EndLoop(TextCursor cursor)
    {
        if (_corners.Count != 3) throw cursor.Mistake($"a facet has {_corners.Count} corners, expected 3.");
        surface.AddTriangle(_corners[0], _corners[1], _corners[2]);
        _corners.Clear();
    }

    private static bool Is(ReadOnlySpan<byte> word, ReadOnlySpan<byte> expected)
        => Ascii.EqualsIgnoreCase(word, expected);
}
