using System.Numerics;
using System.Text;
using NeuralFields.Geometry;
using NeuralFields.Images;

namespace NeuralFields.IO.Obj;

/// <summary>
/// Writes Wavefront OBJ: nine significant digits, which bring single precision back bit by bit (doubles where the
/// mesh has an origin), normals, and colours as <c>v x y z r g b</c> in sRGB from 0 to 1.
/// </summary>
public sealed class ObjMeshWriter : IMeshWriter
{
    /// <inheritdoc/>
    public string Name => "OBJ";

    /// <inheritdoc/>
    public IReadOnlyList<string> Extensions { get; } = [".obj"];

    /// <inheritdoc/>
    public void Write(Stream stream, TriangleMesh mesh, MeshWriteOptions options)
    {
        using AsciiWriter writer = new(stream);
        foreach (string line in MeshComments.Lines(options)) writer.Text(Encoding.ASCII.GetBytes($"# {line}\n"));
        for (int i = 0; i < mesh.VertexCount; i++) WriteVertex(writer, mesh, i);
        foreach (Vector3 normal in mesh.Normals ?? []) WriteNumbers(writer, "vn"u8, normal, "G7");
        for (int i = 0; i < mesh.Indices.Length; i += 3) WriteFace(writer, mesh, i);
    }

    private static void WriteVertex(AsciiWriter writer, TriangleMesh mesh, int vertex)
    {
        writer.Text("v"u8);
        if (mesh.Origin == Point3.Zero) writer.Numbers(mesh.Positions[vertex], "G9");
        else
        {
            Point3 place = Point3.Of(mesh.Positions[vertex]) + mesh.Origin;
            writer.Number(place.X);
            writer.Number(place.Y);
            writer.Number(place.Z);
        }
        if (mesh.Colors is not null) writer.Numbers(Coded(mesh.Colors[vertex]), "G6");
        writer.Text("\n"u8);
    }

    private static void WriteNumbers(AsciiWriter writer, ReadOnlySpan<byte> word, Vector3 value, string format)
    {
        writer.Text(word);
        writer.Numbers(value, format);
        writer.Text("\n"u8);
    }

    private static void WriteFace(AsciiWriter writer, TriangleMesh mesh, int first)
    {
        writer.Text("f"u8);
        for (int k = first; k < first + 3; k++)
        {
            // Counted from 1; the normal has the number of its vertex.
            writer.Number(mesh.Indices[k] + 1);
            if (mesh.Normals is null) continue;
            writer.Text("//"u8);
            writer.Number(mesh.Indices[k] + 1, separated: false);
        }
        writer.Text("\n"u8);
    }

    private static Vector3 Coded(Vector3 linear) => new(Coded(linear.X), Coded(linear.Y), Coded(linear.Z));

    private static float Coded(float linear)
        => (float)SrgbCurve.Encode(float.IsNaN(linear) ? 0 : Math.Clamp(linear, 0, 1));
}
