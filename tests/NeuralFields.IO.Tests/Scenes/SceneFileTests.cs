using System.Text;
using NeuralFields.Descriptions;
using NeuralFields.IO.Scenes;
using NeuralFields.Testing;

namespace NeuralFields.IO.Tests.Scenes;

public sealed class SceneFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_inherited_is_merged_and_paths_are_relative_to_their_own_file()
    {
        _folder.Write("base/base.json", """{ "data": "photo.png", "training": { "steps": 10, "seed": 3 } }""");
        string path = _folder.Write("scene.json", """{ "inherit": "base/base.json", "training": { "steps": 20 } }""");
        DescriptionNode scene = SceneFile.Load(path);
        Assert.Equal(_folder.File("base/photo.png"), scene["data"]!.Text);
        Assert.Equal("""{"steps":20,"seed":3}""", DescriptionWriter.ToLine(scene["training"]!));
        Assert.Null(scene["inherit"]);
    }

    [Fact]
    public void A_circle_of_inheritance_is_refused_at_its_place()
    {
        string path = _folder.Write("a.json", """{ "inherit": "b.json" }""");
        _folder.Write("b.json", """{ "inherit": "a.json" }""");
        InputException e = Assert.Throws<InputException>(() => SceneFile.Load(path));
        Assert.Contains("b.json(1,3)", e.Message, StringComparison.Ordinal);
        Assert.Contains("a.json → b.json", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_absent_file_is_named_where_it_is_inherited()
    {
        string path = _folder.Write("a.json", """{ "inherit": "none.json" }""");
        InputException e = Assert.Throws<InputException>(() => SceneFile.Load(path));
        Assert.Contains("a.json(1,3): inherit: there is no file", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mutated_scene_files_are_read_or_refused()
    {
        byte[] sound = Encoding.UTF8.GetBytes(
            """
            { "task": "image", "data": "photo.png", // a comment
              "encoding": { "otype": "HashGrid", "n_levels": 16, "log2_hashmap_size": 15 },
              "network": { "otype": "FullyFusedMLP", "activation": "Softplus", "n_neurons": 64 },
              "optimizer": { "otype": "Ema", "decay": 0.95, "nested": { "otype": "Adam", "learning_rate": 1e-2 } } }
            """);
        string path = _folder.File("scene.json");
        for (int i = 0; i < 2000; i++)
        {
            File.WriteAllBytes(path, Mutation.Of(sound, 1, i));
            try
            {
                SceneFile.Load(path);
            }
            catch (InputException e)
            {
                Assert.DoesNotContain("System.", e.Message, StringComparison.Ordinal);
            }
        }
    }
}
