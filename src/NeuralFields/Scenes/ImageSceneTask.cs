using System.Collections.Immutable;
using NeuralFields.Descriptions;
using NeuralFields.Fields;
using NeuralFields.Images;
using NeuralFields.Presets;
using NeuralFields.Sampling;
using NeuralFields.Tasks;

namespace NeuralFields.Scenes;

/// <summary>Scene files of pictures.</summary>
internal sealed class ImageSceneTask : SceneTask
{
    public override string Name => "image";

    public override string DataSummary => "the picture";

    public override IEnumerable<(string Name, string Summary)> Presets
        => ImagePreset.All.Select(p => (p.Name, p.Summary));

    public override Scene Any => Scene.OfPreset(null, new ImageShape(1, 1, 3, ColorEncoding.Srgb));

    private protected override ImmutableArray<SceneSection> OwnSections => [s_placement, s_sampling];

    private static readonly SceneSection s_placement = new(
        "scene", "how the picture lies in the field's coordinates",
    [
        .. CoordinateFrame.Schema.OwnKeys.Select(key => SceneKeys.OfFit(
            key.Within<ImageScene>(i => i.Frame, (i, frame) => i with { Frame = frame }))),
        SceneKeys.OfFit(new SchemaKey<ImageScene>(
            "holdout", "pixels kept from training: one of every K, or a fraction",
            (i, node) => i with { Holdout = Holdout.Read(node) }, WriteHoldout)),
        SceneKeys.OfFit(Key.Word<ImageScene, ImageCrop>("crop", i => i.Crop, (i, v) => i with { Crop = v },
            "part of the picture that is fitted; square is the one in its middle")),
        SceneKeys.OfFit(Key.Int<ImageScene>("downscale", i => i.Downscale, (i, v) => i with { Downscale = v },
            "make the picture N times smaller per side", 1, 1 << 16)),
    ]);

    private static readonly SceneSection s_sampling = new("sampling", "in which order pixels are trained",
    [
        SceneKeys.OfFit(Key.Choice<ImageScene, PixelOrder>("order", i => i.Order, (i, v) => i with { Order = v },
            "Shuffled: every pixel once per epoch; Independent; Sequential")),
    ]);

    private protected override ImmutableArray<SchemaKey<Scene>> OwnTrainingKeys { get; } =
    [
        SceneKeys.OfFit(Key.Optional<ImageScene>(
            "target_psnr", i => i.TargetPsnr, (i, v) => i with { TargetPsnr = v },
            "PSNR in dB at which training ends early", 0, 200)),
    ];

    private static DescriptionNode WriteHoldout(ImageScene scene)
        => DescriptionNode.Of(scene.Holdout.Every > 0 ? scene.Holdout.Every : scene.Holdout.Fraction);
}
