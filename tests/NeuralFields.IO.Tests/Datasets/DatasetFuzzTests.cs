using System.Text;
using NeuralFields.IO.Datasets;
using NeuralFields.Testing;

namespace NeuralFields.IO.Tests.Datasets;

/// <summary>Mutated files of frames are read or refused, in bounded time and memory.</summary>
public sealed class DatasetFuzzTests : IDisposable
{
    private readonly TestScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void Transforms_files()
    {
        _scene.Picture("a.png");
        _scene.Picture("b.png");
        string[] seeds =
        [
            TestScene.Json("\"camera_angle_x\": 0.7", TestScene.Frame("./a"), TestScene.Frame("b.png", 2)),
            TestScene.Json("\"fl_x\": 9, \"fl_y\": 9, \"w\": 8, \"h\": 6, \"k1\": 0.1, \"k2\": -0.2, \"p1\": 0.01, \"aabb_scale\": 4, " +
                "\"scale\": 0.3, \"offset\": [0, 1, 2], \"is_fisheye\": true", TestScene.Frame("a.png", 0, ", \"k3\": 0.1")),
        ];
        string file = _scene.File("transforms.json");
        // A value of JSON takes some hundred bytes: its place is a text with the file's name.
        Fuzz.Run("transforms.json", [.. seeds.Select(Encoding.UTF8.GetBytes)], bytes =>
        {
            File.WriteAllBytes(file, bytes);
            PosedDatasets.Read(file);
        }, bytes => (1000L * bytes.Length) + (1 << 20));
    }
}
