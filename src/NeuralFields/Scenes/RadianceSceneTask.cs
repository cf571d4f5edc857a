using System.Collections.Immutable;
using NeuralFields.Datasets;
using NeuralFields.Descriptions;
using NeuralFields.Encodings;
using NeuralFields.Geometry;
using NeuralFields.Networks;
using NeuralFields.Optimizers;
using NeuralFields.Presets;
using NeuralFields.Sampling;
using NeuralFields.Tasks;

namespace NeuralFields.Scenes;

/// <summary>Scene files of radiance fields.</summary>
internal sealed class RadianceSceneTask : SceneTask
{
    private static readonly string s_parts = "none, pose, focal and exposure";

    private static readonly SceneSection s_placement = new("scene", "how the scene lies in the field's space",
    [
        Of(Key.Optional<RadianceScene>("scale", r => r.Scale, (r, v) => r with { Scale = v },
            "field units per unit of the data set; absent: as the data set says, or else from the cameras", 1e-9, 1e9)),
        Of(new SchemaKey<RadianceScene>("offset", "what is added after scaling: [x, y, z]",
            (r, node) => r with { Offset = ReadOffset(node) }, r => r.Offset is { } o ? WriteOffset(o) : null)),
        Of(new SchemaKey<RadianceScene>("aabb_scale", "side of the scene box, a power of two from 1 to 128",
            (r, node) => r with { AabbScale = ReadSide(node) },
            r => r.AabbScale is { } side ? DescriptionNode.Of(side) : null)),
        Of(Key.Number<RadianceScene>("near", r => r.Near, (r, v) => r with { Near = v },
            "distance from the eye, in field units, from which on anything is seen", 0, 1e3)),
        Of(Key.Choice<RadianceScene, RayBackground>("background", r => r.Background, (r, v) => r with { Background = v },
            "what lies behind transparent pixels in training: Random, White or Black")),
        Of(new SchemaKey<RadianceScene>(
            "holdout", "views kept from training: one of every K, or a fraction; 0 for the data set's own split",
            (r, node) => r with { Holdout = Holdout.Read(node).EveryView }, r => DescriptionNode.Of(r.Holdout))),
        Of(Key.Int<RadianceScene>("downscale", r => r.Downscale, (r, v) => r with { Downscale = v },
            "load the photographs N times smaller per side", 1, 1 << 12)),
    ]);

    private static readonly SceneSection s_rendering = new("rendering", "how rays step through the field",
    [
        Of(Key.Int<RadianceScene>("steps", r => r.Steps, (r, v) => r with { Steps = v },
            "steps along the diagonal of the unit cube", 16, 1 << 14)),
        Of(Key.Optional<RadianceScene>("cone_angle", r => r.ConeAngle, (r, v) => r with { ConeAngle = v },
            "growth of a step with the distance from the eye; absent: 0 in the unit cube, else 4/steps", 0, 1)),
        Of(Key.Number<RadianceScene>("min_transmittance", r => r.MinTransmittance,
            (r, v) => r with { MinTransmittance = v }, "transmittance below which samples are no longer seen", 1e-6, 0.5)),
    ]);

    public override string Name => "radiance";

    public override string DataSummary => "the posed photographs";

    public override IEnumerable<(string Name, string Summary)> Presets
        => RadiancePreset.All.Select(p => (p.Name, p.Summary));

    public override Scene Any => Scene.OfPreset(null, new RadianceShape(800, 1 << 24, 1));

    private protected override ImmutableArray<SceneSection> OwnSections => [s_placement, s_rendering];

    private protected override ImmutableArray<SchemaKey<Scene>> OwnTopKeys { get; } =
    [
        Of(Key.Part<RadianceScene, Encoding>("dir_encoding", Encoding.Family, r => r.DirectionEncoding,
            (r, v) => r with { DirectionEncoding = v }, "from the direction, in [0,1], to features")),
        Of(Key.Part<RadianceScene, Encoding>("rgb_encoding", Encoding.Family, r => r.ColorEncoding,
            (r, v) => r with { ColorEncoding = v }, "from the position to features for the colour network alone; absent: none")),
        Of(Key.Part<RadianceScene, Network>("rgb_network", Network.Family, r => r.ColorNetwork,
            (r, v) => r with { ColorNetwork = v }, "from density features, direction and rgb_encoding to colour")),
        Of(Key.Int<RadianceScene>("latents", r => r.Latents, (r, v) => r with { Latents = v },
            "numbers of a latent vector per photograph, for light that changes between them; 0 for none", 0, 256)),
    ];

    private protected override ImmutableArray<SchemaKey<Scene>> OwnTrainingKeys { get; } =
    [
        Of(Key.Optional<RadianceScene>("target_psnr", r => r.TargetPsnr, (r, v) => r with { TargetPsnr = v },
            "mean PSNR in dB over the held-out views at which training ends early", 0, 200)),
        Of(new SchemaKey<RadianceScene>("refine", $"what of the cameras is learnt, too: some of {s_parts}, such as \"pose,focal\"",
            (r, node) => r with { Refine = ReadParts(node) },
            r => r.Refine == CameraParts.None ? null : DescriptionNode.Of(WriteParts(r.Refine)))),
        Of(Key.Number<RadianceScene>("camera_rate", r => r.CameraRate, (r, v) => r with { CameraRate = v },
            "largest change of cameras per 16 steps, in radians and field units", 0, 1)),
        Of(Key.Int<RadianceScene>("max_rays", r => r.MaxRays, (r, v) => r with { MaxRays = v },
            "the most rays of a step", 64, 1 << 20)),
        Of(Key.Number<RadianceScene>("opacity_loss", r => r.OpacityLoss, (r, v) => r with { OpacityLoss = v },
            "weight of the loss that pulls rays to be empty or opaque", 0, 1e3)),
        Of(Key.Number<RadianceScene>("distortion_loss", r => r.DistortionLoss, (r, v) => r with { DistortionLoss = v },
            "weight of the loss that pulls the weights of a ray together", 0, 1e3)),
    ];

    private static CameraParts ReadParts(DescriptionNode node)
    {
        CameraParts parts = CameraParts.None;
        foreach (string word in node.AsString("refine").Split([',', '+', ' '], StringSplitOptions.RemoveEmptyEntries))
            parts |= Enum.TryParse(word, ignoreCase: true, out CameraParts part) && Enum.IsDefined(part) && !char.IsDigit(word[0])
                ? part : throw node.Wrong("refine", $"some of {s_parts}, with commas between");
        return parts;
    }

    private static string WriteParts(CameraParts parts) => string.Join(
        ',', Enum.GetValues<CameraParts>().Where(p => p != CameraParts.None && parts.HasFlag(p))
            .Select(p => p.ToString().ToLowerInvariant()));

    private static SchemaKey<Scene> Of(SchemaKey<RadianceScene> key) => SceneKeys.OfFit(key);

    private static int ReadSide(DescriptionNode node)
    {
        return node.Placing(() => SceneBox.RequireAabbScale(node.AsNumber("aabb_scale")));
    }

    private static Point3 ReadOffset(DescriptionNode node)
        => node.AsArray("offset") is { Count: 3 } xyz
            ? new(xyz[0].AsNumber("x"), xyz[1].AsNumber("y"), xyz[2].AsNumber("z"))
            : throw node.Wrong("offset", "[x, y, z]");

    private static DescriptionNode WriteOffset(Point3 p) => DescriptionNode.Of(
        (IReadOnlyList<DescriptionNode>)[DescriptionNode.Of(p.X), DescriptionNode.Of(p.Y), DescriptionNode.Of(p.Z)]);
}
