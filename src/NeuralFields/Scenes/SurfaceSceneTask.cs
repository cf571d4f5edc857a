using System.Collections.Immutable;
using NeuralFields.Descriptions;
using NeuralFields.Distances;
using NeuralFields.Fields;
using NeuralFields.Presets;
using NeuralFields.Sampling;
using NeuralFields.Tasks;

namespace NeuralFields.Scenes;

/// <summary>Scene files of signed distances to meshes and point clouds.</summary>
internal sealed class SurfaceSceneTask : SceneTask
{
    public override string Name => "sdf";

    public override string DataSummary => "the mesh or point cloud";

    public override IEnumerable<(string Name, string Summary)> Presets
        => SurfacePreset.All.Select(p => (p.Name, p.Summary));

    public override Scene Any => Scene.OfPreset(null, SurfaceShape.Mesh);

    private protected override ImmutableArray<SceneSection> OwnSections => [s_placement, s_sampling];

    private static readonly SceneSection s_placement = new(
        "scene", "how the shape lies in the field's coordinates",
    [
        SceneKeys.OfFit(CoordinateFrame.RangeKey.Within<SurfaceScene>(
            s => new CoordinateFrame { Range = s.Range }, (s, frame) => s with { Range = frame.Range })),
        SceneKeys.OfFit(Key.Number<SurfaceScene>("padding", s => s.Padding, (s, v) => s with { Padding = v },
            "room around the shape in which distances are trained, as a part of its longest side", 0.005, 4)),
    ]);

    private static readonly SceneSection s_sampling = new("sampling", "where samples lie",
    [
        Part("surface", m => m.Surface, (m, v) => m with { Surface = v }, "part of the samples on the surface"),
        Part("near", m => m.Near, (m, v) => m with { Near = v }, "part of the samples beside it"),
        Part("uniform", m => m.Uniform, (m, v) => m with { Uniform = v }, "part of the samples anywhere in the domain"),
        MixKey(Key.Number<SurfaceMix>("near_sigma", m => m.NearSigma, (m, v) => m with { NearSigma = v },
            "standard deviation of the samples beside the surface, as a part of the longest side; " +
            "0 for points: each point's own spacing", 0, 1)),
        SceneKeys.OfFit(new SchemaKey<SurfaceScene>(
            "sign", "how inside is told from outside: " + string.Join(", ", SignRule.All.Select(r => r.Name)),
            (s, node) => s with { Sign = ReadSign(node) }, s => DescriptionNode.Of(s.Sign.Name))),
    ]);

    private static SchemaKey<Scene> Part(
        string name, Func<SurfaceMix, double> get, Func<SurfaceMix, double, SurfaceMix> set, string summary)
        => MixKey(Key.Number(name, get, set, summary, 0, 1e6));

    private static SchemaKey<Scene> MixKey(SchemaKey<SurfaceMix> key)
        => SceneKeys.OfFit(key.Within<SurfaceScene>(s => s.Mix, (s, mix) => s with { Mix = mix }));

    private static SignRule ReadSign(DescriptionNode node)
    {
        return node.Placing(() => SignRule.Find(node.AsString("sign")));
    }
}
