using NeuralFields.Activations;
using NeuralFields.Backends;
using NeuralFields.Fields;
using NeuralFields.Networks;
using NeuralFields.OpenCL;
using NeuralFields.Training;

namespace NeuralFields.Cli.Benchmarks;

/// <summary>A small network on every OpenCL device; no rows where there is none.</summary>
internal sealed class OpenClBenchmarks : BenchmarkGroup
{
    private const int Inputs = 32, Outputs = 3, BatchSize = 1 << 14; // those of the group mlp
    private const double LearningRate = 1e-4;

    private static readonly Mlp s_network = new() { Width = 64, HiddenLayers = 2, Activation = Activation.Find("ReLU") };

    public override string Name => "opencl";

    public override string Summary => "a network of 32-64x2-3 on OpenCL devices, compared with this processor's peak";

    public override IEnumerable<BenchmarkCase> Prepare(Workbench bench)
    {
        foreach (OpenClDevice device in BackendCatalog.OpenClDevices(out _))
        {
            OpenClBackend backend = bench.Keep(new OpenClBackend(device));
            string name = $"{device.Id} {Inputs}-{s_network.Width}x{s_network.HiddenLayers}-{Outputs}";
            yield return Inference(bench, backend, name);
            yield return Training(bench, backend, name);
        }
    }

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
