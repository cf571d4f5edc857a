using System.Collections.Immutable;
using NeuralFields.Backends;
using NeuralFields.Backends.Cpu;
using NeuralFields.Parameters;
using NeuralFields.Testing;
using NeuralFields.Training;

namespace NeuralFields.Tests.Backends;

public sealed class TrainingRunTests
{
    private const int Samples = 997;

    public static TheoryData<string> Fields =>
    [
        "graph radiance", "wire 20x2", "encoding composite", "encoding fourier", "encoding radial and grid",
        "encoding radial mobile",
    ];

    [Theory, MemberData(nameof(Fields))]
    public void A_step_allocates_nothing(string name)
    {
        FieldCase test = FieldCases.All[name];
        foreach (int threads in (int[])[1, 2])
        {
            using CpuBackend backend = new(threads);
            using IFieldProgram program = backend.Compile(test.Spec);
            program.SetParameters(test.Parameters());
            using ITrainingRun run = program.Train(new() { BatchSize = 1000, AverageDecay = 0.9 }, SamplesOf(test));
            for (int i = 0; i < 10; i++) run.Step(1e-2);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 50; i++) run.Step(1e-2);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    [Theory]
    [InlineData("graph radiance", "encoding"), InlineData("graph radiance", "network.0")]
    [InlineData("graph radiance", "rgb"), InlineData("wire 20x2", "network.1.weight")]
    [InlineData("encoding composite", "encoding.1"), InlineData("encoding fourier", "none")]
    [InlineData("encoding radial and grid", "encoding.1"), InlineData("encoding radial and grid", "encoding.bias")]
    [InlineData("encoding radial mobile", "encoding.adjustments")]
    public void Groups_without_a_rate_and_constants_keep_their_bits(string name, string group)
    {
        FieldCase test = FieldCases.All[name];
        using CpuBackend backend = new(2);
        using IFieldProgram program = backend.Compile(test.Spec);
        float[] before = test.Parameters(), after = new float[before.Length];
        program.SetParameters(before);
        TrainingSpec training = new() { BatchSize = 1000, Groups = [new ParameterGroup(group, 0)] };
        using ITrainingRun run = program.Train(training, SamplesOf(test));
        for (int i = 0; i < 10; i++) run.Step(1e-2);
        program.GetParameters(after);
        foreach (ParameterTensor tensor in test.Spec.Layout().Tensors)
        {
            bool moves = tensor.IsTrained && !tensor.Name.StartsWith(group, StringComparison.Ordinal);
            ReadOnlySpan<float> was = before.AsSpan(tensor.Offset, tensor.Count);
            ReadOnlySpan<float> now = after.AsSpan(tensor.Offset, tensor.Count);
            if (!moves) AssertClose.SameBits(was, now, tensor.Name);
            else Assert.False(was.SequenceEqual(now), tensor.Name + " stood still");
        }
    }

    [Fact]
    public void A_group_trains_by_its_own_rate()
    {
        FieldCase test = FieldCases.Radiance;
        float[] whole = StepOnce(test, [], 1e-3), slowed = StepOnce(test, [new ParameterGroup("network", 0.25)], 4e-3);
        foreach (ParameterTensor t in test.Spec.Layout().Tensors)
            if (t.Name.StartsWith("network", StringComparison.Ordinal))
                AssertClose.SameBits(whole.AsSpan(t.Offset, t.Count), slowed.AsSpan(t.Offset, t.Count), t.Name);
    }

    [Fact]
    public void The_average_of_parameters_that_stand_still_is_the_parameters()
    {
        FieldCase test = FieldCases.All["wire 20x2"];
        using CpuBackend backend = new(1);
        using IFieldProgram program = backend.Compile(test.Spec);
        program.SetParameters(test.Parameters());
        using ITrainingRun run = program.Train(new() { BatchSize = 100, AverageDecay = 0.9 }, SamplesOf(test));
        for (int i = 0; i < 20; i++) run.Step(0);
        AssertClose.Relative(test.Parameters(), run.Save().Average, 1e-6, 0);
    }

    private static float[] StepOnce(FieldCase test, ImmutableArray<ParameterGroup> groups, double rate)
    {
        using CpuBackend backend = new(1);
        using IFieldProgram program = backend.Compile(test.Spec);
        float[] parameters = test.Parameters();
        program.SetParameters(parameters);
        using ITrainingRun run = program.Train(new() { BatchSize = 1000, Groups = groups }, SamplesOf(test));
        run.Step(rate);
        program.GetParameters(parameters);
        return parameters;
    }

    private static ListedSamples SamplesOf(FieldCase test)
        => new(test.Points(Samples), test.OutputNumbers(Samples), test.Spec.InputCount, test.Spec.OutputCount);
}
