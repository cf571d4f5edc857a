using NeuralFields.Descriptions;
using NeuralFields.Geometry;
using NeuralFields.IO;

namespace NeuralFields.Cli.Meshes;

/// <summary>The coordinates in which a mesh is written.</summary>
internal enum MeshAxes
{
    /// <summary>Those of the shape that was fitted: its axes and units.</summary>
    Dataset,

    /// <summary>Those that the field sees.</summary>
    Field,

    /// <summary>Those of the shape, with what is up there turned to y: from z, (x, y, z) → (x, z, −y).</summary>
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
    /// <param name="placement">From the shape's frame to the field's.</param>
    /// <param name="up">What is up in the shape's frame: the nearest axis becomes y where that is asked for.</param>
    /// <param name="axes">What is asked for.</param>
    /// <param name="writer">The format; glTF turns its root node from z, in the others vertices are turned.</param>
    public static (TriangleMesh Mesh, MeshWriteOptions Options) Place(
        TriangleMesh mesh, SurfacePlacement placement, Point3 up, MeshAxes axes, IMeshWriter writer)
    {
        MeshWriteOptions options = new();
        if (axes == MeshAxes.Field)
            return (mesh, options with { Units = "of the field", Axes = "as in the source" });
        TriangleMesh placed = placement.ToShape(mesh);
        if (axes == MeshAxes.Dataset) return (placed, options);
        AxisTurn turn = AxisTurn.UpToY(up);
        return writer.HasRootNode && turn == AxisTurn.FromZ
            ? (placed, options with { ZUpToYUp = true })
            : (turn.Apply(placed), options with { Axes = $"{turn.Name} of the source is y" });
    }
}
