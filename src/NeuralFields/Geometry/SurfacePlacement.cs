using System.Numerics;

namespace NeuralFields.Geometry;

/// <summary>
/// The similarity between a shape's own frame and the coordinates at which a field sees it: axes are kept, so
/// distances only change by <see cref="Scale"/>.
/// </summary>
/// <param name="Center">The place in the shape's own units that goes to <paramref name="FieldCenter"/>.</param>
/// <param name="Scale">Field units per unit of the shape; above 0.</param>
/// <param name="FieldCenter">Where the centre lies on each axis of the field: ½ for [0,1], 0 for [−1,1].</param>
public sealed record SurfacePlacement(Point3 Center, double Scale, double FieldCenter)
{
    // Beyond this many diagonals from zero, single precision would blur a mesh: it gets an origin of its own.
    private const double FarFromZero = 16;

    private Point3 Middle => new(FieldCenter, FieldCenter, FieldCenter);

    /// <summary>A place of the shape in the field's coordinates.</summary>
    public Point3 ToField(Point3 place) => ((place - Center) * Scale) + Middle;

    /// <summary>A place of the field in the shape's own units.</summary>
    public Point3 ToShape(Point3 place) => ((place - Middle) * (1 / Scale)) + Center;

    /// <summary>A box of the shape in the field's coordinates.</summary>
    public Box3 ToField(Box3 box) => new(ToField(box.Min), ToField(box.Max));

    /// <summary>A box of the field in the shape's own units.</summary>
    public Box3 ToShape(Box3 box) => new(ToShape(box.Min), ToShape(box.Max));

    /// <summary>A shape's positions in the field's coordinates.</summary>
    /// <param name="positions">[n] places relative to <paramref name="origin"/>.</param>
    /// <param name="origin">What they are relative to.</param>
    public Vector3[] ToField(ReadOnlySpan<Vector3> positions, Point3 origin)
    {
        Vector3[] placed = new Vector3[positions.Length];
        for (int i = 0; i < placed.Length; i++) placed[i] = ToField(Point3.Of(positions[i]) + origin).ToVector3();
        return placed;
    }

    /// <summary>
    /// A mesh of the field's coordinates in the shape's own units. Normals and colours stay as they are.
    /// </summary>
    public TriangleMesh ToShape(TriangleMesh mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        Box3 box = ToShape(mesh.Bounds);
        Point3 origin = !box.IsEmpty && box.Center.Length > FarFromZero * box.Diagonal ? Center : Point3.Zero;
        Vector3[] places = new Vector3[mesh.VertexCount];
        for (int i = 0; i < places.Length; i++)
            places[i] = (ToShape(Point3.Of(mesh.Positions[i]) + mesh.Origin) - origin).ToVector3();
        return mesh with { Positions = places, Origin = origin };
    }
}
