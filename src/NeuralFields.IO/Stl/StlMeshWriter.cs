using System.Numerics;
using System.Text;
using NeuralFields.Geometry;

namespace NeuralFields.IO.Stl;

/// <summary>
/// Writes binary STL: corners and face normals in single precision, nothing else. A mesh far from zero loses the
/// precision that its origin kept.
/// </summary>
public sealed class StlMeshWriter : IMeshWriter
{
    /// <inheritdoc/>
    public string Name => "STL";

    /// <inheritdoc/>
    public IReadOnlyList<string> Extensions { get; } = [".stl"];

    /// <inheritdoc/>
    public void Write(Stream stream, TriangleMesh mesh, MeshWriteOptions options)
    {
        using LittleEndianWriter writer = new(stream);
        writer.Bytes(Header(options));
        writer.Int32(mesh.TriangleCount);
        for (int i = 0; i < mesh.TriangleCount; i++)
        {
            (Vector3 a, Vector3 b, Vector3 c) = mesh.Triangle(i);
            Vector3 normal = Vector3.Cross(b - a, c - a);
            writer.Vector(normal.Length() is > 0 and < float.PositiveInfinity ? Vector3.Normalize(normal) : default);
            writer.Vector(Placed(a, mesh.Origin));
            writer.Vector(Placed(b, mesh.Origin));
            writer.Vector(Placed(c, mesh.Origin));
            writer.UInt16(0);
        }
    }

    private static Vector3 Placed(Vector3 corner, Point3 origin)
        => origin == Point3.Zero ? corner : (Point3.Of(corner) + origin).ToVector3();

    /// <summary>80 bytes that do not begin with "solid", by which readers know the text form.</summary>
    private static byte[] Header(MeshWriteOptions options)
    {
        byte[] header = new byte[StlLayout.HeaderLength];
        string text = "binary STL " + MeshComments.Lines(options).First();
        Encoding.ASCII.GetBytes(text.AsSpan(0, Math.Min(text.Length, header.Length)), header);
        return header;
    }
}
