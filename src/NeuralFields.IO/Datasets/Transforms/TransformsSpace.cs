using NeuralFields.Datasets;
using NeuralFields.Descriptions;
using NeuralFields.Geometry;
using NeuralFields.IO.Cameras;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.IO.Datasets.Transforms;

/// <summary>The keys about the scene's box and axes.</summary>
internal sealed class TransformsSpace(DescriptionNode file)
{
    // instant-ngp's values for files of Mitsuba.
    private const double MitsubaScale = 0.66, MitsubaOffset = 0.25 * MitsubaScale;

    private readonly bool _isMitsuba =
        file["normal_mts_args"] is not null || (file["from_mitsuba"] is { } flag && flag.AsBoolean("from_mitsuba"));

    /// <summary>The colour that stands for transparency.</summary>
    public TransparentColor Transparent =>
        IsOn("white_transparent") ? TransparentColor.White
        : IsOn("black_transparent") ? TransparentColor.Black : TransparentColor.None;

    /// <summary>A data set with what the file says about its scene.</summary>
    /// <exception cref="InputException">A key is wrong.</exception>
    public PosedDataset Describe(PosedDataset dataset)
    {
        SceneBox? box = Given("aabb") is { } aabb ? OfBox(aabb) : null;
        double? scale = box?.Scale ?? Scale();
        return dataset with
        {
            AabbScale = Given("aabb_scale") is { } side
                ? side.Placing(() => SceneBox.RequireAabbScale(side.AsNumber("aabb_scale"))) : null,
            Scale = scale ?? (_isMitsuba ? MitsubaScale : null),
            Offset = box?.Offset ?? Offset() ?? (_isMitsuba ? Same(MitsubaOffset) : null),
            Up = Given("up") is { } up ? Place(up, "up") : null,
            Transparent = Transparent,
            AppliedTransform = Given("applied_transform") is { } matrix ? [.. Matrix(matrix, "applied_transform")] : [],
            AppliedScale = CameraKeys.Number(file, "applied_scale", 1),
        };
    }

    /// <summary>A frame's pose.</summary>
    /// <exception cref="InputException">The matrix is no pose.</exception>
    public CameraPose Pose(DescriptionNode matrix)
    {
        CameraPose pose = PoseMatrix.ToPose(Matrix(matrix, "transform_matrix"));
        // Mitsuba's cameras have x to the left and look along +z.
        return _isMitsuba ? pose with { Right = pose.Right * -1, Back = pose.Back * -1 } : pose;
    }

    private double? Scale()
    {
        if (Given("scale") is not { } node) return null;
        double scale = node.AsNumber("scale");
        return scale > 0 ? scale : throw node.Wrong("scale", "a number above 0");
    }

    private Point3? Offset()
        => Given("offset") is not { } node ? null
            : node.Kind == DescriptionKind.Number ? Same(node.AsNumber("offset")) : Place(node, "offset");

    /// <summary>The scale and offset by which a box's longest side fills the unit cube.</summary>
    private static SceneBox OfBox(DescriptionNode aabb)
    {
        IReadOnlyList<DescriptionNode> corners = aabb.AsArray("aabb");
        if (corners.Count != 2) throw aabb.Mistake($"aabb has {corners.Count} corners, expected 2.");
        Point3 a = Place(corners[0], "aabb"), b = Place(corners[1], "aabb"), size = b - a;
        double side = Math.Max(Math.Abs(size.X), Math.Max(Math.Abs(size.Y), Math.Abs(size.Z)));
        return side > 0 ? SceneBox.Around((a + b) * 0.5, 1 / side, 1) : throw aabb.Mistake("aabb is a point, expected a box.");
    }

    /// <summary>Three or four rows of four numbers, row by row.</summary>
    private static double[] Matrix(DescriptionNode matrix, string key)
    {
        IReadOnlyList<DescriptionNode> rows = matrix.AsArray(key);
        if (rows.Count is not (3 or 4)) throw matrix.Mistake($"{key} has {rows.Count} rows, expected 4.");
        return [.. rows.Take(3).SelectMany(r => CameraKeys.Numbers(r, key, 4))];
    }

    private static Point3 Place(DescriptionNode node, string key)
    {
        double[] p = CameraKeys.Numbers(node, key, 3);
        return new(p[0], p[1], p[2]);
    }

    private static Point3 Same(double value) => new(value, value, value);

    private bool IsOn(string key) => Given(key)?.AsBoolean(key) ?? false;

    private DescriptionNode? Given(string key) => file[key] is { Kind: not DescriptionKind.Null } node ? node : null;
}
