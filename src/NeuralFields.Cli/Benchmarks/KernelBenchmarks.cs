using NeuralFields.Backends;
using NeuralFields.Encodings;
using NeuralFields.OpenCL;
using NeuralFields.Tasks;
using NeuralFields.Training;

namespace NeuralFields.Cli.Benchmarks;

/// <summary>
/// The kernels of a picture's training step by the device's own clock, each beside the peak of what it does most:
/// multiply-adds of the network, or bytes of tables and parameters. A processor has those in its caches, and no peak of
/// theirs is known.
/// </summary>
/// <param name="device">The device.</param>
/// <param name="multiplyAdds">Its operations per second at most.</param>
/// <param name="memory">Bytes per second that its memory copies at most.</param>
internal sealed class KernelBenchmarks(OpenClDevice device, double multiplyAdds, double memory)
{
    private const int Channels = 3, WarmUp = 3;

    // Adam reads parameter, gradient and two moments, and writes them.
    private const int NumbersPerUpdate = 8;

    private readonly double? _memory = device.IsCpu ? null : memory;

    /// <summary>What cases are called.</summary>
    public static string NameOf(OpenClDevice device) => $"{device.Id} picture kernel";

    /// <summary>A case per kernel, and one per direction of transfers.</summary>
    public IEnumerable<BenchmarkCase> Cases(Workbench bench, ImageTask task)
    {
        KernelProfile profile = new();
        OpenClBackend backend = bench.Keep(new OpenClBackend(device, profile: profile));
        ITrainingRun run = ImageBenchmarks.Run(bench, backend, task);
        for (int i = 0; i < WarmUp; i++) run.Step(ImageBenchmarks.LearningRate);
        _ = profile.Take();
        run.Step(ImageBenchmarks.LearningRate);
        foreach (string kernel in profile.Take().Keys)
            yield return Work(task, new(NameOf(device), kernel, backend.Info.Threads, () =>
            {
                run.Step(ImageBenchmarks.LearningRate);
                return profile.Take()[kernel];
            })
            {
                Samples = task.Scene.Training.BatchSize,
            });
    }

    /// <summary>Which kernel a step waits for most, and what limits that.</summary>
    public static string Bottleneck(OpenClDevice device, IReadOnlyList<BenchmarkRow> rows)
    {
        BenchmarkRow[] kernels = [.. rows.Where(r => r.Case.Name == NameOf(device))];
        BenchmarkRow slowest = kernels.MaxBy(r => r.Median)!;
        string share = slowest.PeakShare is not { } part ? "" : FormattableString.Invariant(
            $", at {100 * part:F0} % of the peak of {(slowest.Case.Operations > 0 ? "multiply-adds" : "its memory")}");
        return FormattableString.Invariant(
            $"{device.Id} picture: the first bottleneck is {slowest.Case.Pass}, {100 * slowest.Median / kernels.Sum(r => r.Median):F0} %")
            + $" of the kernels' time{share}";
    }

    private BenchmarkCase Work(ImageTask task, BenchmarkCase kernel)
    {
        Grid grid = (Grid)task.Scene.Encoding;
        double batch = task.Scene.Training.BatchSize, features = batch * grid.Levels * grid.Features;
        double products = batch * OperationCount.OfInference(task.Scene.Network, grid.OutputCount(2), Channels);
        const int Corners = 4;
        return kernel.Pass switch
        {
            "train" => kernel with { Operations = 2 * products, Peak = multiplyAdds },
            "weight_gradient" => kernel with { Operations = products, Peak = multiplyAdds },
            "encode" => kernel with { Bytes = sizeof(float) * features * (Corners + 1), Peak = _memory },
            "scatter" => kernel with { Bytes = sizeof(float) * features * ((2 * Corners) + 1), Peak = _memory },
            "update" => kernel with
            {
                Bytes = (double)sizeof(float) * NumbersPerUpdate * task.Field.Layout().Count, Peak = _memory,
            },
            _ => kernel,
        };
    }
}
