using NeuralFields.Datasets;
using NeuralFields.Descriptions;
using NeuralFields.IO.Cameras;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.IO.Datasets.Transforms;

/// <summary>One file of frames.</summary>
internal sealed class TransformsFile
{
    private readonly string _path, _folder;
    private readonly DescriptionNode _root;
    private readonly PictureFinder _finder;
    private readonly TransformsNotes _notes;
    private readonly TransformsLens _lens;
    private readonly TransformsSpace _space;

    private TransformsFile(string path, DescriptionNode root, PictureFinder finder, TransformsNotes notes)
    {
        (_path, _folder, _root, _finder, _notes) = (path, Path.GetDirectoryName(path) ?? "", root, finder, notes);
        (_lens, _space) = (new(root), new(root));
    }

    /// <summary>Reads the text of a file and checks its keys.</summary>
    /// <exception cref="InputException">It is no JSON object, or has keys that need what is not supported.</exception>
    public static TransformsFile Load(string path, PictureFinder finder, TransformsNotes notes)
    {
        DescriptionNode root = DescriptionReader.Read(InputFile.ReadAllBytes(path), path);
        if (root.Kind != DescriptionKind.Object || root["frames"] is null)
            throw root.Mistake("there are no \"frames\", expected a transforms.json.");
        notes.SeeFile(root);
        return new(path, root, finder, notes);
    }

    /// <summary>What the file says beside its frames.</summary>
    public PosedDataset Describe(string kind, string source) => _space.Describe(new(kind, source, []));

    /// <summary>The frames whose photographs are there, in natural order.</summary>
    public IReadOnlyList<PosedView> Views()
    {
        IEnumerable<DescriptionNode> frames = CameraKeys.Frames(_root["frames"]!, "frames")
            .OrderBy(f => NameOf(f), NaturalOrder.Comparer);
        if (_root["n_frames"] is { } count) frames = frames.Take(Wanted(count));
        TransformsSplit split = new(_root);
        List<PosedView> views = [];
        foreach (DescriptionNode frame in FrameSharpness.Keep(_root, [.. frames]))
            if (split.Of(NameOf(frame)) is { } purpose && View(frame) is { } view) views.Add(view with { Split = purpose });
        return views;
    }

    private static int Wanted(DescriptionNode count) => count.AsInteger("n_frames") is > 0 and var wanted
        ? (int)Math.Min(wanted, int.MaxValue) : throw count.Wrong("n_frames", "a whole number of at least 1");

    private static string NameOf(DescriptionNode frame)
        => frame.Kind == DescriptionKind.Object
            ? CameraKeys.Require(frame, "file_path").AsString("file_path")
            : throw frame.Wrong("a frame", "an object { … }");

    private PosedView? View(DescriptionNode frame)
    {
        _notes.SeeFrame(frame);
        string name = NameOf(frame), what = $"frame {name}: ";
        CameraPose pose = frame.Placing(() => _space.Pose(CameraKeys.Require(frame, "transform_matrix")), what);
        if (frame.Placing(() => _finder.Find(_folder, name), what) is not { } found) return null;
        TransformsMasks masks = new(_root, frame, _folder, found.Path);
        bool getsAlpha = masks.GivesAlpha || _space.Transparent != TransparentColor.None;
        ViewPicture picture = found.Picture with
        {
            HasAlpha = found.Picture.HasAlpha || getsAlpha,
            Transparent = _space.Transparent,
        };
        ViewLens lens = frame.Placing(
            () => PictureSize.Fit(_lens.Of(frame, found.FullWidth, found.FullHeight), picture), what);
        return new(name, picture, pose, lens) { Masks = masks.All };
    }
}
