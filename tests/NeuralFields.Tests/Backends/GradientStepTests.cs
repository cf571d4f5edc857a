using NeuralFields.Backends;
using NeuralFields.Backends.Cpu;
using NeuralFields.Fields;
using NeuralFields.Losses;
using NeuralFields.Numerics;
using NeuralFields.Optimizers;
using NeuralFields.Testing;
using NeuralFields.Training;

namespace NeuralFields.Tests.Backends;

/// <summary>One step of plain gradient descent on a loss of value and gradient shows the loss's own gradient.</summary>
public sealed class GradientStepTests
{
    private const double Rate = 8;
    private const int Samples = 24, Candidates = 80, MostPerTensor = 6;

    // With the published weights a step of this rate would be huge.
    private static readonly GradientLoss s_siren = GradientLoss.Find("SirenSurface").With([3, 1, 1, 4, 0.5, 1, 0.05]);

    public static TheoryData<string> Analytic => [.. GradientCases.Analytic.Keys];

    public static TheoryData<string> Numerical => [.. GradientCases.Numerical.Keys];

    [Theory, MemberData(nameof(Analytic))]
    public void An_analytic_step_follows_the_central_differences_of_an_eikonal_loss(string name)
        => CheckAnalytic(name, GradientLoss.Find("Eikonal").With([1]));

    [Theory, MemberData(nameof(Analytic))]
    public void An_analytic_step_follows_the_central_differences_of_a_surface_loss(string name)
        => CheckAnalytic(name, s_siren);

    [Fact]
    public void An_analytic_step_follows_the_central_differences_of_every_gradient_loss()
    {
        foreach (GradientLoss loss in GradientLoss.All)
            CheckAnalytic("activation Sine deep", loss.Name == s_siren.Name ? s_siren : loss);
    }

    [Theory, MemberData(nameof(Numerical))]
    public void A_numerical_step_follows_the_central_differences_of_the_differences(string name)
        => CheckNumerical(GradientCases.Numerical[name], GradientLoss.Find("Eikonal").With([1]), GradientMethod.Auto);

    [Theory, InlineData("shape 1-17x1"), InlineData("shape 2-17x1"), InlineData("shape 3-17x1")]
    [InlineData("graph network of a network, and of features")]
    public void Any_field_can_be_learnt_numerically(string name)
        => CheckNumerical(GradientCases.Analytic[name], s_siren, GradientMethod.Numerical);

    private static void CheckAnalytic(string name, GradientLoss loss)
    {
        FieldCase test = GradientCases.Analytic[name];
        FieldOracle oracle = new(test.Spec);
        Check(test, loss, new() { Gradient = loss, Optimizer = new Sgd() },
            (x, parameters) => (oracle.Evaluate(x, parameters)[0], oracle.PositionGradient(x, parameters)));
    }

    private static void CheckNumerical(FieldCase test, GradientLoss loss, GradientMethod method)
    {
        const float Step = 1f / 64;
        FieldOracle oracle = new(test.Spec);
        int dimensions = test.Spec.Ports[0].Size;
        TrainingSpec training = new()
        {
            Gradient = loss,
            GradientMethod = method,
            GradientStep = Step,
            Optimizer = new Sgd(),
        };
        Check(test, loss, training, (x, parameters) => (
            oracle.Evaluate(x, parameters)[0],
            Differences(p => oracle.Evaluate(p, parameters)[0], x, dimensions, Step)));
    }

    /// <summary>The numerical gradient by its definition.</summary>
    private static double[] Differences(Func<double[], double> f, double[] x, int dimensions, double step)
    {
        int[][] directions = dimensions == 3
            ? [[1, -1, -1], [-1, -1, 1], [-1, 1, -1], [1, 1, 1]]
            : [.. Enumerable.Range(0, 2 * dimensions).Select(
                k => Enumerable.Range(0, dimensions).Select(d => k / 2 != d ? 0 : k % 2 == 0 ? 1 : -1).ToArray())];
        double[] gradient = new double[dimensions];
        foreach (int[] v in directions)
        {
            double value = f([.. x.Select((c, i) => i < dimensions ? c + (step * v[i]) : c)]);
            for (int d = 0; d < dimensions; d++) gradient[d] += value * v[d] / (step * (dimensions == 3 ? 4 : 2));
        }
        return gradient;
    }

    private static void Check(
        FieldCase test, GradientLoss loss, TrainingSpec training,
        Func<double[], double[], (double F, double[] G)> evaluate)
    {
        double[] parameters = Wide.Of(test.Parameters());
        (float[] points, float[] targets) = AwayFromKinks(test, loss, x => evaluate(x, parameters));
        double[][] at = [.. Wide.Of(points).Chunk(test.Spec.InputCount)];
        double Mean(double[] p)
            => GradientCases.Mean(loss, training.Loss, [.. at.Select(x => evaluate(x, p))], targets);
        int[] components = ComponentGradient.Components(test.Spec.Layout(), MostPerTensor);
        double[] expected = ComponentGradient.Of(components, parameters, Mean);
        double floor = 5e-8 + (4e-5 * expected.Max(Math.Abs));
        ListedSamples samples = new(points, targets, test.Spec.InputCount, targets.Length / Samples);
        foreach (LaneWidth width in Enum.GetValues<LaneWidth>())
            foreach (int batch in (int[])[Samples, 40 * Samples])
            {
                (float[] after, double meanLoss) = Step(test, training with { BatchSize = batch }, width, samples);
                string where = $"{loss.Name}, {width}, batch {batch}";
                AssertClose.Number(Mean(parameters), meanLoss, 1e-4, 1e-6, where + ": loss");
                double[] actual = [.. components.Select(c => (parameters[c] - after[c]) / Rate)];
                AssertClose.Relative(expected, actual, 2e-4, floor, where);
            }
    }

    /// <summary>Samples where no gradient loss has a jump nearby: at f = 0, f = margin or ‖g‖ = 1.</summary>
    private static (float[] Points, float[] Targets) AwayFromKinks(
        FieldCase test, GradientLoss loss, Func<double[], (double F, double[] G)> evaluate)
    {
        float[][] points = [.. test.Points(Candidates).Chunk(test.Spec.InputCount)];
        float[] targets = GradientCases.Targets(test, loss, Candidates);
        float[][] rows = [.. targets.Chunk(targets.Length / Candidates)];
        int[] chosen =
            [.. Enumerable.Range(0, Candidates).Where(i => IsSmoothAt(evaluate(Wide.Of(points[i])))).Take(Samples)];
        Assert.Equal(Samples, chosen.Length);
        return ([.. chosen.SelectMany(i => points[i])], [.. chosen.SelectMany(i => rows[i])]);
    }

    private static bool IsSmoothAt((double F, double[] G) sample)
        => Math.Abs(sample.F) > 1e-3 && Math.Abs(sample.F - 0.05) > 1e-3
            && Math.Abs(Math.Sqrt(sample.G.Sum(g => g * g)) - 1) > 1e-3;

    private static (float[] After, double Loss) Step(
        FieldCase test, TrainingSpec training, LaneWidth width, ListedSamples samples)
    {
        using CpuBackend backend = new(1, width);
        using IFieldProgram program = backend.Compile(test.Spec);
        float[] parameters = test.Parameters();
        program.SetParameters(parameters);
        using ITrainingRun run = program.Train(training, samples);
        double mean = run.Step(Rate);
        program.GetParameters(parameters);
        return (parameters, mean);
    }
}
