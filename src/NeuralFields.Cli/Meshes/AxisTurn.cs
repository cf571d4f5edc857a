using System.Numerics;
using NeuralFields.Geometry;

namespace NeuralFields.Cli.Meshes;

/// <summary>A turn by right angles.</summary>
/// <param name="Name">The axis that becomes y.</param>
/// <param name="Turn">The turn of a place.</param>
internal sealed record AxisTurn(string Name, Func<Point3, Point3> Turn)
{
    /// <summary>From z up, as most data sets have it.</summary>
    public static AxisTurn FromZ { get; } = new("z", p => new(p.X, p.Z, -p.Y));

    private static readonly (Point3 Up, AxisTurn Turn)[] s_all =
    [
        (new(0, 0, 1), FromZ),
        (new(0, 0, -1), new("−z", p => new(p.X, -p.Z, p.Y))),
        (new(0, 1, 0), new("y", p => p)),
        (new(0, -1, 0), new("−y", p => new(p.X, -p.Y, -p.Z))),
        (new(1, 0, 0), new("x", p => new(-p.Y, p.X, p.Z))),
        (new(-1, 0, 0), new("−x", p => new(p.Y, -p.X, p.Z))),
    ];

    /// <summary>The turn that brings the axis nearest to a direction to y.</summary>
    public static AxisTurn UpToY(Point3 up) => s_all.MaxBy(t => (t.Up.X * up.X) + (t.Up.Y * up.Y) + (t.Up.Z * up.Z)).Turn;

    /// <summary>A mesh, turned.</summary>
    public TriangleMesh Apply(TriangleMesh mesh) => mesh with
    {
        Origin = Turn(mesh.Origin),
        Positions = [.. mesh.Positions.Select(Apply)],
        Normals = mesh.Normals is null ? null : [.. mesh.Normals.Select(Apply)],
    };

    private Vector3 Apply(Vector3 v) => Turn(Point3.Of(v)).ToVector3();
}
