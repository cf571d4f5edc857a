using System.Buffers.Binary;
using System.Numerics;
using NeuralFields.Geometry;
using NeuralFields.IO.Surfaces;

namespace NeuralFields.IO.Stl;

/// <summary>
/// Reads STL, text or binary. Corners at exactly equal places become one vertex, since the format itself shares none.
/// Names, colours and normals are passed over.
/// </summary>
public sealed class StlMeshReader : IMeshReader
{
    /// <inheritdoc/>
    public string Name => "STL";

    /// <inheritdoc/>
    public IReadOnlyList<string> Extensions { get; } = [".stl"];

    /// <inheritdoc/>
    /// <remarks>"solid" begins text files and many binary ones, and texts that are no STL.</remarks>
    public bool Recognizes(ReadOnlySpan<byte> start) => false;

    /// <inheritdoc/>
    public SurfaceContents Read(ReadOnlySpan<byte> file, MeshReadOptions options)
    {
        SurfaceBuilder surface = new(Name);
        if (IsBinary(file)) ReadBinary(file, surface);
        else new StlText(surface).Read(file);
        SurfaceContents.Mesh contents = surface.HasFaces
            ? (SurfaceContents.Mesh)surface.Build()
            : throw new InputException("STL: the file holds no triangles; there is nothing to read.");
        return contents with { Surface = VertexMerge.Of(contents.Surface).Mesh };
    }

    /// <summary>
    /// Only a binary file has the length that its count asks for; a damaged one is told by what a text would begin with.
    /// </summary>
    private static bool IsBinary(ReadOnlySpan<byte> file)
    {
        if (file.Length >= StlLayout.StartLength && file.Length == NeededLength(file)) return true;
        if (file.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return false;
        return !(StlText.Looks(file) && file[..Math.Min(file.Length, StlLayout.StartLength)].IndexOf((byte)0) < 0);
    }

    private static long NeededLength(ReadOnlySpan<byte> file) => StlLayout.StartLength
        + ((long)StlLayout.TriangleLength * BinaryPrimitives.ReadUInt32LittleEndian(file[StlLayout.HeaderLength..]));

    private static void ReadBinary(ReadOnlySpan<byte> file, SurfaceBuilder surface)
    {
        if (file.Length < StlLayout.StartLength)
            throw new InputException(
                $"STL: the file has {file.Length} bytes and does not begin with 'solid', expected at least " +
                $"{StlLayout.StartLength}; it is truncated or no STL file.");
        long needed = NeededLength(file);
        if (needed > file.Length)
            throw new InputException(
                $"STL: the file has {file.Length} bytes, but its count asks for {needed}; it is truncated or damaged.");
        if (needed < file.Length) surface.Remark($"bytes behind the last triangle were ignored: {file.Length - needed}");
        for (int at = StlLayout.StartLength; at < needed; at += StlLayout.TriangleLength)
        {
            int first = surface.VertexCount;
            for (int corner = 1; corner <= 3; corner++)
            {
                Vector3 place = ReadVector(file[(at + (12 * corner))..]);
                surface.AddVertex(place.X, place.Y, place.Z);
            }
            surface.AddTriangle(first, first + 1, first + 2);
        }
    }

    private static Vector3 ReadVector(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadSingleLittleEndian(bytes),
        BinaryPrimitives.ReadSingleLittleEndian(bytes[4..]),
        BinaryPrimitives.ReadSingleLittleEndian(bytes[8..]));
}
