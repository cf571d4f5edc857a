using NeuralFields.Datasets;
using NeuralFields.Descriptions;
using NeuralFields.Geometry;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.IO.Datasets.Transforms;

/// <summary>
/// Writes any data set as a transforms.json that instant-ngp and nerfstudio read too, with a lens per frame. Poses
/// stay in the data set's frame; numbers are the shortest that give the same double again.
/// </summary>
public static class TransformsWriter
{
    private static readonly (string Key, ViewSplit Split)[] s_splits =
    [
        ("train_filenames", ViewSplit.Train), ("val_filenames", ViewSplit.Validation), ("test_filenames", ViewSplit.Test),
    ];

    /// <summary>Writes a file; one there before is replaced.</summary>
    /// <param name="path">Where to; the photographs' paths are written relative to its folder.</param>
    /// <param name="dataset">The data set.</param>
    /// <exception cref="InputException">A lens cannot be said in this format, or the place cannot be written.</exception>
    public static void Write(string path, PosedDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        InputFile.RequirePath(path);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        byte[] text = System.Text.Encoding.UTF8.GetBytes(DescriptionWriter.ToText(Describe(dataset, folder)));
        OutputFile.Write(path, stream => stream.Write(text));
    }

    /// <summary>The file's contents.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="folder">What the photographs' paths are written relative to.</param>
    /// <exception cref="InputException">A lens cannot be said in this format.</exception>
    public static DescriptionNode Describe(PosedDataset dataset, string folder)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        List<KeyValuePair<string, DescriptionNode>> members = [];
        if (dataset.AabbScale is { } side) Add("aabb_scale", DescriptionNode.Of(side));
        if (dataset.Scale is { } scale) Add("scale", DescriptionNode.Of(scale));
        if (dataset.Offset is { } offset) Add("offset", Place(offset));
        if (dataset.Up is { } up) Add("up", Place(up));
        if (dataset.Transparent != TransparentColor.None)
            Add(dataset.Transparent == TransparentColor.White ? "white_transparent" : "black_transparent", DescriptionNode.Of(true));
        if (dataset.AppliedTransform is { Length: 12 } rows) Add("applied_transform", Rows([.. rows]));
        if (dataset.AppliedScale != 1) Add("applied_scale", DescriptionNode.Of(dataset.AppliedScale));
        if (dataset.HasSplit)
            foreach ((string key, ViewSplit split) in s_splits)
                Add(key, DescriptionNode.Of([.. dataset.Of(split).Select(v => Relative(folder, v.Picture.Path))]));
        Add("frames", DescriptionNode.Of([.. dataset.Views.Select(v => Frame(v, folder))]));
        return DescriptionNode.Of(members);

        void Add(string key, DescriptionNode value) => members.Add(new(key, value));
    }

    private static DescriptionNode Frame(PosedView view, string folder)
    {
        List<KeyValuePair<string, DescriptionNode>> members = [new("file_path", Relative(folder, view.Picture.Path))];
        if (view.Masks.FirstOrDefault(m => m.Rule == MaskRule.BlackIsLeftOut) is { } mask)
            members.Add(new("mask_path", Relative(folder, mask.Path)));
        foreach ((string key, double value) in Lens(view)) members.Add(new(key, DescriptionNode.Of(value)));
        members.Add(new("camera_model", DescriptionNode.Of(Model(view.Lens.Distortion))));
        (Point3 p, Point3 x, Point3 y, Point3 z) = view.Pose;
        double[] matrix = [x.X, y.X, z.X, p.X, x.Y, y.Y, z.Y, p.Y, x.Z, y.Z, z.Z, p.Z, 0, 0, 0, 1];
        members.Add(new("transform_matrix", Rows(matrix)));
        return DescriptionNode.Of(members);
    }

    private static IEnumerable<(string Key, double Value)> Lens(PosedView view)
    {
        (CameraLens p, LensDistortion d) = (view.Lens.Pinhole, view.Lens.Distortion);
        bool isRational = Model(d) == "FULL_OPENCV";
        (string, double)[] always =
            [("w", p.Width), ("h", p.Height), ("fl_x", p.FocalX), ("fl_y", p.FocalY), ("cx", p.CenterX), ("cy", p.CenterY)];
        (string, double)[] terms =
        [
            ("k1", d.K1), ("k2", d.K2), ("k3", d.K3), ("k4", isRational ? d.D1 : d.K4), ("k5", d.D2), ("k6", d.D3),
            ("p1", d.P1), ("p2", d.P2),
        ];
        return always.Concat(terms.Where(t => t.Item2 != 0));
    }

    private static string Model(LensDistortion d)
    {
        bool isFisheye = d.Projection == LensProjection.Equidistant, isRational = (d.D1, d.D2, d.D3) != default;
        if ((d.S1, d.S2) != default || (isFisheye && (isRational || !d.IsRadial)) || (isRational && d.K4 != 0))
            throw new InputException(
                "the lens has terms that transforms.json has no keys for; undistort the pictures with colmap " +
                "image_undistorter.");
        return isFisheye ? "OPENCV_FISHEYE" : isRational ? "FULL_OPENCV" : d.IsIdentity ? "PINHOLE" : "OPENCV";
    }

    private static DescriptionNode Relative(string folder, string path)
        => DescriptionNode.Of(Path.GetRelativePath(folder, Path.GetFullPath(path)).Replace('\\', '/'));

    private static DescriptionNode Rows(double[] matrix)
        => DescriptionNode.Of([.. matrix.Chunk(4).Select(row => DescriptionNode.Of([.. row.Select(v => DescriptionNode.Of(v))]))]);

    private static DescriptionNode Place(Point3 place)
        => DescriptionNode.Of([DescriptionNode.Of(place.X), DescriptionNode.Of(place.Y), DescriptionNode.Of(place.Z)]);
}
