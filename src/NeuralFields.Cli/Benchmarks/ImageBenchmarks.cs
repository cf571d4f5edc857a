using NeuralFields.Backends;
using NeuralFields.Encodings;
using NeuralFields.Images;
using NeuralFields.Networks;
using NeuralFields.Numerics;
using NeuralFields.Presets;
using NeuralFields.Rendering;
using NeuralFields.Tasks;

namespace NeuralFields.Cli.Benchmarks;

/// <summary>Fitting and rendering a picture with the default preset, as <c>nf fit image</c> does.</summary>
internal sealed class ImageBenchmarks : BenchmarkGroup
{
    private const int Side = 512, Channels = 3;

    public override string Name => "image";

    public override string Summary => "hash grid and network on a picture of 512x512: whole training steps and rendering";

    public override IEnumerable<BenchmarkCase> Prepare(Workbench bench)
    {
        Image image = Picture();
        ImageScene scene = ImagePreset.All[0].Create(ImageShape.Of(image));
        ImageTask task = new(image, scene);
        foreach (int threads in bench.ThreadCounts)
        {
            yield return Training(bench, task, threads);
            yield return Rendering(bench, task, threads);
        }
    }

    private static BenchmarkCase Training(Workbench bench, ImageTask task, int threads)
    {
        int batch = task.Scene.Training.BatchSize;
        ITrainingRun run = bench.Keep(Program(bench, task, threads).Train(task.Scene.Training, task.Samples));
        return BenchmarkCase.Timed(CaseName(task), "train", threads, () => run.Step(learningRate: 1e-3)) with
        {
            Samples = batch,
            Operations = batch * OperationCount.OfTraining(
                (Mlp)task.Scene.Network, Features(task), Channels, firstLayerPassesOn: true),
        };
    }

    private static BenchmarkCase Rendering(Workbench bench, ImageTask task, int threads)
    {
        ImageRenderer renderer = new(Program(bench, task, threads), task.Map);
        ImageRenderer.Request request = new(Side, Side);
        return BenchmarkCase.Timed(CaseName(task), "render", threads, () => renderer.Render(request)) with
        {
            Samples = Side * Side,
            Operations = OperationCount.OfInference((Mlp)task.Scene.Network, Features(task), Channels) * Side * Side,
        };
    }

    private static IFieldProgram Program(Workbench bench, ImageTask task, int threads)
    {
        IFieldProgram program = bench.Keep(bench.Backend(threads).Compile(task.Field));
        program.SetParameters(task.InitialParameters(task.Scene.Training.Seed));
        return program;
    }

    private static string CaseName(ImageTask task)
    {
        Grid grid = (Grid)task.Scene.Encoding;
        Mlp network = (Mlp)task.Scene.Network;
        return $"{grid.Levels}x{grid.Features} log2 T {grid.Log2TableSize} finest {Side} {network.Width}x{network.HiddenLayers}";
    }

    private static int Features(ImageTask task) => task.Scene.Encoding.OutputCount(2);

    /// <summary>Noise: no pixel tells anything about its neighbour, so no part of the work gets easier.</summary>
    private static Image Picture()
    {
        Image image = new(Side, Side, Channels);
        Pcg32 random = new(seed: 1, stream: 1);
        foreach (ref float sample in image.Samples.AsSpan()) sample = random.NextFloat();
        return image;
    }
}
