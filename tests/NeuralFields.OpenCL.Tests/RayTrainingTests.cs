using NeuralFields.Backends;
using NeuralFields.Backends.Cpu;
using NeuralFields.Fields;
using NeuralFields.Losses;
using NeuralFields.Optimizers;
using NeuralFields.Testing;
using NeuralFields.Tests.Backends;
using NeuralFields.Training;

namespace NeuralFields.OpenCL.Tests;

/// <summary>Training of radiance fields beside the CPU backend.</summary>
public sealed class RayTrainingTests
{
    private static readonly RaySpec s_rays = new()
    {
        Space = new() { Steps = 64 },
        OpacityLoss = 0.1,
        DistortionLoss = 0.2,
        MaxRays = 128,
    };

    private static readonly TrainingSpec s_training =
        new() { BatchSize = 2048, Loss = Loss.Find("Huber"), Optimizer = new Sgd() };

    // The space of the second has cascades and steps that grow.
    public static TheoryData<int, double> Spaces => new() { { 1, 0 }, { 4, 1 / 64.0 } };

    [Theory, MemberData(nameof(Spaces))]
    public void Steps_agree_with_the_cpu(int scale, double cone)
    {
        RaySpec rays = s_rays with { Space = s_rays.Space with { AabbScale = scale, ConeAngle = cone } };
        foreach (KernelForm form in scale == 1 ? TestDevice.Extremes : TestDevice.Extremes.Take(1))
        {
            using CpuBackend cpu = new(1);
            using OpenClBackend device = TestDevice.Open(form);
            using IFieldProgram expected = Program(cpu), actual = Program(device);
            using ITrainingRun left = expected.TrainRays(s_training, rays, new AroundSource(9));
            using ITrainingRun right = actual.TrainRays(s_training, rays, new AroundSource(9));
            for (int step = 1; step <= 3; step++)
            {
                AssertClose.Number(left.Step(1), right.Step(1), 1e-3, 1e-6, $"{form}: loss of step {step}");
                Steps.Same(expected, actual, $"{form}: step {step}");
            }
            Assert.Equal(left.Save().Counters, right.Save().Counters);
        }
    }

    [Fact]
    public void A_device_of_small_groups_and_little_local_memory_steps_alike()
    {
        if (TestDevice.Device is null) return;
        OpenClDevice small = TestDevice.Device.Within(localMemory: 2048, groupSize: 9);
        KernelForm form = KernelForm.Scalar.Within(small);
        Assert.Equal((8, 8, 256), (form.GroupSize, form.Lanes, form.Staged));
        using CpuBackend cpu = new(1);
        using OpenClBackend device = TestDevice.Open(small, form);
        using IFieldProgram expected = Program(cpu), actual = Program(device);
        using ITrainingRun left = expected.TrainRays(s_training, s_rays, new AroundSource(9));
        using ITrainingRun right = actual.TrainRays(s_training, s_rays, new AroundSource(9));
        for (int step = 1; step <= 3; step++)
            AssertClose.Number(left.Step(1), right.Step(1), 1e-3, 1e-6, $"loss of step {step}");
        Steps.Same(expected, actual, "small groups");
    }

    [Fact]
    public void Kernels_for_colour_are_trained_as_on_the_cpu()
    {
        if (TestDevice.Device is null) return;
        FieldSpec field = RayCases.Hybrid();
        RaySpec rays = s_rays with { KernelStep = 0 };
        using CpuBackend cpu = new(1);
        using OpenClBackend device = TestDevice.Open(KernelForm.Sixteen);
        using IFieldProgram expected = Program(cpu, field), actual = Program(device, field);
        using ITrainingRun left = expected.TrainRays(s_training, rays, new AroundSource(9));
        using ITrainingRun right = actual.TrainRays(s_training, rays, new AroundSource(9));
        for (int step = 1; step <= 3; step++)
        {
            AssertClose.Number(left.Step(1), right.Step(1), 1e-3, 1e-6, $"loss of step {step}");
            Steps.Same(expected, actual, $"step {step}");
        }
    }

    [Fact]
    public void Kernels_rest_until_they_are_placed()
    {
        if (TestDevice.Device is null) return;
        FieldSpec field = RayCases.Hybrid();
        using OpenClBackend device = TestDevice.Open(KernelForm.Sixteen);
        using IFieldProgram program = Program(device, field);
        using ITrainingRun run = program.TrainRays(s_training, s_rays with { KernelStep = 3 }, new AroundSource(9));
        float[] first = Kernels(program), later = first;
        for (int step = 0; step < 5; step++)
        {
            run.Step(1e-2);
            later = Kernels(program);
            Assert.Equal(step < 3, first.AsSpan().SequenceEqual(later));
        }
        const int Centers = 3 * 60, Features = 5 * 60;
        Assert.NotEqual(first[..Centers], later[..Centers]);
        Assert.NotEqual(first[^Features..], later[^Features..]);
    }

    /// <summary>Centres, shapes and features.</summary>
    private static float[] Kernels(IFieldProgram program)
    {
        float[] parameters = new float[program.Spec.Layout().Count];
        program.GetParameters(parameters);
        return [.. program.Spec.Layout().Tensors.Where(t => t.Name.StartsWith("rgb_encoding", StringComparison.Ordinal))
            .SelectMany(t => parameters[t.Offset..(t.Offset + t.Count)])];
    }

    /// <summary>
    /// The same places are looked into, and cells fade in the same order: after a sweep, and after looks at random cells,
    /// all but the few whose density lies at the threshold are known alike, and rays take as many samples.
    /// </summary>
    [Theory, InlineData(17, false), InlineData(33, false), InlineData(17, true)]
    public void Cells_are_known_as_on_the_cpu(int steps, bool inGroups)
    {
        if (TestDevice.Device is null) return;
        using CpuBackend cpu = new(1);
        using OpenClBackend device = TestDevice.Open(inGroups ? KernelForm.Scalar : KernelForm.Sixteen);
        TrainingState expected = AfterSteps(cpu, steps), actual = AfterSteps(device, steps);
        Assert.InRange(expected.Occupancy.Count(float.IsNegative) / (double)expected.Occupancy.Length, 0.1, 0.9);
        AssertClose.Relative(expected.Occupancy, actual.Occupancy, 1e-2, 1e-6, "cells");
        Assert.Equal(expected.Counters, actual.Counters);
    }

    [Fact]
    public void A_state_goes_on_where_it_was_saved_on_either_backend()
    {
        if (TestDevice.Device is null) return;
        using CpuBackend cpu = new(1);
        using OpenClBackend device = TestDevice.Open(KernelForm.Sixteen);
        float[] whole = Relay(device, null);
        AssertClose.SameBits(whole, Relay(device, device), "the same device goes on");
        // Both march the same rays through the cells that were handed over.
        float[] there = Relay(device, cpu), back = Relay(cpu, device);
        AssertClose.Relative(whole, there, 0.05, 0.02, "device to CPU");
        AssertClose.Relative(whole, back, 0.05, 0.02, "CPU to device");
    }

    /// <summary>Ten steps on one backend, then four on another, or all on the first.</summary>
    private static float[] Relay(IBackend first, IBackend? second)
    {
        using IFieldProgram program = Program(first);
        using ITrainingRun run = program.TrainRays(s_training, s_rays, new AroundSource(1));
        for (int i = 0; i < (second is null ? 14 : 10); i++) run.Step(0.1);
        float[] parameters = new float[program.Spec.Layout().Count];
        program.GetParameters(parameters);
        if (second is null) return parameters;
        using IFieldProgram other = second.Compile(program.Spec);
        other.SetParameters(parameters);
        using ITrainingRun rest = other.TrainRays(s_training, s_rays, new AroundSource(1));
        rest.Restore(run.Save());
        for (int i = 0; i < 4; i++) rest.Step(0.1);
        other.GetParameters(parameters);
        return parameters;
    }

    private static TrainingState AfterSteps(IBackend backend, int steps)
    {
        using IFieldProgram program = Program(backend);
        using ITrainingRun run = program.TrainRays(s_training, s_rays with { MaxRays = 256 }, new AroundSource(1));
        for (int i = 0; i < steps; i++) run.Step(0.1);
        return run.Save();
    }

    private static IFieldProgram Program(IBackend backend) => Program(backend, RayCases.Field());

    private static IFieldProgram Program(IBackend backend, FieldSpec field)
    {
        IFieldProgram program = backend.Compile(field);
        program.SetParameters(RayCases.Parameters(field));
        return program;
    }
}
