using System.Collections.Immutable;
using NeuralFields.Descriptions;
using NeuralFields.Images;
using NeuralFields.Presets;
using NeuralFields.Scenes;

namespace NeuralFields.IO.Scenes;

/// <summary>Where a scene comes from. Later parts win: preset, scene file, network config, single keys.</summary>
/// <param name="File">A scene file, or null.</param>
/// <param name="Config">A network config of tiny-cuda-nn or instant-ngp, or null.</param>
/// <param name="Edits">Changes of single keys, in order.</param>
public sealed record SceneRequest(string? File, string? Config, ImmutableArray<SceneEdit> Edits);

/// <summary>A scene with its picture.</summary>
/// <param name="Scene">What to fit and how.</param>
/// <param name="Image">The picture, upright and downscaled.</param>
public sealed record LoadedScene(Scene Scene, Image Image);

/// <summary>Puts a scene together and reads its picture.</summary>
public static class SceneLoader
{
    /// <summary>Loads a scene.</summary>
    /// <exception cref="InputException">A file is broken, a key unknown, or there is no data.</exception>
    /// <remarks>
    /// A part that a file names is taken whole: its absent keys mean the part's own defaults, not the preset's. Edits
    /// change single keys of what results.
    /// </remarks>
    public static LoadedScene Load(SceneRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        DescriptionNode file = request.File is { } path ? SceneFile.Load(path) : DescriptionNode.Of([]);
        DescriptionNode config = request.Config is { } other
            ? TinyCudaNames.WithoutDirections(SceneFile.Load(other)) : DescriptionNode.Of([]);
        DescriptionNode head = Apply(request.Edits, DescriptionMerge.Merge(file, config));
        Scene.RequireTask(head);
        Image image = ReadImage(head);
        Scene preset = Scene.OfPreset(head["preset"]?.AsString("preset"), ImageShape.Of(image));
        Scene scene = Scene.Read(Scene.Read(preset, file), config);
        return new LoadedScene(Scene.Read(preset, Apply(request.Edits, scene.Write())), image);
    }

    /// <summary>A picture as fits see it: upright, N times smaller per side.</summary>
    /// <exception cref="InputException">The file is no picture.</exception>
    public static Image ReadImage(string path, int downscale)
    {
        DecodedImage decoded = ImageFile.Read(path);
        return ImageResampling.Downscale(ImageOrientation.Apply(decoded.Image, decoded.Orientation), downscale);
    }

    // The picture must be known before the preset, which is sized for it, and the preset before the scene.
    private static Image ReadImage(DescriptionNode head)
    {
        DescriptionNode data = head["data"]
            ?? throw head.Mistake("there is no data to fit, expected \"data\": \"photo.png\" in the scene.");
        DescriptionNode? downscale = head["scene"]?["downscale"];
        long factor = downscale?.AsInteger("downscale") ?? 1;
        if (factor is < 1 or > 1 << 16) throw downscale!.Wrong("downscale", "a whole number from 1 to 65536");
        return ReadImage(data.AsString("data"), (int)factor);
    }

    private static DescriptionNode Apply(ImmutableArray<SceneEdit> edits, DescriptionNode scene)
        => edits.Aggregate(scene, (changed, edit) => edit.Apply(changed));
}
