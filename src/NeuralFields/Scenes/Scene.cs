using System.Collections.Immutable;
using NeuralFields.Descriptions;
using NeuralFields.Presets;
using NeuralFields.Tasks;

namespace NeuralFields.Scenes;

/// <summary>Everything that <c>nf fit</c> is told: a scene file, its presets and options in one.</summary>
public sealed partial record Scene
{
    /// <summary>The task of this version.</summary>
    public const string ImageTask = "image";

    /// <summary>What is fitted: image.</summary>
    public string Task { get; init; } = ImageTask;

    /// <summary>The file that is fitted.</summary>
    public string? Data { get; init; }

    /// <summary>The preset that holds where the scene is silent; null for the default one.</summary>
    public string? Preset { get; init; }

    /// <summary>How many times smaller per side the picture is made first.</summary>
    public int Downscale { get; init; } = 1;

    /// <summary>How the picture is fitted.</summary>
    public required ImageScene Image { get; init; }

    /// <summary>Seconds of training in place of steps, or null.</summary>
    public double? Seconds { get; init; }

    /// <summary>The PSNR in dB at which training ends early, or null.</summary>
    public double? TargetPsnr { get; init; }

    /// <summary>The files that are written.</summary>
    public SceneOutput Output { get; init; } = new();

    /// <summary>The scene without the names of files: what is stored with a field.</summary>
    public Scene WithoutFiles => this with { Data = null, Output = new() };

    /// <summary>A preset as a scene.</summary>
    /// <param name="preset">The preset's name; null for the default one.</param>
    /// <param name="image">The picture's shape.</param>
    /// <exception cref="InputException">There is no such preset.</exception>
    public static Scene OfPreset(string? preset, ImageShape image)
        => new()
        {
            Preset = preset,
            Image = (preset is null ? ImagePreset.All[0] : ImagePreset.Find(preset)).Create(image),
        };

    /// <summary>Reads a scene over another one.</summary>
    /// <param name="below">What holds for absent keys.</param>
    /// <param name="node">The scene file's contents.</param>
    /// <exception cref="InputException">A key is unknown, or a value out of range.</exception>
    public static Scene Read(Scene below, DescriptionNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        RequireTask(node);
        if (node["training"] is { } training && training["steps"] is not null && training["seconds"] is { } seconds)
            throw seconds.Mistake("training has both steps and seconds, expected one of them.");
        return Top.Read(below, node);
    }

    /// <summary>The scene with all its keys.</summary>
    public DescriptionNode Write() => Top.Write(this)!;

    /// <summary>Refuses tasks of other versions before their keys are called unknown.</summary>
    /// <exception cref="InputException">The task is another one.</exception>
    public static void RequireTask(DescriptionNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (node["task"] is { } task && task.AsString("task") != ImageTask)
            throw task.Mistake(task.Text is "sdf" or "radiance"
                ? $"task {task.Text} is not in this version, expected {ImageTask}."
                : Nearest.Unknown("task", task.Text, [ImageTask]));
    }
}
