using NeuralFields.Geometry;

namespace NeuralFields.IO;

/// <summary>Meshes into files; <see cref="SurfaceFile"/> reads them.</summary>
public static class MeshFile
{
    /// <summary>Refuses a name that <see cref="Write"/> would refuse, before there is anything to write.</summary>
    /// <param name="path">A path; nothing needs to stand there.</param>
    /// <exception cref="InputException">Its ending names no mesh format that can be written.</exception>
    public static void RequireWritable(string path) => MeshFormats.WriterFor(path);

    /// <summary>Encodes a mesh in the format that the path's ending names. A file there before is replaced.</summary>
    /// <param name="path">Where to; its folder must exist.</param>
    /// <param name="mesh">The mesh.</param>
    /// <param name="options">Notes and looks; null for none.</param>
    /// <exception cref="InputException">
    /// The ending names no format that can be written, the mesh is empty or not finite, the format cannot hold it, or
    /// the place cannot be written; the message begins with the path.
    /// </exception>
    /// <exception cref="ArgumentException">An index is out of range, or attributes are not one per vertex.</exception>
    public static void Write(string path, TriangleMesh mesh, MeshWriteOptions? options = null)
    {
        IMeshWriter writer = MeshFormats.WriterFor(path);
        RequireSound(path, mesh);
        OutputFile.Write(path, stream => writer.Write(stream, mesh, options ?? MeshWriteOptions.Default));
    }

    private static void RequireSound(string path, TriangleMesh mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        if (mesh.TriangleCount == 0)
            throw new InputException($"{path}: the mesh has no triangles; there is nothing to write.");
        if (mesh.Indices.Length % 3 != 0 || mesh.Indices.Any(i => (uint)i >= (uint)mesh.VertexCount))
            throw new ArgumentException("Indices must come in threes and be in range.", nameof(mesh));
        if ((mesh.Normals ?? mesh.Positions).Length != mesh.VertexCount
            || (mesh.Colors ?? mesh.Positions).Length != mesh.VertexCount)
            throw new ArgumentException("Normals and colours must be one per vertex.", nameof(mesh));
        int broken = Array.FindIndex(mesh.Positions, p => !float.IsFinite(p.X + p.Y + p.Z));
        if (broken < 0 && double.IsFinite(mesh.Origin.Length)) return;
        string place = broken < 0 ? $"its origin is {mesh.Origin}" : $"vertex {broken} is {mesh.Positions[broken]}";
        throw new InputException($"{path}: the mesh is not finite — {place}; there is nothing sound to write.");
    }
}
