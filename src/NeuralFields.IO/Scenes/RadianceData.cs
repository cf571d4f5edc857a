using System.Collections.Immutable;
using NeuralFields.Datasets;
using NeuralFields.Descriptions;
using NeuralFields.Geometry;
using NeuralFields.IO.Datasets;
using NeuralFields.Presets;
using NeuralFields.Sampling;
using NeuralFields.Scenes;

namespace NeuralFields.IO.Scenes;

/// <summary>Posed photographs to fit.</summary>
/// <param name="Dataset">The photographs, their split as the scene asks for it.</param>
/// <param name="Fit">The scene box, and what should be said about it.</param>
/// <param name="Views">The photographs of training and test, loaded.</param>
public sealed record RadianceData(PosedDataset Dataset, SceneFit Fit, ImmutableArray<LoadedView> Views) : SceneData
{
    /// <inheritdoc/>
    public override Scene OfPreset(string? name)
    {
        LoadedView[] train = [.. Views.Where(v => v.View.Split == ViewSplit.Train)];
        return Scene.OfPreset(name, new RadianceShape(
            train.Max(v => Math.Max(v.Pixels.Width, v.Pixels.Height)),
            train.Sum(v => (long)v.Pixels.Width * v.Pixels.Height), Fit.Box.AabbScale));
    }

    /// <summary>Reads and loads a data set.</summary>
    /// <param name="path">The folder or file.</param>
    /// <param name="scene">The keys of the scene's placement that the reading depends on.</param>
    /// <exception cref="InputException">The data set is broken, or does not fit into memory.</exception>
    public static RadianceData Read(string path, DescriptionNode scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        DescriptionNode place = scene["scene"] ?? DescriptionNode.Of([]);
        int downscale = (int)Whole(place, "downscale", 1, 1 << 12, 1);
        int holdout = place["holdout"] is { } rule ? Holdout.Read(rule).EveryView : 0;
        PosedDataset dataset = PosedDatasets.Read(path, new() { Downscale = downscale });
        if (holdout > 0) dataset = dataset.HoldOut(holdout);
        dataset = dataset with
        {
            Scale = place["scale"]?.AsNumber("scale") ?? dataset.Scale,
            Offset = place["offset"] is { } offset ? Offset(offset) : dataset.Offset,
            AabbScale = place["aabb_scale"] is { } side
                ? SceneBox.RequireAabbScale(side.AsNumber("aabb_scale")) : dataset.AabbScale,
        };
        PosedView[] views = [.. dataset.Views.Where(v => v.Split != ViewSplit.Validation)];
        int threads = Environment.ProcessorCount;
        LoadingPlan.Of(views, threads).RequireFits(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        return new(dataset, SceneFit.Of(dataset), ViewPictures.Load(views, threads));
    }

    private static long Whole(DescriptionNode place, string key, long min, long max, long usual)
        => place[key] is not { } node ? usual
            : node.AsInteger(key) is var value && value >= min && value <= max ? value
            : throw node.Wrong(key, $"a whole number from {min} to {max}");

    private static Point3 Offset(DescriptionNode node)
        => node.AsArray("offset") is { Count: 3 } xyz
            ? new(xyz[0].AsNumber("x"), xyz[1].AsNumber("y"), xyz[2].AsNumber("z"))
            : throw node.Wrong("offset", "[x, y, z]");
}
