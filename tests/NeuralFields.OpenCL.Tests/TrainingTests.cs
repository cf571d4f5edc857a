using System.Collections.Immutable;
using NeuralFields.Backends;
using NeuralFields.Backends.Cpu;
using NeuralFields.Losses;
using NeuralFields.Optimizers;
using NeuralFields.Parameters;
using NeuralFields.Testing;
using NeuralFields.Tests.Backends;
using NeuralFields.Training;

namespace NeuralFields.OpenCL.Tests;

/// <summary>Training step by step beside the CPU backend.</summary>
public sealed class TrainingTests
{
    private const int Samples = 301, Batch = 700; // neither fills its last tile

    private static readonly TrainingSpec s_descent =
        new() { Optimizer = new Sgd { Momentum = 0.5 }, Loss = Loss.Find("Huber"), BatchSize = Batch };

    private static readonly ImmutableArray<TrainingSpec> s_optimizers =
    [
        new() { Optimizer = new Adam { Epsilon = 1e-8, L2Regularization = 1e-3 }, BatchSize = Batch, AverageDecay = 0.9 },
        new() { Optimizer = new Adam { Epsilon = 1e-8, Sparse = false }, BatchSize = Batch },
        new() { Optimizer = new AdamW { Epsilon = 1e-8, WeightDecay = 0.1 }, BatchSize = Batch },
        new()
        {
            Optimizer = new Sgd(),
            BatchSize = Batch,
            Loss = Loss.Find("Smape"),
            Groups = [new("encoding", 0.25), new("rgb_network", 0), new("network.0.bias", 2)],
        },
    ];

    public static TheoryData<string> Names =>
        ["activations", "encodings", "wavelets", "units", "graph radiance", "graph encoding of a network"];

    public static TheoryData<int> Optimizers => [.. Enumerable.Range(0, s_optimizers.Length)];

    [Theory, MemberData(nameof(Names))]
    public void Steps_agree_with_the_cpu(string name)
    {
        foreach (KernelForm form in TestDevice.FormsFor(name)) Compare(Parts.Named(name), s_descent, form, name);
    }

    [Theory, MemberData(nameof(Optimizers))]
    public void Every_optimiser_agrees_with_the_cpu(int number)
    {
        if (TestDevice.Device is null) return;
        Compare(FieldCases.Radiance, s_optimizers[number], KernelForm.Sixteen, $"optimiser {number}");
    }

    [Fact]
    public void A_state_goes_on_where_it_was_saved_on_either_backend()
    {
        if (TestDevice.Device is null) return;
        FieldCase test = FieldCases.Radiance;
        using CpuBackend cpu = new(1);
        using OpenClBackend device = TestDevice.Open(KernelForm.Sixteen);
        float[] expected = Relay(test, device, device), whole = Relay(test, device, null);
        AssertClose.SameBits(whole, expected, "the same device goes on");
        AssertClose.Relative(expected, Relay(test, device, cpu), 1e-3, 1e-5, "device to CPU");
        AssertClose.Relative(expected, Relay(test, cpu, device), 1e-3, 1e-5, "CPU to device");
    }

    [Fact]
    public void Tables_in_half_precision_follow_the_updates()
    {
        FieldCase test = FieldCases.Radiance;
        float[] points = test.Points(75);
        foreach (KernelForm form in TestDevice.Extremes)
        {
            using CpuBackend cpu = new(1);
            using OpenClBackend device = TestDevice.Open(form with { HalvesTables = true });
            using IFieldProgram program = device.Compile(test.Spec), rounded = cpu.Compile(test.Spec);
            program.SetParameters(test.Parameters());
            using ITrainingRun run = program.Train(s_optimizers[form.IsShared ? 0 : 1], SamplesOf(test));
            for (int i = 0; i < 3; i++) run.Step(1e-2);
            rounded.SetParameters(Halved(program));
            Gradients expected = Gradients.Of(rounded, test, points), actual = Gradients.Of(program, test, points);
            AssertClose.Relative(expected.Values, actual.Values, 1e-4, 1e-5, $"{form}: values");
            AssertClose.Relative(expected.InputGradients, actual.InputGradients, 1e-3, 1e-3, $"{form}: gradients");
        }
    }

    /// <summary>A program's parameters with entries of tables as half precision has them.</summary>
    private static float[] Halved(IFieldProgram program)
    {
        ParameterLayout layout = program.Spec.Layout();
        float[] parameters = new float[layout.Count];
        program.GetParameters(parameters);
        foreach (ParameterTensor table in layout.Tensors.Where(t => t.Role == ParameterRole.Table))
            foreach (ref float entry in parameters.AsSpan(table.Offset, table.Count)) entry = (float)(Half)entry;
        return parameters;
    }

    /// <summary>Four steps on one backend, then four on another, or eight on the first.</summary>
    private static float[] Relay(FieldCase test, IBackend first, IBackend? second)
    {
        TrainingSpec training = s_optimizers[0];
        float[] parameters = test.Parameters();
        using IFieldProgram program = first.Compile(test.Spec);
        program.SetParameters(parameters);
        using ITrainingRun run = program.Train(training, SamplesOf(test));
        for (int i = 0; i < (second is null ? 8 : 4); i++) run.Step(1e-3);
        program.GetParameters(parameters);
        if (second is null) return parameters;
        using IFieldProgram other = second.Compile(test.Spec);
        other.SetParameters(parameters);
        using ITrainingRun rest = other.Train(training, SamplesOf(test));
        rest.Restore(run.Save());
        for (int i = 0; i < 4; i++) rest.Step(1e-3);
        other.GetParameters(parameters);
        return parameters;
    }

    private static void Compare(FieldCase test, TrainingSpec training, KernelForm form, string name)
    {
        const double Rate = 1e-2;
        using CpuBackend cpu = new(1);
        using OpenClBackend device = TestDevice.Open(form);
        using IFieldProgram expected = cpu.Compile(test.Spec), actual = device.Compile(test.Spec);
        expected.SetParameters(test.Parameters());
        actual.SetParameters(test.Parameters());
        using ITrainingRun left = expected.Train(training, SamplesOf(test));
        using ITrainingRun right = actual.Train(training, SamplesOf(test));
        for (int step = 1; step <= 4; step++)
        {
            AssertClose.Number(left.Step(Rate), right.Step(Rate), 1e-3, 1e-6, $"{name}, {form}: loss of step {step}");
            Steps.Same(expected, actual, $"{name}, {form}: step {step}");
        }
        Same(left.Save(), right.Save(), $"{name}, {form}");
    }

    private static void Same(TrainingState expected, TrainingState actual, string where)
    {
        Assert.Equal(expected.Step, actual.Step);
        Assert.Equal(expected.UpdateCounts, actual.UpdateCounts);
        Assert.Equal(expected.OptimizerState.Length, actual.OptimizerState.Length);
        for (int i = 0; i < expected.OptimizerState.Length; i++)
            AssertClose.Relative(
                expected.OptimizerState[i], actual.OptimizerState[i], 1e-3, 1e-5, $"{where}: state {i}");
        AssertClose.Relative(expected.Average, actual.Average, 1e-3, 2e-5, $"{where}: average");
    }

    private static ListedSamples SamplesOf(FieldCase test)
        => new(test.Points(Samples), test.OutputNumbers(Samples), test.Spec.InputCount, test.Spec.OutputCount);
}
