using System.Collections.Immutable;
using NeuralFields.Descriptions;
using NeuralFields.Scenes;

namespace NeuralFields.IO.Scenes;

/// <summary>What a scene fits, read as the scene asks for it.</summary>
public abstract record SceneData
{
    private static readonly ImmutableArray<(SceneTask Task, Func<string, DescriptionNode, SceneData> Read)> s_readers =
    [
        (SceneTask.Image, ImageData.Read),
        (SceneTask.Surface, SurfaceData.Read),
        (SceneTask.Radiance, RadianceData.Read),
    ];

    /// <summary>A preset made for this data, as a scene.</summary>
    /// <param name="name">The preset; null for the default one.</param>
    /// <exception cref="InputException">There is no such preset.</exception>
    public abstract Scene OfPreset(string? name);

    /// <summary>Reads the data that a scene names.</summary>
    /// <param name="scene">
    /// The scene file with all changes; its keys are not checked yet, since their defaults depend on the data.
    /// </param>
    /// <exception cref="InputException">There is no data, or it is broken.</exception>
    public static SceneData Read(DescriptionNode scene)
    {
        SceneTask task = SceneTask.Of(scene) ?? SceneTask.All[0];
        DescriptionNode data = scene["data"]
            ?? throw scene.Mistake($"there is no data to fit, expected \"data\" to name {task.DataSummary}.");
        return s_readers.Single(r => r.Task == task).Read(data.AsString("data"), scene);
    }
}
