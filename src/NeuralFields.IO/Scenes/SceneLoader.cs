using System.Collections.Immutable;
using NeuralFields.Descriptions;
using NeuralFields.Scenes;

namespace NeuralFields.IO.Scenes;

/// <summary>Where a scene comes from. Later parts win: preset, scene file, network config, single keys.</summary>
/// <param name="File">A scene file, or null.</param>
/// <param name="Config">A network config of tiny-cuda-nn or instant-ngp, or null.</param>
/// <param name="Edits">Changes of single keys, in order.</param>
public sealed record SceneRequest(string? File, string? Config, ImmutableArray<SceneEdit> Edits);

/// <summary>A scene with its data.</summary>
/// <param name="Scene">What to fit and how.</param>
/// <param name="Data">What is fitted.</param>
public sealed record LoadedScene(Scene Scene, SceneData Data);

/// <summary>Puts a scene together and reads its data.</summary>
public static class SceneLoader
{
    /// <summary>Loads a scene.</summary>
    /// <exception cref="InputException">A file is broken, a key unknown, or there is no data.</exception>
    /// <remarks>
    /// A part that a file names is taken whole: its absent keys mean the part's own defaults, not the preset's. Edits
    /// change single keys of what results. The data must be known before the preset, which is sized for it, and the
    /// preset before the scene.
    /// </remarks>
    public static LoadedScene Load(SceneRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        DescriptionNode file = request.File is { } path ? SceneFile.Load(path) : DescriptionNode.Of([]);
        DescriptionNode config = request.Config is { } other ? SceneFile.Load(other) : DescriptionNode.Of([]);
        if (SceneTask.Of(Apply(request.Edits, file)) != SceneTask.Radiance)
            config = TinyCudaNames.WithoutDirections(config);
        DescriptionNode head = Apply(request.Edits, DescriptionMerge.Merge(file, config));
        SceneData data = SceneData.Read(head);
        Scene preset = data.OfPreset(head["preset"]?.AsString("preset"));
        Scene scene = Scene.Read(Scene.Read(preset, file), config);
        return new LoadedScene(Scene.Read(preset, Apply(request.Edits, scene.Write())), data);
    }

    private static DescriptionNode Apply(ImmutableArray<SceneEdit> edits, DescriptionNode scene)
        => edits.Aggregate(scene, (changed, edit) => edit.Apply(changed));
}
