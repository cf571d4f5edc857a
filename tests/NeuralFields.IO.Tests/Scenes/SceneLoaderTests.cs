using System.Collections.Immutable;
using NeuralFields.Descriptions;
using NeuralFields.Encodings;
using NeuralFields.Images;
using NeuralFields.IO.Scenes;
using NeuralFields.Losses;
using NeuralFields.Networks;
using NeuralFields.Optimizers;
using NeuralFields.Presets;
using NeuralFields.Scenes;
using NeuralFields.Schedules;
using NeuralFields.Training;

namespace NeuralFields.IO.Tests.Scenes;

public sealed class SceneLoaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SceneLoaderTests() => ImageFile.Write(_folder.File("photo.png"), new Image(40, 30, 3));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_radiance_config_serves_a_picture_without_its_directions()
    {
        string config = _folder.File("base.json");
        File.WriteAllText(config, """
            { "encoding": { "otype": "HashGrid", "n_levels": 8, "n_features_per_level": 4, "log2_hashmap_size": 19, "base_resolution": 16 },
              "network": { "otype": "FullyFusedMLP", "activation": "ReLU", "output_activation": "None", "n_neurons": 64, "n_hidden_layers": 1 },
              "dir_encoding": { "otype": "Composite", "nested": [ { "n_dims_to_encode": 3, "otype": "SphericalHarmonics", "degree": 4 } ] },
              "rgb_network": { "otype": "FullyFusedMLP", "activation": "ReLU", "output_activation": "None", "n_neurons": 64, "n_hidden_layers": 2 } }
            """);
        File.WriteAllText(_folder.File("scene.json"), """{ "task": "image", "data": "photo.png" }""");
        Scene scene = SceneLoader.Load(new SceneRequest(_folder.File("scene.json"), config, [])).Scene;
        Assert.Equal(8, ((HashGrid)scene.Fit.Encoding).Levels);
    }

    [Fact]
    public void The_example_of_the_documentation_is_read()
    {
        Scene scene = Load(
            """
            { "task": "image", "data": "photo.png",
              "encoding":  { "otype": "HashGrid", "n_levels": 16, "n_features_per_level": 2, "log2_hashmap_size": 15, "base_resolution": 16, "finest_resolution": 512 },
              "network":   { "otype": "Mlp", "activation": "ReLU", "output_activation": "None", "n_neurons": 64, "n_hidden_layers": 2, "bias": true },
              "loss":      { "otype": "L2" },
              "optimizer": { "otype": "Adam", "learning_rate": 1e-2, "beta1": 0.9, "beta2": 0.99, "epsilon": 1e-15, "schedule": { "otype": "Cosine", "final": 0.01 } },
              "training":  { "steps": 5000, "batch_size": 8192, "seed": 1 },
              "output":    { "field": "photo.nf", "report": "photo.html" } }
            """).Scene;
        Assert.Equal(512, ((HashGrid)scene.Fit.Encoding).FinestResolution);
        Assert.IsType<Cosine>(scene.Fit.Training.Optimizer.Schedule);
        Assert.Equal(_folder.File("photo.nf"), scene.Output.Field);
    }

    [Fact]
    public void What_is_written_reads_the_same()
    {
        Scene scene =
            Load("""{ "data": "photo.png", "scene": { "holdout": 0.25, "range": "symmetric" }, "loss": { "otype": "Huber", "delta": 0.2 } }""").Scene;
        Scene again = Scene.Read(Scene.OfPreset(null, new ImageShape(8, 8, 3, ColorEncoding.Srgb)), scene.Write());
        Assert.Equal(DescriptionWriter.ToLine(scene.Write()), DescriptionWriter.ToLine(again.Write()));
    }

    [Fact]
    public void A_gradient_loss_is_read_and_written_with_its_constants()
    {
        TrainingSpec training = Load(
            """
            { "data": "photo.png", "gradient_loss": { "otype": "SirenSurface", "normal": 0, "margin": 0.1 },
              "training": { "gradient_method": "Numerical", "gradient_step": 0.001 } }
            """).Scene.Fit.Training;
        Assert.Equal(GradientLoss.Find("SirenSurface").With([3000, 0, 100, 100, 50, 100, 0.1]), training.Gradient);
        Assert.Equal((GradientMethod.Numerical, 0.001), (training.GradientMethod, training.GradientStep));
        Scene scene = Load("""{ "data": "photo.png", "gradient_loss": "Eikonal" }""").Scene;
        Assert.Equal(
            """{"otype":"Eikonal","weight":0.1}""", DescriptionWriter.ToLine(scene.Write()["gradient_loss"]!));
        Assert.Null(Load("""{ "data": "photo.png" }""").Scene.Write()["training"]!["gradient_method"]);
    }

    [Fact]
    public void Options_change_single_keys_of_the_preset()
    {
        LoadedScene loaded =
            Load("""{ "data": "photo.png" }""", "encoding.n_levels=4", "training.seconds=2", "scene.downscale=2");
        HashGrid grid = (HashGrid)loaded.Scene.Fit.Encoding;
        Assert.Equal(4, grid.Levels);
        Assert.Equal(20, grid.FinestResolution);
        Assert.Equal(2, loaded.Scene.Seconds);
        Assert.Equal((20, 15), (((ImageData)loaded.Data).Image.Width, ((ImageData)loaded.Data).Image.Height));
    }

    [Fact]
    public void One_way_to_say_the_growth_takes_back_the_other()
    {
        HashGrid grid =
            (HashGrid)Load("""{ "data": "photo.png" }""", "encoding.per_level_scale=1.5").Scene.Fit.Encoding;
        Assert.Null(grid.FinestResolution);
        Assert.Equal(1.5, grid.PerLevelScale);
    }

    [Fact]
    public void A_real_config_of_instant_ngp_is_read()
    {
        _folder.Write("base.json",
            """
            {
              "loss": { "otype": "L2" },
              "optimizer": { "otype": "Ema", "decay": 0.95, "nested": { "otype": "ExponentialDecay", "decay_start": 20000, "decay_interval": 10000, "decay_base": 0.33,
                "nested": { "otype": "Adam", "learning_rate": 1e-2, "beta1": 0.9, "beta2": 0.99, "epsilon": 1e-15, "l2_reg": 1e-6 } } },
              "encoding": { "otype": "HashGrid", "n_levels": 16, "n_features_per_level": 2, "log2_hashmap_size": 24, "base_resolution": 16 },
              "network": { "otype": "FullyFusedMLP", "activation": "ReLU", "output_activation": "None", "n_neurons": 64, "n_hidden_layers": 2 }
            }
            """);
        _folder.Write("small.json", """{ "parent": "base.json", "encoding": { "log2_hashmap_size": 15 } }""");
        _folder.Write("scene.json", """{ "data": "photo.png" }""");
        Scene scene =
            SceneLoader.Load(new SceneRequest(_folder.File("scene.json"), _folder.File("small.json"), [])).Scene;
        Assert.Equal(15, ((HashGrid)scene.Fit.Encoding).Log2TableSize);
        Assert.False(((Mlp)scene.Fit.Network).Bias);
        Assert.Equal(0.95, scene.Fit.Training.AverageDecay);
        Assert.Equal(1e-6, ((Adam)scene.Fit.Training.Optimizer).L2Regularization);
        Assert.Equal(0.33, ((StepDecay)scene.Fit.Training.Optimizer.Schedule).Base);
    }

    [Theory]
    [InlineData("""{ "data": "photo.png", "encodng": {} }""", "scene.json(1,24): unknown key \"encodng\"",
        "did you mean \"encoding\"?")]
    [InlineData("""{ "data": "photo.png", "encoding": { "otype": "HashGrid", "n_feature": 2 } }""", "scene.json(1,59)",
        "unknown key \"n_feature\"")]
    [InlineData(
        """{ "data": "photo.png", "training": { "stepz": 2 } }""", "scene.json(1,38)", "did you mean \"steps\"?")]
    [InlineData("""{ "data": "photo.png", "training": 5 }""", "scene.json(1,24)", "expected an object")]
    [InlineData("""{ "data": "photo.png", "training": { "steps": 5, "seconds": 5 } }""", "scene.json(1,50)",
        "expected one of them")]
    [InlineData("""{ "data": "photo.png", "loss": "L3" }""", "scene.json(1,24)", "unknown loss \"L3\"")]
    [InlineData("""{ "data": "photo.png", "gradient_loss": "Eiconal" }""", "scene.json(1,24)",
        "unknown gradient loss \"Eiconal\"", "did you mean \"Eikonal\"?")]
    [InlineData("""{ "data": "photo.png", "gradient_loss": { "otype": "Igr", "normal_weight": -1 } }""",
        "scene.json(1,59)", "normal_weight is -1, expected a number at least 0")]
    [InlineData("""{ "data": "photo.png", "task": "volume", "sampling": { "near": 1 } }""", "scene.json(1,24)",
        "unknown task")]
    [InlineData("""{ "task": "image" }""", "scene.json(1,1)", "there is no data")]
    [InlineData("""{ "data": "photo.png", "preset": "hashgird" }""", "hashgird", "did you mean \"hashgrid\"?")]
    [InlineData("""{ "data": "photo.png", "scene": { "holdout": 1.5 } }""", "scene.json(1,35)", "holdout")]
    public void Mistakes_are_named_at_their_place(string text, params string[] parts)
    {
        string message = Assert.Throws<InputException>(() => Load(text)).Message;
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("encoding.n_levelz=3", "--set encoding.n_levelz: unknown key")]
    [InlineData("training.batch_size=0", "--set training.batch_size: batch_size is 0")]
    public void Mistakes_of_options_are_named_by_the_option(string edit, string message)
        => Assert.StartsWith(message, Assert.Throws<InputException>(
            () => Load("""{ "data": "photo.png" }""", edit)).Message, StringComparison.Ordinal);

    private LoadedScene Load(string text, params ImmutableArray<string> edits)
        => SceneLoader.Load(
            new SceneRequest(_folder.Write("scene.json", text), null, [.. edits.Select(SceneEdit.Parse)]));
}
