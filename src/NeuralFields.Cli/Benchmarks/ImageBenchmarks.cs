using NeuralFields.Backends;
using NeuralFields.Encodings;
using NeuralFields.Images;
using NeuralFields.Networks;
using NeuralFields.Numerics;
using NeuralFields.Presets;
using NeuralFields.Rendering;
using NeuralFields.Tasks;
using NeuralFields.Training;

namespace NeuralFields.Cli.Benchmarks;

/// <summary>Fitting and rendering a picture with the default preset, as <c>nf fit image</c> does.</summary>
internal sealed class ImageBenchmarks : BenchmarkGroup
{
    /// <summary>The rate that runs learn with.</summary>
    public const double LearningRate = 1e-3;

    private const int Side = 512, Channels = 3;

    public override string Name => "image";

    public override string Summary => "hash grid and network on a picture of 512x512: whole training steps and rendering";

    public override IEnumerable<BenchmarkCase> Prepare(Workbench bench)
    {
        ImageTask task = Task();
        foreach (int threads in bench.ThreadCounts)
        {
            yield return Training(bench, bench.Backend(threads), task, CaseName(task));
            yield return Rendering(bench, task, threads);
        }
    }

    /// <summary>The picture and how it is fitted.</summary>
    public static ImageTask Task()
    {
        Image image = Picture();
        return new(image, ImagePreset.All[0].Create(ImageShape.Of(image)));
    }

    /// <summary>Steps of training on any processor.</summary>
    public static BenchmarkCase Training(Workbench bench, IBackend backend, ImageTask task, string name)
    {
        int batch = task.Scene.Training.BatchSize;
        ITrainingRun run = Run(bench, backend, task);
        return BenchmarkCase.Timed(name, "train", backend.Info.Threads, () => run.Step(LearningRate)) with
        {
            Samples = batch,
            Operations = batch * OperationCount.OfTraining(
                (Mlp)task.Scene.Network, Features(task), Channels, firstLayerPassesOn: true),
        };
    }

    /// <summary>A run from the first values on.</summary>
    public static ITrainingRun Run(Workbench bench, IBackend backend, ImageTask task)
        => bench.Keep(Program(bench, backend, task).Train(task.Scene.Training, task.Samples));

    private static BenchmarkCase Rendering(Workbench bench, ImageTask task, int threads)
    {
        ImageRenderer renderer = new(Program(bench, bench.Backend(threads), task), task.Map);
        ImageRenderer.Request request = new(Side, Side);
        return BenchmarkCase.Timed(CaseName(task), "render", threads, () => renderer.Render(request)) with
        {
            Samples = Side * Side,
            Operations = OperationCount.OfInference((Mlp)task.Scene.Network, Features(task), Channels) * Side * Side,
        };
    }

    private static IFieldProgram Program(Workbench bench, IBackend backend, ImageTask task)
    {
        IFieldProgram program = bench.Keep(backend.Compile(task.Field));
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
