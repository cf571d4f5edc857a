using NeuralFields.Backends;
using NeuralFields.Backends.Cpu;
using NeuralFields.Descriptions;
using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Losses;
using NeuralFields.Networks;
using NeuralFields.Numerics;
using NeuralFields.Parameters;
using NeuralFields.Testing;
using NeuralFields.Tests.Backends;
using NeuralFields.Training;
using NeuralNetwork = NeuralFields.Networks.Network;

namespace NeuralFields.Tests.Networks;

public sealed class GaussianRbfTests
{
    // Centres, log precisions, weights and bias of the vector T3 of the radial-basis reference.
    private static readonly double[] s_vector =
        [0, 0, 0, 0.5, -0.5, 0.5, 0, 0.3, -0.2, Math.Log(2), 0, 0.1, 0.8, -1.2, 0.05];

    private static readonly double[] s_features = [0.2, -0.5, 1];

    private static readonly GaussianRbf s_two = new() { Units = 2 };

    private static readonly HashGrid s_grid = new() { Levels = 4, BaseResolution = 4, PerLevelScale = 2 };

    [Fact]
    public void The_oracle_computes_the_published_vector()
    {
        double[] parameters = s_vector;
        AssertClose.Number(
            1.1961955, GaussianRbfOracle.Distance(s_features, parameters.AsSpan(0, 3), parameters.AsSpan(6, 3)), 0, 5e-8, "T3");
        AssertClose.Number(
            0.4562927, GaussianRbfOracle.Distance(s_features, parameters.AsSpan(3, 3), parameters.AsSpan(9, 3)), 0, 5e-8, "T3");
        AssertClose.Number(-0.4653240, GaussianRbfOracle.Evaluate(s_two, s_features, 1, parameters)[0], 0, 5e-8, "T3");
    }

    [Theory, InlineData(LaneWidth.Scalar), InlineData(LaneWidth.Four), InlineData(LaneWidth.Eight), InlineData(LaneWidth.Sixteen)]
    public void The_backend_computes_the_published_vector(LaneWidth width)
    {
        using CpuBackend backend = new(1, width);
        using IFieldProgram program = backend.Compile(FieldSpec.Value(3, 1, new Identity(), s_two));
        program.SetParameters([.. s_vector.Select(v => (float)v)]);
        float[] value = new float[1];
        program.Evaluate([0.2f, -0.5f, 1], value);
        AssertClose.Number(-0.4653240, value[0], 0, 1e-6, $"T3, {width}");
    }

    [Theory, InlineData(1, 4161), InlineData(3, 4291)]
    public void Parameters_are_two_per_unit_and_feature_and_the_linear_map(int outputs, int expected)
        => Assert.Equal(
            expected, FieldSpec.Value(32, outputs, new Identity(), new GaussianRbf()).Layout().TrainedCount);

    [Fact]
    public void Descriptions_name_the_units()
    {
        DescriptionNode node = NeuralNetwork.Family.Write(new GaussianRbf { Units = 48 });
        Assert.Equal("""{"otype":"GaussianRbf","n_units":48}""", DescriptionWriter.ToLine(node));
        Assert.Equal(new GaussianRbf { Units = 48 }, NeuralNetwork.Family.Read("network", node));
    }

    [Fact]
    public void Tables_in_front_of_units_start_large_enough_to_tell_places_apart()
    {
        Assert.All(TablesOf(new GaussianRbf()), t => Assert.Equal(0.1, t.Initial.Spread));
        Assert.All(TablesOf(new Mlp()), t => Assert.Equal(1e-4, t.Initial.Spread));
    }

    [Fact]
    public void Units_start_at_features_of_places_about_one_deviation_apart()
    {
        FieldSpec spec = FieldSpec.Value(2, 1, s_grid, new GaussianRbf());
        ParameterTensor center = spec.Layout().Tensors.First(t => t.Name == "network.center");
        float[] values = spec.Initialize(5);
        int features = s_grid.OutputCount(2);
        double[] parameters = Wide.Of(values);
        EncodingOracle encoding = new(s_grid, 2);
        Random random = new(2);
        double sum = 0;
        const int Places = 200, Units = 64;
        for (int p = 0; p < Places; p++)
        {
            double[] x = encoding.Evaluate<double>([random.NextDouble(), random.NextDouble()], parameters);
            for (int n = 0; n < Units; n++)
                sum += GaussianRbfOracle.Distance(
                    x, parameters.AsSpan(center.Offset + (n * features), features),
                    parameters.AsSpan(center.Offset + ((Units + n) * features), features));
        }
        Assert.InRange(sum / (Places * Units), 0.8, 1.25);
        Assert.Equal(values, spec.Initialize(5));
        Assert.NotEqual(values, spec.Initialize(6));
    }

    [Fact]
    public void Features_that_never_change_do_no_harm()
    {
        Composite withConstant = new() { Nested = [new(new Identity()), new(new Identity { Scale = 0, Offset = 3 })] };
        foreach (Encoding encoding in (Encoding[])[withConstant, new Identity { Scale = 0 }])
            Assert.All(
                FieldSpec.Value(2, 1, encoding, new GaussianRbf()).Initialize(1), v => Assert.True(float.IsFinite(v)));
    }

    [Fact]
    public void A_response_never_exceeds_one()
    {
        FieldSpec spec = FieldSpec.Value(2, 1, new Identity(), new GaussianRbf { Units = 1 });
        using CpuBackend backend = new(1);
        using IFieldProgram program = backend.Compile(spec);
        program.SetParameters([0.3f, 0.7f, 18, 18, 1, 0]);
        float[] points = new float[2 * 256], values = new float[256];
        for (int i = 0; i < points.Length; i += 2) (points[i], points[i + 1]) = (0.3f + (i * 1e-7f), 0.7f - (i * 3e-8f));
        program.Evaluate(points, values);
        Assert.All(values, v => Assert.InRange(v, 0, 1));
    }

    [Fact]
    public void Gradient_losses_take_differences_and_say_why_not_more()
    {
        FieldCase test = new(FieldSpec.Value(3, 1, new Frequency { Frequencies = 2 }, new GaussianRbf { Units = 9 }));
        GradientLoss loss = GradientLoss.All[0];
        TrainingSpec training = new() { Gradient = loss, BatchSize = 64 };
        ListedSamples samples = new(
            test.Points(64), GradientCases.Targets(test, loss, 64), 3, loss.TargetCount(3));
        using CpuBackend backend = new(1);
        using IFieldProgram program = backend.Compile(test.Spec);
        program.SetParameters(test.Parameters());
        using ITrainingRun run = program.Train(training, samples);
        Assert.True(double.IsFinite(run.Step(1e-3)) && double.IsFinite(run.Step(1e-3)));
        InputException refused = Assert.Throws<InputException>(
            () => program.Train(training with { GradientMethod = GradientMethod.Analytic }, samples));
        Assert.Contains("network is made of Gaussian units, expected an Mlp. Take Numerical.", refused.Message);
    }

    private static IEnumerable<ParameterTensor> TablesOf(NeuralNetwork network)
        => FieldSpec.Value(2, 1, s_grid, network).Layout().Tensors.Where(t => t.Role == ParameterRole.Table);
}
