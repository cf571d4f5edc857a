using NeuralFields.Backends;
using NeuralFields.Backends.Cpu;
using NeuralFields.Cli.Subjects;
using NeuralFields.IO.Scenes;
using NeuralFields.Scenes;
using NeuralFields.Tasks;
using NeuralFields.Testing;
using NeuralFields.Training;

namespace NeuralFields.Cli.Tests;

/// <summary>scenes/TASK holds one experiment per preset, written out in full, and some that inherit from those.</summary>
public sealed class ScenesTests
{
    public static TheoryData<string, string> Presets
    {
        get
        {
            TheoryData<string, string> presets = [];
            foreach (SceneTask task in SceneTask.All)
                foreach ((string name, _) in task.Presets) presets.Add(task.Name, name);
            return presets;
        }
    }

    public static TheoryData<string, string> Experiments
    {
        get
        {
            TheoryData<string, string> experiments = [];
            foreach (SceneTask task in SceneTask.All)
                foreach (string file in Directory.EnumerateFiles(Folder(task.Name), "*.json").Order())
                    experiments.Add(task.Name, Path.GetFileNameWithoutExtension(file));
            return experiments;
        }
    }

    [Fact]
    public void Every_preset_has_its_scene_and_other_scenes_inherit()
    {
        foreach (SceneTask task in SceneTask.All)
        {
            string[] scenes = [.. Directory.EnumerateFiles(Folder(task.Name), "*.json")];
            string?[] written = [.. scenes.Where(s => !File.ReadAllText(s).Contains("\"inherit\"", StringComparison.Ordinal))];
            Assert.Equal(task.Presets.Select(p => p.Name).Order(), written.Select(Path.GetFileNameWithoutExtension).Order());
        }
    }

    [Theory, MemberData(nameof(Presets))]
    public void A_scene_writes_out_its_preset(string task, string preset)
    {
        LoadedScene loaded = Load(task, preset);
        (TaskScene expected, TaskScene actual) = (loaded.Data.OfPreset(preset).Fit, loaded.Scene.Fit);
        // Grids are resolved for the data by the task; lengths of runs are a matter of the experiment.
        Assert.Equal(Comparable(expected), Comparable(actual));
    }

    [Theory, MemberData(nameof(Experiments))]
    public void A_scene_leaves_its_files_beside_each_other(string task, string preset)
    {
        SceneOutput output = Load(task, preset).Scene.Output;
        string?[] files = [output.Field, output.Reconstruction, output.Report];
        Assert.Equal([preset + ".nf", preset + ".png", preset + ".html"], files.Select(Path.GetFileName));
        Assert.Single(files.Select(Path.GetDirectoryName).Distinct());
    }

    [Theory, MemberData(nameof(Experiments))]
    public void A_scene_trains(string task, string preset)
    {
        LoadedScene loaded = Load(task, preset, "training.steps=2", "training.batch_size=256");
        FitSubject subject = FitSubject.Of(loaded, threads: 1);
        using CpuBackend cpu = new(threads: 1);
        using IFieldProgram program = cpu.Compile(subject.Task.Field);
        TrainingReport report = subject.Task.Fit(program);
        Assert.Equal(2, report.Last.Step);
        Assert.True(double.IsFinite(report.Last.Loss));
    }

    private static TaskScene Comparable(TaskScene scene)
    {
        if (scene is RadianceScene radiance) scene = radiance with { Holdout = 0 };
        return scene with { Training = scene.Training with { Steps = 1, Plan = [], Groups = [] } };
    }

    private static string Folder(string task) => Path.Combine(SharedData.Repository, "scenes", task);

    private static LoadedScene Load(string task, string preset, params string[] settings)
        => SceneLoader.Load(new SceneRequest(
            Path.Combine(Folder(task), preset + ".json"), null, [.. settings.Select(SceneEdit.Parse)]));
}
