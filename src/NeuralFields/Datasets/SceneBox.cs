using NeuralFields.Geometry;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.Datasets;

/// <summary>
/// The similarity between a data set's frame and that of the field: field place = place·scale + offset. Axes are kept,
/// so directions and rotations stay as they are (instant-ngp also cycles the axes; fields here do not).
/// </summary>
/// <param name="Scale">Field units per unit of the data set; above 0.</param>
/// <param name="Offset">What is added after scaling.</param>
/// <param name="AabbScale">
/// The side of the scene box around (½, ½, ½), a power of two from 1 to 128. The unit cube is its finest part.
/// </param>
public sealed record SceneBox(double Scale, Point3 Offset, int AabbScale)
{
    /// <summary>The largest side.</summary>
    public const int MaxAabbScale = 128;

    /// <summary>instant-ngp's scale where a file names none: the NeRF paper's scenes fill the unit cube by it.</summary>
    public const double UsualScale = 0.33;

    /// <summary>instant-ngp's box where a file says nothing.</summary>
    public static SceneBox Usual { get; } = new(UsualScale, FieldCenter, 1);

    /// <summary>The middle of every box in the field's frame.</summary>
    public static Point3 FieldCenter => new(0.5, 0.5, 0.5);

    /// <summary>The place of the data set that comes to the middle.</summary>
    public Point3 Center => ToDataset(FieldCenter);

    /// <summary>The box in the field's frame.</summary>
    public Box3 FieldBounds => CubeOf(AabbScale);

    /// <summary>The box in the data set's frame.</summary>
    public Box3 Bounds => new(ToDataset(FieldBounds.Min), ToDataset(FieldBounds.Max));

    /// <summary>The box that comes to the middle and scale of a place.</summary>
    /// <param name="center">The place that comes to the middle.</param>
    /// <param name="scale">Field units per unit of the data set.</param>
    /// <param name="aabbScale">The side.</param>
    public static SceneBox Around(Point3 center, double scale, int aabbScale)
        => new(scale, FieldCenter - (center * scale), aabbScale);

    /// <summary>Refuses a side that is no power of two from 1 to 128.</summary>
    /// <exception cref="InputException">It is not.</exception>
    public static int RequireAabbScale(double value)
        => value is >= 1 and <= MaxAabbScale && (int)value == value && ((int)value & ((int)value - 1)) == 0
            ? (int)value
            : throw new InputException(FormattableString.Invariant(
                $"aabb_scale is {value}, expected a power of two from 1 to {MaxAabbScale}."));

    /// <summary>A place of the data set in the field's frame.</summary>
    public Point3 ToField(Point3 place) => (place * Scale) + Offset;

    /// <summary>A place of the field in the data set's frame.</summary>
    public Point3 ToDataset(Point3 place) => (place - Offset) * (1 / Scale);

    /// <summary>A camera of the data set in the field's frame.</summary>
    public CameraPose ToField(CameraPose pose) => pose with { Position = ToField(pose.Position) };

    /// <summary>A camera of the field in the data set's frame.</summary>
    public CameraPose ToDataset(CameraPose pose) => pose with { Position = ToDataset(pose.Position) };

    /// <summary>The side of the smallest cube around the middle that holds a place, in field units.</summary>
    internal double SideTo(Point3 place)
    {
        Point3 from = ToField(place) - FieldCenter;
        return 2 * Math.Max(Math.Abs(from.X), Math.Max(Math.Abs(from.Y), Math.Abs(from.Z)));
    }

    private static Box3 CubeOf(double side) => new Box3(FieldCenter, FieldCenter).Grow(0.5 * side);
}
