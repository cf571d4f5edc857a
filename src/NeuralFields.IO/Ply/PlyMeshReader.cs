using NeuralFields.IO.Surfaces;

namespace NeuralFields.IO.Ply;

/// <summary>
/// Reads PLY as text and as binary of either byte order, with properties of any order and type: x y z, nx ny nz, red
/// green blue of vertices, lists of faces, triangle strips. Everything else is passed over. A file without faces is a
/// cloud.
/// </summary>
public sealed class PlyMeshReader : IMeshReader
{
    /// <inheritdoc/>
    public string Name => "PLY";

    /// <inheritdoc/>
    public IReadOnlyList<string> Extensions { get; } = [".ply"];

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> start)
        => start.StartsWith("ply"u8) && start.Length > 3 && start[3] is (byte)'\n' or (byte)'\r' or (byte)' ' or (byte)'\t';

    /// <inheritdoc/>
    public SurfaceContents Read(ReadOnlySpan<byte> file, MeshReadOptions options)
    {
        // Only a mark of its own tells UTF-16 here: what follows the header may be binary.
        if (file.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])
            || file.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) file = TextBytes.ToUtf8(file, Name);
        PlyHeader header = PlyHeader.Read(file);
        PlyElement vertices = RequireVertices(header);
        PlyTables tables = new(header, vertices);
        if (header.Coding == PlyCoding.Text)
        {
            TextCursor cursor = new(file, Name);
            cursor.Seek(header.Length);
            PlyText numbers = new(cursor);
            return tables.Read(ref numbers);
        }
        ByteCursor bytes = new(file, Name);
        bytes.Take(header.Length, "the header");
        PlyBinary binary = new(bytes, header.Coding == PlyCoding.LittleEndian);
        return tables.Read(ref binary);
    }

    private static PlyElement RequireVertices(PlyHeader header)
    {
        PlyElement vertices = header.Element("vertex")
            ?? throw new InputException("PLY: the file has no element vertex; it holds no surface.");
        if (vertices.Has("f_dc_0") && (vertices.Has("opacity") || vertices.Has("scale_0") || vertices.Has("rot_0")))
            throw new InputException(
                "PLY: this is a file of Gaussian splats (f_dc_0, opacity, scale_0, rot_0), expected a mesh or a point " +
                "cloud with normals.");
        foreach (string name in new[] { "x", "y", "z" })
            if (!vertices.Has(name)) throw new InputException($"PLY: vertices have no {name}, expected x, y and z.");
        return vertices;
    }
}
