using NeuralFields.Backends;
using NeuralFields.Backends.Cpu;
using NeuralFields.Losses;
using NeuralFields.Optimizers;
using NeuralFields.Testing;
using NeuralFields.Tests.Backends;
using NeuralFields.Training;

namespace NeuralFields.OpenCL.Tests;

/// <summary>Training from the gradient of a field's value, step by step beside the CPU backend.</summary>
public sealed class SurfaceTrainingTests
{
    private const int Samples = 301, Batch = 700; // neither fills its last tile

    // With the published weights a step would be huge.
    private static readonly GradientLoss s_siren = GradientLoss.Find("SirenSurface").With([3, 1, 1, 4, 0.5, 1, 0.05]);

    [Fact]
    public void Steps_over_every_part_agree_with_the_cpu()
    {
        if (TestDevice.Device is null) return;
        Compare(Parts.Surface, new() { Gradient = GradientLoss.Find("Eikonal") }, KernelForm.Sixteen);
    }

    [Theory, InlineData("Eikonal"), InlineData("Igr"), InlineData("SirenSurface")]
    public void Every_gradient_loss_agrees_with_the_cpu(string name)
    {
        if (TestDevice.Device is null) return;
        GradientLoss loss = name == s_siren.Name ? s_siren : GradientLoss.Find(name);
        Compare(Field("graph network of a network, and of features"), new() { Gradient = loss }, KernelForm.Sixteen);
    }

    [Theory, InlineData("graph an encoding as the value"), InlineData("graph nodes that nobody reads")]
    public void Unusual_graphs_agree_with_the_cpu(string name)
    {
        if (TestDevice.Device is null) return;
        Compare(Field(name), new() { Gradient = s_siren }, KernelForm.Sixteen);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Numerical_gradients_agree_with_the_cpu(int inputs)
    {
        string name = FormattableString.Invariant($"shape {inputs}-17x1");
        TrainingSpec training = new()
        {
            Gradient = inputs == 2 ? s_siren : GradientLoss.Find("Eikonal"),
            GradientMethod = GradientMethod.Numerical,
            GradientStep = 1 / 64.0,
        };
        foreach (KernelForm form in inputs == 3 ? TestDevice.Extremes : TestDevice.Extremes.Take(1))
            Compare(Field(name), training, form);
    }

    [Fact]
    public void Grids_are_learnt_numerically_as_on_the_cpu()
    {
        if (TestDevice.Device is null) return;
        (string name, FieldCase test) =
            GradientCases.Numerical.First(c => c.Key.Contains("Hash", StringComparison.OrdinalIgnoreCase));
        Compare(test, new() { Gradient = GradientLoss.Find("Eikonal"), GradientStep = 1 / 64.0 }, KernelForm.Sixteen, name);
    }

    private static FieldCase Field(string name) => GradientCases.Analytic[name];

    private static void Compare(FieldCase test, TrainingSpec training, KernelForm form, string name = "")
    {
        const double Rate = 1e-2;
        training = training with { BatchSize = Batch, Optimizer = new Sgd { Momentum = 0.5 } };
        using CpuBackend cpu = new(1);
        using OpenClBackend device = TestDevice.Open(form);
        using IFieldProgram expected = cpu.Compile(test.Spec), actual = device.Compile(test.Spec);
        expected.SetParameters(test.Parameters());
        actual.SetParameters(test.Parameters());
        using ITrainingRun left = expected.Train(training, SamplesOf(test, training.Gradient!));
        using ITrainingRun right = actual.Train(training, SamplesOf(test, training.Gradient!));
        for (int step = 1; step <= 3; step++)
        {
            string where = $"{name} {training.Gradient}, {form}, step {step}";
            AssertClose.Number(left.Step(Rate), right.Step(Rate), 1e-3, 1e-5, where);
            Steps.Same(expected, actual, where);
        }
    }

    private static ListedSamples SamplesOf(FieldCase test, GradientLoss loss)
    {
        float[] targets = GradientCases.Targets(test, loss, Samples);
        return new(test.Points(Samples), targets, test.Spec.InputCount, targets.Length / Samples);
    }
}
