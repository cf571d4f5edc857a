using NeuralFields.Activations;
using NeuralFields.Backends;
using NeuralFields.Fields;
using NeuralFields.Networks;
using NeuralFields.OpenCL;
using NeuralFields.Tasks;
using NeuralFields.Training;

namespace NeuralFields.Cli.Benchmarks;

/// <summary>Peaks, a small network and a picture on every OpenCL device; no rows where there is none.</summary>
internal sealed class OpenClBenchmarks : BenchmarkGroup
{
    private const int Inputs = 32, Outputs = 3, BatchSize = 1 << 14; // those of the group mlp
    private const int PeakCalls = 12;
    private const double LearningRate = 1e-4;

    private static readonly Mlp s_network = new() { Width = 64, HiddenLayers = 2, Activation = Activation.Find("ReLU") };

    public override string Name => "opencl";

    public override string Summary =>
        "OpenCL devices: peaks, a network of 32-64x2-3 compared with them, a picture beside the CPU backend and by kernels";

    public override IEnumerable<BenchmarkCase> Prepare(Workbench bench)
    {
        ImageTask picture = ImageBenchmarks.Task();
        IReadOnlyList<OpenClDevice> devices = BackendCatalog.OpenClDevices(out _);
        foreach (OpenClDevice device in devices)
        {
            DeviceProbe probe = bench.Keep(new DeviceProbe(device));
            OpenClBackend backend = bench.Keep(new OpenClBackend(device));
            double peak = probe.Operations / Shortest(probe.MultiplyAdd);
            KernelBenchmarks kernels = new(device, peak, DeviceProbe.CopiedBytes / Shortest(probe.Copy));
            string name = $"{device.Id} {Inputs}-{s_network.Width}x{s_network.HiddenLayers}-{Outputs}";
            int units = backend.Info.Threads;
            yield return BenchmarkCase.Timed($"{device.Id} peak", "fma", units, probe.MultiplyAdd) with
            {
                Operations = probe.Operations, Peak = peak,
            };
            yield return BenchmarkCase.Timed($"{device.Id} memory", "copy", units, probe.Copy) with
            {
                Bytes = DeviceProbe.CopiedBytes,
            };
            yield return Inference(bench, backend, name) with { Peak = peak };
            yield return Training(bench, backend, name) with { Peak = peak };
            yield return ImageBenchmarks.Training(bench, backend, picture, $"{device.Id} picture") with { Peak = peak };
            foreach (BenchmarkCase kernel in kernels.Cases(bench, picture)) yield return kernel;
        }
        if (devices.Count > 0)
            yield return ImageBenchmarks.Training(bench, bench.Backend(bench.ThreadCounts[^1]), picture, "cpu picture");
    }

    public override IEnumerable<string> Conclude(IReadOnlyList<BenchmarkRow> rows)
        => BackendCatalog.OpenClDevices(out _).Select(device => KernelBenchmarks.Bottleneck(device, rows));

    private static double Shortest(Action run)
        => Enumerable.Range(0, PeakCalls).Min(_ => BenchmarkCase.Timed("", "", 1, run).Call());

    private static BenchmarkCase Inference(Workbench bench, OpenClBackend backend, string name)
    {
        IFieldProgram program = Program(bench, backend);
        float[] x = FixedSamples.Values(BatchSize * Inputs), y = new float[BatchSize * Outputs];
        return BenchmarkCase.Timed(name, "infer", backend.Info.Threads, () => program.Evaluate(x, y)) with
        {
            Samples = BatchSize,
            Operations = OperationCount.OfInference(s_network, Inputs, Outputs) * BatchSize,
        };
    }

    private static BenchmarkCase Training(Workbench bench, OpenClBackend backend, string name)
    {
        ITrainingRun run = bench.Keep(Program(bench, backend)
            .Train(new() { BatchSize = BatchSize }, new FixedSamples(Inputs, Outputs, BatchSize)));
        return BenchmarkCase.Timed(name, "train", backend.Info.Threads, () => run.Step(LearningRate)) with
        {
            Samples = BatchSize,
            Operations = OperationCount.OfTraining(s_network, Inputs, Outputs, firstLayerPassesOn: false) * BatchSize,
        };
    }

    /// <summary>The network alone: it reads the coordinates.</summary>
    private static IFieldProgram Program(Workbench bench, OpenClBackend backend)
    {
        FieldSpec field = new(
            [new FieldPort("position", Inputs)],
            [new NetworkNode("network", ["position"], s_network, Outputs)],
            [new FieldHead("value", "network", 0, Outputs, Activation.Find("None"))]);
        IFieldProgram program = bench.Keep(backend.Compile(field));
        program.SetParameters(field.Initialize(seed: 1));
        return program;
    }
}
