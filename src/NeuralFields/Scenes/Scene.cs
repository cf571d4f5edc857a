using NeuralFields.Descriptions;
using NeuralFields.Presets;
using NeuralFields.Tasks;

namespace NeuralFields.Scenes;

/// <summary>Everything that <c>nf fit</c> is told: a scene file, its presets and options in one.</summary>
public sealed record Scene
{
    /// <summary>What kind of data is fitted.</summary>
    public required SceneTask Task { get; init; }

    /// <summary>The file that is fitted.</summary>
    public string? Data { get; init; }

    /// <summary>The preset that holds where the scene is silent.</summary>
    public string? Preset { get; init; }

    /// <summary>How the data is fitted; of the type that the task fits by.</summary>
    public required TaskScene Fit { get; init; }

    /// <summary>Seconds of training in place of steps, or null.</summary>
    public double? Seconds { get; init; }

    /// <summary>The files that are written.</summary>
    public SceneOutput Output { get; init; } = new();

    /// <summary>How the device is used.</summary>
    public SceneDevice Device { get; init; } = new();

    /// <summary>The scene without the names of files and the machine: what is stored with a field.</summary>
    public Scene WithoutFiles => this with { Data = null, Output = new(), Device = new() };

    /// <summary>A preset for pictures as a scene.</summary>
    /// <param name="preset">The preset's name; null for the default one.</param>
    /// <param name="image">The picture's shape.</param>
    /// <exception cref="InputException">There is no such preset.</exception>
    public static Scene OfPreset(string? preset, ImageShape image)
    {
        ImagePreset found = ImagePreset.Find(preset);
        return new() { Task = SceneTask.Image, Preset = found.Name, Fit = found.Create(image) };
    }

    /// <summary>A preset for signed distances as a scene.</summary>
    /// <param name="preset">The preset's name; null for the default one.</param>
    /// <param name="shape">What is fitted.</param>
    /// <exception cref="InputException">There is no such preset, or it does not suit the shape.</exception>
    public static Scene OfPreset(string? preset, SurfaceShape shape)
    {
        SurfacePreset found = SurfacePreset.Find(preset, shape);
        return new() { Task = SceneTask.Surface, Preset = found.Name, Fit = found.Create(shape) };
    }

    /// <summary>A preset for radiance fields as a scene.</summary>
    /// <param name="preset">The preset's name; null for the default one.</param>
    /// <param name="photographs">What is fitted.</param>
    /// <exception cref="InputException">There is no such preset.</exception>
    public static Scene OfPreset(string? preset, RadianceShape photographs)
    {
        RadiancePreset found = RadiancePreset.Find(preset);
        return new() { Task = SceneTask.Radiance, Preset = found.Name, Fit = found.Create(photographs) };
    }

    /// <summary>Reads a scene over another one of the same task.</summary>
    /// <param name="below">What holds for absent keys.</param>
    /// <param name="node">The scene file's contents.</param>
    /// <exception cref="InputException">A key is unknown, or a value out of range.</exception>
    public static Scene Read(Scene below, DescriptionNode node)
    {
        ArgumentNullException.ThrowIfNull(below);
        ArgumentNullException.ThrowIfNull(node);
        if (SceneTask.Of(node) is { } task && task != below.Task)
            throw node["task"]!.Mistake($"the task is {task.Name}, expected {below.Task.Name}.");
        if (node["training"] is { } training && training["steps"] is not null && training["seconds"] is { } seconds)
            throw seconds.Mistake("training has both steps and seconds, expected one of them.");
        return below.Task.Top.Read(below, node);
    }

    /// <summary>Reads the scene that is stored with a field.</summary>
    /// <param name="task">The field's task.</param>
    /// <param name="node">The scene with all its keys.</param>
    /// <exception cref="InputException">The task is unknown, or a key is.</exception>
    public static Scene ReadStored(string task, DescriptionNode node) => Read(SceneTask.Find(task).Any, node);

    /// <summary>The scene with all its keys.</summary>
    public DescriptionNode Write() => Task.Top.Write(this)!;
}
