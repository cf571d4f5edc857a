using System.Numerics;
using NeuralFields.IO.Surfaces;

namespace NeuralFields.IO.Xyz;

/// <summary>
/// Reads point clouds as lines of numbers: x y z, or x y z nx ny nz, separated by blanks, tabs, commas or semicolons.
/// Comments begin with # or //; a first line that names columns or counts the points is passed over.
/// </summary>
public sealed class XyzCloudReader : IMeshReader
{
    private const int WithNormals = 6;

    /// <inheritdoc/>
    public string Name => "XYZ";

    /// <inheritdoc/>
    public IReadOnlyList<string> Extensions { get; } = [".xyz", ".xyzn", ".pts", ".asc"];

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> start) => false;

    /// <inheritdoc/>
    public SurfaceContents Read(ReadOnlySpan<byte> file, MeshReadOptions options)
    {
        TextCursor cursor = new(TextBytes.ToUtf8(file, Name), Name) { HasCommas = true, Comment = (byte)'#' };
        SurfaceBuilder surface = new(Name);
        List<Vector3> normals = [];
        int columns = 0;
        SkipHeading(ref cursor);
        while (NextPoint(ref cursor))
        {
            surface.AddVertex(cursor.Number("x"), cursor.Number("y"), cursor.Number("z"));
            int count = 3 + ReadRest(ref cursor, normals);
            if (columns == 0) columns = count;
            if (count != columns)
                throw cursor.Mistake($"the line has {count} numbers, expected {columns} as on the lines before.");
            cursor.NextLine();
        }
        if (columns == WithNormals && AreUnit(normals)) surface.Normals = normals;
        else if (columns > 3)
            surface.Remark($"columns after the third are no unit normals and were ignored: {columns - 3}");
        return surface.Build();
    }

    private static bool NextPoint(ref TextCursor cursor)
    {
        while (cursor.NextFilledLine())
        {
            if (!cursor.StartsWith("//"u8)) return true;
            cursor.NextLine();
        }
        return false;
    }

    /// <summary>A first line that does not begin with three numbers.</summary>
    private static void SkipHeading(ref TextCursor cursor)
    {
        if (!NextPoint(ref cursor)) return;
        int start = cursor.Position, numbers = 0;
        while (numbers < 3 && !cursor.AtLineEnd())
        {
            ReadOnlySpan<byte> word = cursor.Word();
            if (NumberText.Read(word, out _) != word.Length) break;
            numbers++;
        }
        if (numbers == 3) cursor.Seek(start);
        else cursor.NextLine();
    }

    /// <summary>Counts the numbers after the third; the first three of them may be a normal.</summary>
    private static int ReadRest(ref TextCursor cursor, List<Vector3> normals)
    {
        int count = 0;
        Vector3 normal = default;
        while (cursor.TryNumber(out double value, "a number"))
        {
            if (count < 3) normal[count] = (float)value;
            count++;
        }
        if (count == 3) normals.Add(normal);
        return count;
    }

    /// <summary>Colours and intensities stand in the same columns; hardly any has length one.</summary>
    private static bool AreUnit(List<Vector3> normals)
    {
        const float most = 1.1f, least = 0.9f;
        int unit = normals.Count(n => n.Length() is > least and < most or 0);
        return unit >= normals.Count - (normals.Count / 100);
    }
}
