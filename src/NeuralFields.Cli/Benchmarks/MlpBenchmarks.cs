using NeuralFields.Activations;
using NeuralFields.Backends;
using NeuralFields.Fields;
using NeuralFields.Networks;
using NeuralFields.Training;

namespace NeuralFields.Cli.Benchmarks;

/// <summary>Training and inference of networks without an encoding.</summary>
internal sealed class MlpBenchmarks : BenchmarkGroup
{
    private const int BatchSize = 1 << 14, Outputs = 3; // the peers' batch
    private const double LearningRate = 1e-4;

    // Widths of the hidden layers of an instant-ngp image, of twice that, and of a SIREN.
    private static readonly (int Inputs, int Width, int HiddenLayers, string Activation)[] s_shapes =
        [(32, 64, 2, "ReLU"), (32, 128, 2, "ReLU"), (2, 256, 3, "Sine")];

    public override string Name => "mlp";

    public override string Summary => "networks of 32-64x2-3, 32-128x2-3 and 2-256x3-3: training steps and inference";

    public override IEnumerable<BenchmarkCase> Prepare(Workbench bench)
    {
        foreach ((int inputs, int width, int hiddenLayers, string activation) in s_shapes)
        {
            Mlp network = new()
            {
                Width = width,
                HiddenLayers = hiddenLayers,
                Activation = Activation.Find(activation),
            };
            string name = $"{inputs}-{width}x{hiddenLayers}-{Outputs} {activation}";
            foreach (int threads in bench.ThreadCounts)
            {
                yield return Training(bench, network, inputs, threads, name);
                yield return Inference(bench, network, inputs, threads, name);
            }
        }
    }

    /// <summary>The network alone: it reads the coordinates, whose gradient nobody asks for.</summary>
    private static FieldSpec Field(Mlp network, int inputs) => new(
        [new FieldPort("position", inputs)],
        [new NetworkNode("network", ["position"], network, Outputs)],
        [new FieldHead("value", "network", 0, Outputs, Activation.Find("None"))]);

    private static BenchmarkCase Training(Workbench bench, Mlp network, int inputs, int threads, string name)
    {
        TrainingSpec training = new() { BatchSize = BatchSize };
        ITrainingRun run = bench.Keep(
            Program(bench, network, inputs, threads).Train(training, new FixedSamples(inputs, Outputs, BatchSize)));
        return BenchmarkCase.Timed(name, "train", threads, () => run.Step(LearningRate)) with
        {
            Samples = BatchSize,
            Operations = OperationCount.OfTraining(network, inputs, Outputs, firstLayerPassesOn: false) * BatchSize,
        };
    }

    private static BenchmarkCase Inference(Workbench bench, Mlp network, int inputs, int threads, string name)
    {
        IFieldProgram program = Program(bench, network, inputs, threads);
        float[] x = FixedSamples.Values(BatchSize * inputs), y = new float[BatchSize * Outputs];
        return BenchmarkCase.Timed(name, "infer", threads, () => program.Evaluate(x, y)) with
        {
            Samples = BatchSize,
            Operations = OperationCount.OfInference(network, inputs, Outputs) * BatchSize,
        };
    }

    private static IFieldProgram Program(Workbench bench, Mlp network, int inputs, int threads)
    {
        FieldSpec field = Field(network, inputs);
        IFieldProgram program = bench.Keep(bench.Backend(threads).Compile(field));
        program.SetParameters(field.Initialize(seed: 1));
        return program;
    }
}
