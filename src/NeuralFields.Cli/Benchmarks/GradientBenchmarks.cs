using NeuralFields.Activations;
using NeuralFields.Backends;
using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Losses;
using NeuralFields.Networks;
using NeuralFields.Training;

namespace NeuralFields.Cli.Benchmarks;

/// <summary>Training steps of distance fields that read values alone, or values and gradients.</summary>
internal sealed class GradientBenchmarks : BenchmarkGroup
{
    private const int BatchSize = 1 << 12;
    private const double LearningRate = 1e-4;

    private static readonly (string Name, FieldSpec Field)[] s_fields =
    [
        Field("3-256x3-1 Sine", new Identity(),
            new Mlp { Width = 256, HiddenLayers = 3, Activation = Activation.Find("Sine") }),
        Field("3-128x4-1 Softplus", new Identity(),
            new Mlp { Width = 128, HiddenLayers = 4, Activation = Activation.Find("Softplus").With([100]) }),
        Field("hash grid 16x2 3-D log2 T 15, 64x2", new HashGrid { Log2TableSize = 15, FinestResolution = 512 },
            new Mlp()),
    ];

    public override string Name => "gradient";

    public override string Summary =>
        "training steps of 3-D distance fields: values alone, and an eikonal loss by analytic or numerical gradients";

    public override IEnumerable<BenchmarkCase> Prepare(Workbench bench)
    {
        foreach ((string name, FieldSpec field) in s_fields)
            foreach (int threads in bench.ThreadCounts)
            {
                yield return Training(bench, field, threads, name, "values", new());
                if (field.Nodes[0] is EncodingNode { Encoding: Identity })
                    yield return Training(bench, field, threads, name, "analytic", Eikonal(GradientMethod.Analytic));
                yield return Training(bench, field, threads, name, "numerical", Eikonal(GradientMethod.Numerical));
            }
    }

    private static TrainingSpec Eikonal(GradientMethod method)
        => new() { Gradient = GradientLoss.Find("Eikonal"), GradientMethod = method };

    private static BenchmarkCase Training(
        Workbench bench, FieldSpec field, int threads, string name, string pass, TrainingSpec training)
    {
        IFieldProgram program = bench.Keep(bench.Backend(threads).Compile(field));
        program.SetParameters(field.Initialize(seed: 1));
        ITrainingRun run = bench.Keep(
            program.Train(training with { BatchSize = BatchSize }, new FixedSamples(3, 1, BatchSize)));
        return BenchmarkCase.Timed(name, pass, threads, () => run.Step(LearningRate)) with { Samples = BatchSize };
    }

    private static (string Name, FieldSpec Field) Field(string name, Encoding encoding, Mlp network)
        => (name, FieldSpec.Value(3, 1, encoding, network));
}
