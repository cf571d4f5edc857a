using NeuralFields.IO.Surfaces;

namespace NeuralFields.IO.Obj;

/// <summary>
/// Reads Wavefront OBJ: polygons of any shape, negative numbers, colours after coordinates, normals where each vertex
/// has one. Groups, materials, texture coordinates, lines and curves are passed over. A file without faces is a cloud.
/// </summary>
public sealed class ObjMeshReader : IMeshReader
{
    /// <inheritdoc/>
    public string Name => "OBJ";

    /// <inheritdoc/>
    public IReadOnlyList<string> Extensions { get; } = [".obj"];

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> start) => false;

    /// <inheritdoc/>
    public SurfaceContents Read(ReadOnlySpan<byte> file, MeshReadOptions options)
    {
        TextCursor cursor = new(TextBytes.ToUtf8(file, Name), Name) { HasContinuations = true, Comment = (byte)'#' };
        ObjParts parts = new(Name);
        while (cursor.NextFilledLine())
        {
            ReadOnlySpan<byte> word = cursor.Word();
            if (word.SequenceEqual("v"u8)) parts.ReadVertex(ref cursor);
            else if (word.SequenceEqual("f"u8) || word.SequenceEqual("fo"u8)) parts.ReadFace(ref cursor);
            else if (word.SequenceEqual("vn"u8)) parts.ReadNormal(ref cursor);
            SkipStatement(ref cursor);
        }
        return parts.Build(ref cursor);
    }

    /// <summary>The rest of a line and the lines that continue it.</summary>
    private static void SkipStatement(ref TextCursor cursor)
    {
        while (!cursor.AtLineEnd()) cursor.SkipWord();
        cursor.NextLine();
    }
}
