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
using NeuralFields.Tests.Encodings;
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

    /// <summary>Features that differ, and table features that start at almost nothing.</summary>
    public static TheoryData<string> Starts => ["frequency", "identity", "hash2"];

    [Theory, MemberData(nameof(Starts))]
    public void Units_start_about_one_deviation_apart(string name)
    {
        EncodingCase test = EncodingCases.All[name];
        FieldSpec spec = FieldSpec.Value(test.Inputs, 1, test.Encoding, new GaussianRbf());
        ParameterTensor center = spec.Layout().Tensors.First(t => t.Name == "network.center");
        float[] values = spec.Initialize(5);
        int count = center.Count, features = test.Outputs;
        double[] centers = Wide.Of(values.AsSpan(center.Offset, count));
        double[] precisions = Wide.Of(values.AsSpan(center.Offset + count, count));
        double sum = 0;
        for (int n = 1; n < 64; n++)
            for (int m = 0; m < n; m++)
                sum += GaussianRbfOracle.Distance(
                    centers[(n * features)..((n + 1) * features)], centers.AsSpan(m * features, features),
                    precisions.AsSpan(m * features, features));
        Assert.InRange(sum / (64 * 63 / 2), 0.75, 1.25);
        Assert.Equal(values, spec.Initialize(5));
        Assert.NotEqual(values, spec.Initialize(6));
    }

    [Fact]
    public void Centers_are_features_of_places_where_these_differ()
    {
        FieldSpec spec = FieldSpec.Value(2, 1, new Frequency { Frequencies = 2 }, new GaussianRbf());
        ParameterTensor center = spec.Layout().Tensors.First(t => t.Name == "network.center");
        double[] centers = Wide.Of(spec.Initialize(1).AsSpan(center.Offset, center.Count));
        for (int i = 0; i < centers.Length; i += 2) // sines and cosines of the same phase
            AssertClose.Number(1, (centers[i] * centers[i]) + (centers[i + 1] * centers[i + 1]), 1e-6, 0, "circle");
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
}
