using NeuralFields.Datasets;
using NeuralFields.Descriptions;
using NeuralFields.Geometry;
using NeuralFields.IO.Datasets;
using NeuralFields.IO.Datasets.Transforms;

namespace NeuralFields.Cli.Commands.Info;

/// <summary>Photographs with known cameras: how many, through which lenses, and the box of their scene.</summary>
internal sealed class DatasetDescriber : IFileDescriber
{
    public bool Accepts(string path) => Directory.Exists(path) || PosedDatasets.Recognizes(path);

    /// <summary>Writes a data set as a transforms.json that states its scene box.</summary>
    /// <exception cref="InputException">It is no data set, or cannot be written.</exception>
    public static void Export(string path, string output)
    {
        OutputFolder.RequirePlace(output);
        PosedDataset dataset = PosedDatasets.Read(path);
        SceneBox box = SceneFit.Of(dataset).Box;
        TransformsWriter.Write(
            output, dataset with { Scale = box.Scale, Offset = box.Offset, AabbScale = box.AabbScale });
    }

    public void Describe(string path, Terminal terminal)
    {
        PosedDataset dataset = PosedDatasets.Read(path);
        SceneFit fit = SceneFit.Of(dataset);
        LoadingPlan plan = LoadingPlan.Of(dataset.Views, Environment.ProcessorCount);
        double[] distances = [.. dataset.Views.Select(v => (v.Pose.Position - fit.Rig.Center).Length).Order()];
        string[] lenses = [.. dataset.Views.Select(v => Text(v.Lens.Distortion)).Distinct()];
        Print(dataset, fit, plan, distances, lenses, terminal);
        terminal.Result(new JsonResult()
            .Add("kind", dataset.Kind).Add("views", dataset.Views.Length)
            .Add("train", dataset.Of(ViewSplit.Train).Length).Add("validation", dataset.Of(ViewSplit.Validation).Length)
            .Add("test", dataset.Of(ViewSplit.Test).Length)
            .Add("sizes", DescriptionNode.Of([.. plan.Sizes.Select(s => DescriptionNode.Of($"{s.Width}x{s.Height}"))]))
            .Add("alpha", dataset.IsCutOut).Add("masks", dataset.Views.Count(v => v.Masks.Length > 0))
            .Add("points", dataset.Points?.Count ?? 0)
            .Add("lenses", DescriptionNode.Of([.. lenses.Select(l => DescriptionNode.Of(l))]))
            .Add("distances", DescriptionNode.Of([.. Range(distances).Select(d => DescriptionNode.Of(d))]))
            .Add("center", Node(fit.Rig.Center)).Add("looksOutwards", fit.Rig.LooksOutwards)
            .Add("box", Node(fit.Box)).Add("statedBox", fit.IsStated).Add("suggestedBox", Node(fit.Suggested))
            .Add("bytes", plan.PixelBytes + plan.MaskBytes)
            .Add("remarks", DescriptionNode.Of([.. dataset.Remarks.AddRange(fit.Remarks).Select(r => DescriptionNode.Of(r))]))
            .ToNode());
    }

    private static void Print(
        PosedDataset dataset, SceneFit fit, LoadingPlan plan, double[] distances, string[] lenses, Terminal terminal)
    {
        int train = dataset.Of(ViewSplit.Train).Length, test = dataset.Of(ViewSplit.Test).Length;
        int validation = dataset.Of(ViewSplit.Validation).Length, masks = dataset.Views.Count(v => v.Masks.Length > 0);
        terminal.Print($"{dataset.Kind} data set: {dataset.Views.Length} views" +
            (dataset.HasSplit ? $" ({train} train, {validation} validation, {test} test)" : ", none held out by the data set") +
            (dataset.IsCutOut ? ", with alpha" : "") + (masks > 0 ? $", {masks} with masks" : ""));
        terminal.Print($"  {plan}");
        terminal.Print($"  lens {lenses[0]}{(lenses.Length > 1 ? $" and {lenses.Length - 1} others" : "")}");
        double[] range = Range(distances);
        terminal.Print((fit.Rig.LooksOutwards ? "  cameras look outwards from " : "  cameras look at ") + Text(fit.Rig.Center) +
            FormattableString.Invariant($", distances {range[0]:G4} to {range[2]:G4}, median {range[1]:G4}"));
        if (dataset.Points is { } points)
            terminal.Print(FormattableString.Invariant($"  {points.Count:N0} points"));
        terminal.Print($"  scene box {(fit.IsStated ? "as stated" : "chosen")}: {Text(fit.Box)}");
        if (fit.Suggested != fit.Box) terminal.Print($"  from the cameras it would be: {Text(fit.Suggested)}");
        foreach (string remark in dataset.Remarks.AddRange(fit.Remarks)) terminal.Print("  " + remark);
    }

    private static double[] Range(double[] sorted) => [sorted[0], sorted[sorted.Length / 2], sorted[^1]];

    private static string Text(LensDistortion lens)
    {
        (string Name, double Value)[] terms =
        [
            ("k1", lens.K1), ("k2", lens.K2), ("k3", lens.K3), ("k4", lens.K4), ("d1", lens.D1), ("d2", lens.D2),
            ("d3", lens.D3), ("p1", lens.P1), ("p2", lens.P2), ("s1", lens.S1), ("s2", lens.S2),
        ];
        string name = lens.Projection == LensProjection.Equidistant ? "fisheye" : "perspective";
        return string.Join(' ', terms.Where(t => t.Value != 0)
            .Select(t => FormattableString.Invariant($"{t.Name} {t.Value:G4}")).Prepend(name));
    }

    private static string Text(SceneBox box)
        => FormattableString.Invariant($"aabb_scale {box.AabbScale}, scale {box.Scale:G4}, offset ") + Text(box.Offset);

    private static string Text(Point3 p) => FormattableString.Invariant($"[{p.X:G4}, {p.Y:G4}, {p.Z:G4}]");

    private static DescriptionNode Node(SceneBox box) => new JsonResult()
        .Add("aabb_scale", box.AabbScale).Add("scale", box.Scale).Add("offset", Node(box.Offset)).ToNode();

    private static DescriptionNode Node(Point3 p)
        => DescriptionNode.Of([DescriptionNode.Of(p.X), DescriptionNode.Of(p.Y), DescriptionNode.Of(p.Z)]);
}
