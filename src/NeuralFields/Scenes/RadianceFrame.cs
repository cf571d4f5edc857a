using System.Collections.Immutable;
using NeuralFields.Datasets;
using NeuralFields.Descriptions;
using NeuralFields.Geometry;
using NeuralFields.Rendering.Cameras;
using NeuralFields.Volumes;

namespace NeuralFields.Scenes;

/// <summary>A photograph's camera as field files record it: without the distortion of its lens.</summary>
/// <param name="Name">What the data set calls it.</param>
/// <param name="IsHeldOut">Whether it was kept from training.</param>
/// <param name="Camera">Its camera in the data set's frame.</param>
public sealed record FrameView(string Name, bool IsHeldOut, Camera Camera);

/// <summary>The scene that a radiance field stands for, as field files record it.</summary>
/// <param name="Box">From the data set's frame to the field's space.</param>
/// <param name="Space">How rays step through it.</param>
/// <param name="Near">Distance from the eye, in field units, from which on anything is seen.</param>
/// <param name="MinTransmittance">The transmittance below which samples are no longer seen.</param>
/// <param name="IsCutOut">Whether the photographs have an alpha, so that nothing but the object is there.</param>
/// <param name="Center">What the cameras look at, in the data set's frame.</param>
/// <param name="Distance">The cameras' usual distance from it.</param>
/// <param name="Up">What is up in the data set's frame.</param>
/// <param name="Views">The cameras.</param>
public sealed record RadianceFrame(
    SceneBox Box, VolumeSpace Space, double Near, double MinTransmittance, bool IsCutOut, Point3 Center, double Distance,
    Point3 Up, ImmutableArray<FrameView> Views)
{
    /// <summary>From the data set's frame to the field's space.</summary>
    public SurfacePlacement Placement => new(Box.Center, Box.Scale, 0.5);

    /// <summary>The frame as metadata; field = data set · scale + offset.</summary>
    public DescriptionNode Write() => DescriptionNode.Of(
    [
        new("scale", DescriptionNode.Of(Box.Scale)),
        new("offset", Triple(Box.Offset)),
        new("aabb_scale", DescriptionNode.Of(Box.AabbScale)),
        new("steps", DescriptionNode.Of(Space.Steps)),
        new("cone_angle", DescriptionNode.Of(Space.ConeAngle)),
        new("near", DescriptionNode.Of(Near)),
        new("min_transmittance", DescriptionNode.Of(MinTransmittance)),
        new("cut_out", DescriptionNode.Of(IsCutOut)),
        new("center", Triple(Center)),
        new("distance", DescriptionNode.Of(Distance)),
        new("up", Triple(Up)),
        new("views", DescriptionNode.Of([.. Views.Select(Write)])),
    ]);

    /// <summary>Reads metadata.</summary>
    /// <exception cref="InputException">A key is absent or out of range.</exception>
    public static RadianceFrame Read(DescriptionNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        int side = SceneBox.RequireAabbScale(Number(node, "aabb_scale"));
        double scale = Number(node, "scale");
        if (!(scale > 0 && double.IsFinite(scale))) throw node.Wrong("scale", "a number above 0");
        VolumeSpace space = new()
        {
            AabbScale = side, Steps = (int)Math.Clamp(Number(node, "steps"), 1, 1 << 16), ConeAngle = Number(node, "cone_angle"),
        };
        return new(
            new(scale, ReadTriple(node, "offset"), side), space, Number(node, "near"), Number(node, "min_transmittance"),
            Member(node, "cut_out").AsBoolean("cut_out"), ReadTriple(node, "center"), Number(node, "distance"),
            ReadTriple(node, "up"), [.. Member(node, "views").AsArray("views").Select(ReadView)]);
    }

    private static DescriptionNode Write(FrameView view)
    {
        (CameraPose pose, CameraLens lens) = (view.Camera.Pose, view.Camera.Lens);
        return DescriptionNode.Of(
        [
            new("name", DescriptionNode.Of(view.Name)),
            new("held_out", DescriptionNode.Of(view.IsHeldOut)),
            new("position", Triple(pose.Position)), new("right", Triple(pose.Right)), new("up", Triple(pose.Up)),
            new("back", Triple(pose.Back)),
            new("w", DescriptionNode.Of(lens.Width)), new("h", DescriptionNode.Of(lens.Height)),
            new("fl_x", DescriptionNode.Of(lens.FocalX)), new("fl_y", DescriptionNode.Of(lens.FocalY)),
            new("cx", DescriptionNode.Of(lens.CenterX)), new("cy", DescriptionNode.Of(lens.CenterY)),
        ]);
    }

    private static FrameView ReadView(DescriptionNode node) => new(
        Member(node, "name").AsString("name"), Member(node, "held_out").AsBoolean("held_out"),
        new Camera(
            new(ReadTriple(node, "position"), ReadTriple(node, "right"), ReadTriple(node, "up"), ReadTriple(node, "back")),
            new(
                Side(node, "w"), Side(node, "h"), Number(node, "fl_x"), Number(node, "fl_y"), Number(node, "cx"),
                Number(node, "cy"))));

    private static int Side(DescriptionNode node, string key)
        => Member(node, key).AsInteger(key) is >= 1 and <= 1 << 20 and var side
            ? (int)side
            : throw Member(node, key).Wrong(key, "a whole number of pixels from 1");

    private static double Number(DescriptionNode node, string key) => Member(node, key).AsNumber(key);

    private static DescriptionNode Member(DescriptionNode node, string key)
        => node[key] ?? throw node.Mistake($"the frame has no \"{key}\"; expected a radiance field.");

    private static DescriptionNode Triple(Point3 p) => DescriptionNode.Of(
        (IReadOnlyList<DescriptionNode>)[DescriptionNode.Of(p.X), DescriptionNode.Of(p.Y), DescriptionNode.Of(p.Z)]);

    private static Point3 ReadTriple(DescriptionNode node, string key)
        => Member(node, key).AsArray(key) is { Count: 3 } xyz
            ? new(xyz[0].AsNumber("x"), xyz[1].AsNumber("y"), xyz[2].AsNumber("z"))
            : throw Member(node, key).Wrong(key, "[x, y, z]");
}
