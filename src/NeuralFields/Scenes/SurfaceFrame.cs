using NeuralFields.Descriptions;
using NeuralFields.Geometry;

namespace NeuralFields.Scenes;

/// <summary>
/// The shape that a field of signed distances stands for, as field files record it. The field's one value is the
/// distance in field units, negative inside; divided by <see cref="SurfacePlacement.Scale"/> it is in the shape's own.
/// </summary>
/// <param name="Placement">From the shape's frame to the field's coordinates.</param>
/// <param name="Bounds">The shape's box, in its own units.</param>
/// <param name="Domain">
/// The box, in field coordinates, in which distances were trained; outside of it the field means nothing.
/// </param>
public sealed record SurfaceFrame(SurfacePlacement Placement, Box3 Bounds, Box3 Domain)
{
    /// <summary>The frame as metadata; field = (shape − center) · scale + field_center.</summary>
    public DescriptionNode Write() => DescriptionNode.Of(
    [
        new("center", Triple(Placement.Center)),
        new("scale", DescriptionNode.Of(Placement.Scale)),
        new("field_center", DescriptionNode.Of(Placement.FieldCenter)),
        new("bounds", Pair(Bounds)),
        new("domain", Pair(Domain)),
    ]);

    /// <summary>Reads metadata.</summary>
    /// <exception cref="InputException">A key is absent or out of range.</exception>
    public static SurfaceFrame Read(DescriptionNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        double scale = Member(node, "scale").AsNumber("scale");
        if (!(scale > 0 && double.IsFinite(scale))) throw node.Wrong("scale", "a number above 0");
        return new(
            new(ReadTriple(Member(node, "center")), scale, Member(node, "field_center").AsNumber("field_center")),
            ReadPair(Member(node, "bounds")), ReadPair(Member(node, "domain")));
    }

    private static DescriptionNode Member(DescriptionNode node, string key)
        => node[key] ?? throw node.Mistake($"the frame has no \"{key}\"; expected a field of a surface.");

    private static DescriptionNode Triple(Point3 p) => DescriptionNode.Of(
        (IReadOnlyList<DescriptionNode>)[DescriptionNode.Of(p.X), DescriptionNode.Of(p.Y), DescriptionNode.Of(p.Z)]);

    private static DescriptionNode Pair(Box3 box)
        => DescriptionNode.Of((IReadOnlyList<DescriptionNode>)[Triple(box.Min), Triple(box.Max)]);

    private static Point3 ReadTriple(DescriptionNode node)
        => node.AsArray("a place") is { Count: 3 } xyz
            ? new(xyz[0].AsNumber("x"), xyz[1].AsNumber("y"), xyz[2].AsNumber("z"))
            : throw node.Wrong("a place", "[x, y, z]");

    private static Box3 ReadPair(DescriptionNode node)
        => node.AsArray("a box") is { Count: 2 } corners
            && new Box3(ReadTriple(corners[0]), ReadTriple(corners[1])) is { IsEmpty: false } box
            ? box
            : throw node.Wrong("a box", "[[x, y, z], [x, y, z]], the lesser corner first");
}
