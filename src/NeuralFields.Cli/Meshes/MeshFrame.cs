using System.Numerics;
using NeuralFields.Descriptions;
using NeuralFields.Geometry;
using NeuralFields.IO;
using NeuralFields.Scenes;

namespace NeuralFields.Cli.Meshes;

/// <summary>The coordinates in which a mesh is written.</summary>
internal enum MeshAxes
{
    /// <summary>Those of the shape that was fitted: its axes and units.</summary>
    Dataset,

    /// <summary>Those that the field sees.</summary>
    Field,

    /// <summary>Those of the shape, with its z axis turned to y: (x, y, z) → (x, z, −y).</summary>
    YUp,
}

/// <summary>Brings meshes from the field's coordinates to those that were asked for.</summary>
internal static class MeshFrame
{
    private static readonly (string Name, MeshAxes Axes)[] s_names =
        [("dataset", MeshAxes.Dataset), ("field", MeshAxes.Field), ("y-up", MeshAxes.YUp)];

    /// <summary>Reads a name.</summary>
    /// <exception cref="InputException">It is none.</exception>
    public static MeshAxes Parse(string text)
    {
        int found = Array.FindIndex(s_names, n => n.Name == text);
        return found >= 0
            ? s_names[found].Axes
            : throw new InputException(Nearest.Unknown("frame", text, s_names.Select(n => n.Name)));
    }

    /// <summary>A mesh in the coordinates asked for, and what its file says of them.</summary>
    /// <param name="mesh">The mesh in the field's coordinates.</param>
    /// <param name="frame">The shape.</param>
    /// <param name="axes">What is asked for.</param>
    /// <param name="writer">The format; glTF turns its root node, in the others vertices are turned.</param>
    public static (TriangleMesh Mesh, MeshWriteOptions Options) Place(
        TriangleMesh mesh, SurfaceFrame frame, MeshAxes axes, IMeshWriter writer)
    {
        MeshWriteOptions options = new();
        if (axes == MeshAxes.Field)
            return (mesh, options with { Units = "of the field", Axes = "as in the source" });
        TriangleMesh placed = frame.Placement.ToShape(mesh);
        if (axes == MeshAxes.Dataset) return (placed, options);
        return writer.HasRootNode
            ? (placed, options with { ZUpToYUp = true })
            : (Turn(placed), options with { Axes = "z of the source is y, y is −z" });
    }

    private static TriangleMesh Turn(TriangleMesh mesh) => mesh with
    {
        Origin = new(mesh.Origin.X, mesh.Origin.Z, -mesh.Origin.Y),
        Positions = [.. mesh.Positions.Select(Turn)],
        Normals = mesh.Normals is null ? null : [.. mesh.Normals.Select(Turn)],
    };

    private static Vector3 Turn(Vector3 v) => new(v.X, v.Z, -v.Y);
}
