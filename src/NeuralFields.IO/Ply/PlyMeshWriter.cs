using System.Globalization;
using System.Numerics;
using System.Text;
using NeuralFields.Geometry;
using NeuralFields.Images;

namespace NeuralFields.IO.Ply;

/// <summary>
/// Writes PLY, binary little-endian: float (double where the mesh has an origin) positions, float normals, colours as
/// sRGB bytes by the custom of the format, and faces of int indices.
/// </summary>
public sealed class PlyMeshWriter : IMeshWriter
{
    /// <inheritdoc/>
    public string Name => "PLY";

    /// <inheritdoc/>
    public IReadOnlyList<string> Extensions { get; } = [".ply"];

    /// <inheritdoc/>
    public void Write(Stream stream, TriangleMesh mesh, MeshWriteOptions options)
    {
        using LittleEndianWriter writer = new(stream);
        writer.Bytes(Encoding.ASCII.GetBytes(Header(mesh, options)));
        for (int i = 0; i < mesh.VertexCount; i++) WriteVertex(writer, mesh, i);
        for (int i = 0; i < mesh.Indices.Length; i++)
        {
            if (i % 3 == 0) writer.Byte(3);
            writer.Int32(mesh.Indices[i]);
        }
    }

    private static string Header(TriangleMesh mesh, MeshWriteOptions options)
    {
        StringBuilder header = new("ply\nformat binary_little_endian 1.0\n");
        foreach (string line in MeshComments.Lines(options)) header.Append("comment ").Append(line).Append('\n');
        header.Append(CultureInfo.InvariantCulture, $"element vertex {mesh.VertexCount}\n");
        Append(mesh.Origin == Point3.Zero ? "float" : "double", "x", "y", "z");
        if (mesh.Normals is not null) Append("float", "nx", "ny", "nz");
        if (mesh.Colors is not null) Append("uchar", "red", "green", "blue");
        header.Append(CultureInfo.InvariantCulture, $"element face {mesh.TriangleCount}\n");
        return header.Append("property list uchar int vertex_indices\nend_header\n").ToString();

        void Append(string type, params ReadOnlySpan<string> names)
        {
            foreach (string name in names) header.Append(CultureInfo.InvariantCulture, $"property {type} {name}\n");
        }
    }

    private static void WriteVertex(LittleEndianWriter writer, TriangleMesh mesh, int vertex)
    {
        if (mesh.Origin == Point3.Zero) writer.Vector(mesh.Positions[vertex]);
        else
        {
            Point3 place = Point3.Of(mesh.Positions[vertex]) + mesh.Origin;
            writer.Double(place.X);
            writer.Double(place.Y);
            writer.Double(place.Z);
        }
        if (mesh.Normals is not null) writer.Vector(mesh.Normals[vertex]);
        if (mesh.Colors is null) return;
        Vector3 color = mesh.Colors[vertex];
        writer.Byte(Coded(color.X));
        writer.Byte(Coded(color.Y));
        writer.Byte(Coded(color.Z));
    }

    private static byte Coded(float linear)
        => (byte)Math.Round(255 * SrgbCurve.Encode(float.IsNaN(linear) ? 0 : Math.Clamp(linear, 0, 1)));
}
