using System.Numerics;
using System.Runtime.InteropServices;
using NeuralFields.IO.Surfaces;

namespace NeuralFields.IO.Off;

/// <summary>
/// Reads OFF as text with its prefixes C (colours), N (normals) and ST (texture coordinates). A vertex or a face
/// stands on a line of its own; colours of faces are passed over. A file without faces is a cloud.
/// </summary>
public sealed class OffMeshReader : IMeshReader
{
    /// <inheritdoc/>
    public string Name => "OFF";

    /// <inheritdoc/>
    public IReadOnlyList<string> Extensions { get; } = [".off"];

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> start)
    {
        int length = start.IndexOfAny(" \t\r\n"u8);
        return length >= 3 && OffKeyword.Parse(start[..length]) is not null;
    }

    /// <inheritdoc/>
    public SurfaceContents Read(ReadOnlySpan<byte> file, MeshReadOptions options)
    {
        TextCursor cursor = new(TextBytes.ToUtf8(file, Name), Name) { Comment = (byte)'#' };
        OffKeyword keyword = ReadKeyword(ref cursor);
        long vertices = Count(ref cursor, "the count of vertices"), faces = Count(ref cursor, "the count of faces");
        // A vertex takes six bytes at least: three digits with something between and behind them. A face takes two.
        if (vertices > (cursor.Left + 1) / 6 || faces > (cursor.Left + 1) / 2)
            throw cursor.Mistake(
                $"{vertices} vertices and {faces} faces are claimed, but only {cursor.Left} bytes follow; the file is " +
                "truncated or its counts are wrong.");
        cursor.NextLine();   // the count of edges is often wrong, and nobody needs it
        SurfaceBuilder surface = new(Name);
        ReadVertices(ref cursor, surface, keyword, vertices);
        ReadFaces(ref cursor, surface, vertices, faces);
        return surface.Build();
    }

    /// <summary>The word is optional where the ending tells the format.</summary>
    private static OffKeyword ReadKeyword(ref TextCursor cursor)
    {
        if (!cursor.NextFilledLine()) throw cursor.Mistake("the file is empty.");
        int start = cursor.Position;
        ReadOnlySpan<byte> word = cursor.Word();
        if (NumberText.Read(word, out _) == word.Length)
        {
            cursor.Seek(start);
            return new OffKeyword(false, false);
        }
        OffKeyword keyword = OffKeyword.Parse(word) ?? throw cursor.MistakeAt(
            start, $"'{ByteText.Readable(word[..Math.Min(24, word.Length)])}' is no keyword, expected OFF, COFF, NOFF, " +
                "CNOFF or one of them with ST before it.");
        int after = cursor.Position;
        if (cursor.Word().SequenceEqual("BINARY"u8)) throw cursor.Mistake("the file is binary; save it as text.");
        cursor.Seek(after);
        return keyword;
    }

    private static long Count(ref TextCursor cursor, string what)
    {
        double count = cursor.NumberOfAnyLine(what);
        return count >= 0 && count == Math.Floor(count) && count <= long.MaxValue / 2
            ? (long)count
            : throw cursor.Mistake($"{what} is {count}, expected a whole number.");
    }

    private static void ReadVertices(ref TextCursor cursor, SurfaceBuilder surface, OffKeyword keyword, long count)
    {
        List<Vector3>? normals = keyword.HasNormals ? [] : null, colors = keyword.HasColors ? [] : null;
        double largest = 0;
        for (long i = 0; i < count; i++)
        {
            surface.AddVertex(
                cursor.NumberOfAnyLine("x of a vertex"), cursor.Number("y of a vertex"), cursor.Number("z of a vertex"));
            normals?.Add(ReadVector(ref cursor, "a normal"));
            if (colors is not null)
            {
                Vector3 color = ReadVector(ref cursor, "a colour");
                largest = Math.Max(largest, Math.Max(color.X, Math.Max(color.Y, color.Z)));
                colors.Add(color);
            }
            cursor.NextLine();
        }
        // Whole numbers to 255 or fractions to 1: the format allows both and says which nowhere.
        foreach (ref Vector3 color in CollectionsMarshal.AsSpan(colors))
            color = CodedColor.Decode(color.X, color.Y, color.Z, largest > 1 ? 255 : 1);
        (surface.Normals, surface.Colors) = (normals, colors);
    }

    private static Vector3 ReadVector(ref TextCursor cursor, string what)
        => new((float)cursor.Number(what), (float)cursor.Number(what), (float)cursor.Number(what));

    private static void ReadFaces(ref TextCursor cursor, SurfaceBuilder surface, long vertices, long faces)
    {
        List<int> corners = [];
        for (long i = 0; i < faces; i++)
        {
            corners.Clear();
            double count = cursor.NumberOfAnyLine("a face's count of corners");
            if (!(count >= 0 && count <= (cursor.Left + 1) / 2))
                throw cursor.Mistake($"a face has {count} corners, but only {cursor.Left} bytes follow.");
            for (; count > 0; count--)
            {
                double index = cursor.NumberOfAnyLine("a corner of a face");
                if (!(index >= 0 && index < vertices && index == Math.Floor(index)))
                    throw cursor.Mistake($"a face names vertex {index}, expected 0 to {vertices - 1}.");
                corners.Add((int)index);
            }
            surface.AddFace(CollectionsMarshal.AsSpan(corners));
            cursor.NextLine();
        }
    }
}
