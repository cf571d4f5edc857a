using NeuralFields.IO.Scenes;
using NeuralFields.Presets;
using NeuralFields.Scenes;
using NeuralFields.Tasks;
using NeuralFields.Testing;

namespace NeuralFields.Cli.Tests;

/// <summary>scenes/image holds one experiment per preset, written out in full.</summary>
public sealed class ImageScenesTests
{
    private static string Folder => Path.Combine(SharedData.Repository, "scenes", "image");

    public static TheoryData<string> Presets => [.. ImagePreset.All.Select(p => p.Name)];

    [Fact]
    public void Every_preset_has_its_scene()
        => Assert.Equal(
            ImagePreset.All.Select(p => p.Name).Order(),
            Directory.EnumerateFiles(Folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Order());

    [Theory, MemberData(nameof(Presets))]
    public void A_scene_writes_out_its_preset(string preset)
    {
        LoadedScene loaded = Load(preset);
        ImageScene expected = (ImageScene)Scene.OfPreset(preset, ImageShape.Of(((ImageData)loaded.Data).Image)).Fit;
        ImageScene actual = (ImageScene)loaded.Scene.Fit;
        Assert.Equal(
            (expected.Encoding, expected.Network, expected.Frame), (actual.Encoding, actual.Network, actual.Frame));
        Assert.Equal(
            (expected.Training.Loss, expected.Training.Optimizer, expected.Training.BatchSize),
            (actual.Training.Loss, actual.Training.Optimizer, actual.Training.BatchSize));
    }

    [Theory, MemberData(nameof(Presets))]
    public void A_scene_leaves_its_files_beside_each_other(string preset)
    {
        SceneOutput output = Load(preset).Scene.Output;
        string?[] files = [output.Field, output.Reconstruction, output.Report];
        Assert.Equal([preset + ".nf", preset + ".png", preset + ".html"], files.Select(Path.GetFileName));
        Assert.Single(files.Select(Path.GetDirectoryName).Distinct());
    }

    private static LoadedScene Load(string preset)
        => SceneLoader.Load(new SceneRequest(Path.Combine(Folder, preset + ".json"), null, []));
}
