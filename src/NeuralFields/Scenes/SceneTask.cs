using System.Collections.Immutable;
using NeuralFields.Descriptions;

namespace NeuralFields.Scenes;

/// <summary>
/// One kind of data in scene files: the keys that all tasks share, and those that only it has.
/// </summary>
public abstract class SceneTask
{
    private readonly Lazy<ImmutableArray<SceneSection>> _sections;

    private protected SceneTask() => _sections = new(MakeSections);

    /// <summary>Pictures.</summary>
    public static SceneTask Image { get; } = new ImageSceneTask();

    /// <summary>Signed distances to meshes and point clouds.</summary>
    public static SceneTask Surface { get; } = new SurfaceSceneTask();

    /// <summary>Radiance of posed photographs.</summary>
    public static SceneTask Radiance { get; } = new RadianceSceneTask();

    /// <summary>All tasks; the first is what scene files without a task mean.</summary>
    public static ImmutableArray<SceneTask> All { get; } = [Image, Surface, Radiance];

    /// <summary>The name in scene files, commands and field files.</summary>
    public abstract string Name { get; }

    /// <summary>What is fitted, such as the picture.</summary>
    public abstract string DataSummary { get; }

    /// <summary>Names of presets with a line each; the first is the default.</summary>
    public abstract IEnumerable<(string Name, string Summary)> Presets { get; }

    /// <summary>Some scene of the task: what a stored scene, which has all keys, is read over.</summary>
    public abstract Scene Any { get; }

    /// <summary>All sections, the top first.</summary>
    public ImmutableArray<SceneSection> Sections => _sections.Value;

    /// <summary>The top of scene files of this task.</summary>
    public SceneSection Top => Sections[0];

    /// <summary>Sections that only this task has: how the data lies in the field's coordinates, where samples lie …</summary>
    private protected abstract ImmutableArray<SceneSection> OwnSections { get; }

    /// <summary>Keys at the top that only this task has.</summary>
    private protected virtual ImmutableArray<SchemaKey<Scene>> OwnTopKeys => [];

    /// <summary>Keys of the section "training" that only this task has.</summary>
    private protected virtual ImmutableArray<SchemaKey<Scene>> OwnTrainingKeys => [];

    /// <summary>A task by name.</summary>
    /// <exception cref="InputException">There is none of that name.</exception>
    public static SceneTask Find(string name)
        => All.FirstOrDefault(t => t.Name == name)
            ?? throw new InputException(Nearest.Unknown("task", name, All.Select(t => t.Name)));

    /// <summary>The task that a scene names; null where it names none.</summary>
    /// <exception cref="InputException">It names another one.</exception>
    public static SceneTask? Of(DescriptionNode scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        if (scene["task"] is not { } task) return null;
        return All.FirstOrDefault(t => t.Name == task.AsString("task"))
            ?? throw task.Mistake(Nearest.Unknown("task", task.Text, All.Select(t => t.Name)));
    }

    private ImmutableArray<SceneSection> MakeSections()
    {
        SceneSection training = SceneKeys.Training(OwnTrainingKeys);
        SceneSection[] inner = [training, .. OwnSections, SceneKeys.Output, SceneKeys.Device];
        SceneSection top = new("", "a scene", [.. SceneKeys.Top(DataSummary), .. OwnTopKeys, .. inner.Select(s => s.ToKey())]);
        return [top, .. inner];
    }
}
