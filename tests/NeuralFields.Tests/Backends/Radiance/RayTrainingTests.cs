using NeuralFields.Backends;
using NeuralFields.Backends.Cpu;
using NeuralFields.Fields;
using NeuralFields.Losses;
using NeuralFields.Optimizers;
using NeuralFields.Parameters;
using NeuralFields.Rendering.Cameras;
using NeuralFields.Testing;
using NeuralFields.Training;
using NeuralFields.Volumes;

namespace NeuralFields.Tests.Backends;

public sealed class RayTrainingTests
{
    private static readonly RaySpec s_rays = new()
    {
        Space = new() { Steps = 128 },
        OpacityLoss = 1e-3,
        DistortionLoss = 1e-3,
        MaxRays = 1024,
    };

    private static readonly TrainingSpec s_training = new()
    {
        BatchSize = 2048,
        Loss = Loss.Find("Huber"),
        Optimizer = new Adam { LearningRate = 1e-2 },
        AverageDecay = 0.9,
    };

    [Fact]
    public void Any_number_of_threads_trains_the_same_parameters()
    {
        foreach (FieldSpec field in (FieldSpec[])[RayCases.Field(), RayCases.Hybrid()])
        {
            float[] alone = Train(field, threads: 1, steps: 40);
            Assert.NotEqual(RayCases.Parameters(field), alone);
            foreach (int threads in (int[])[2, 5])
                AssertClose.SameBits(alone, Train(field, threads, steps: 40), $"{threads} threads");
        }
    }

    // The steps at which cells are looked into and bits renewed are among them.
    [Fact]
    public void A_step_allocates_nothing()
    {
        FieldSpec field = RayCases.Field();
        using CpuBackend backend = new(1);
        using IFieldProgram program = backend.Compile(field);
        program.SetParameters(RayCases.Parameters(field));
        using ITrainingRun run = program.TrainRays(s_training, s_rays, new RepeatedSource(new AroundSource(1)));
        for (int i = 0; i < 20; i++) run.Step(1e-2);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 40; i++) run.Step(1e-2);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory, InlineData(1), InlineData(17), InlineData(33)]
    public void A_restored_run_goes_on_as_if_it_had_never_stopped(int steps) => CheckRestored(RayCases.Field(), s_rays, steps);

    [Theory, InlineData(20), InlineData(30), InlineData(31)]
    public void So_does_one_whose_kernels_are_placed_meanwhile(int steps)
    {
        RaySpec rays = s_rays with { KernelStep = 30 };
        (float[] before, float[] after) = CheckRestored(RayCases.Hybrid(), rays, steps);
        ParameterTensor centers = RayCases.Hybrid().Layout().Tensors.First(t => t.Name == "rgb_encoding.centers");
        bool isPlaced = steps > rays.KernelStep;
        Assert.Equal(isPlaced, before.AsSpan(centers.Offset, centers.Count).SequenceEqual(after.AsSpan(centers.Offset, centers.Count)));
        ParameterTensor features = RayCases.Hybrid().Layout().Tensors.First(t => t.Name == "rgb_encoding.features");
        Assert.NotEqual(before[features.Offset..(features.Offset + features.Count)], after[features.Offset..(features.Offset + features.Count)]);
    }

    private static (float[] Before, float[] After) CheckRestored(FieldSpec field, RaySpec rays, int steps)
    {
        using CpuBackend backend = new(2);
        using IFieldProgram first = backend.Compile(field), second = backend.Compile(field);
        float[] parameters = RayCases.Parameters(field), whole = new float[parameters.Length];
        first.SetParameters(parameters);
        using ITrainingRun run = first.TrainRays(s_training, rays, new AroundSource(1));
        for (int i = 0; i < steps; i++) run.Step(1e-2);
        TrainingState state = run.Save();
        first.GetParameters(parameters);
        float[] before = [.. parameters];
        for (int i = 0; i < 20; i++) run.Step(1e-2);
        first.GetParameters(whole);

        second.SetParameters(parameters);
        using ITrainingRun resumed = second.TrainRays(s_training, rays, new AroundSource(1));
        resumed.Restore(state);
        for (int i = 0; i < 20; i++) resumed.Step(1e-2);
        second.GetParameters(parameters);
        AssertClose.SameBits(whole, parameters, $"resumed after {steps} steps");
        AssertClose.SameBits(run.Save().Occupancy, resumed.Save().Occupancy, "occupancy");
        return (before, whole);
    }

    [Fact]
    public void Cameras_are_learnt_to_the_same_bits_by_any_threads_and_after_a_restore()
    {
        RaySpec rays = s_rays with { MaxRays = 128, Cameras = new(CameraParts.Pose | CameraParts.Focal | CameraParts.Exposure) };
        TrainingSpec training = s_training with { BatchSize = 512 };
        FieldSpec field = RayCases.Field();
        float[] parameters = RayCases.Parameters(field);
        using CpuBackend one = new(1), two = new(2);
        using IFieldProgram first = one.Compile(field), second = two.Compile(field);
        first.SetParameters(parameters);
        second.SetParameters(parameters);
        using ITrainingRun run = first.TrainRays(training, rays, new AroundSource(1));
        using ITrainingRun other = second.TrainRays(training, rays, new AroundSource(1));
        // The first change of cameras is at step 272; the state before it holds sums.
        for (int i = 0; i < 271; i++) run.Step(1e-3);
        for (int i = 0; i < 290; i++) other.Step(1e-3);
        TrainingState state = run.Save();
        first.GetParameters(parameters);
        using ITrainingRun resumed = first.TrainRays(training, rays, new AroundSource(1));
        resumed.Restore(state);
        for (int i = 0; i < 19; i++) resumed.Step(1e-3);
        AssertClose.SameBits(other.Save().Cameras, resumed.Save().Cameras, "cameras");
        CameraCorrection[] corrections = CameraLearner.CorrectionsOf(other.Save().Cameras);
        Assert.All(corrections, c => Assert.InRange(c.Turn.Length + c.Shift.Length, 1e-6, 0.02));
        Assert.Equal(0, corrections.Sum(c => c.Shift.X), 1e-7);
        Assert.Throws<InputException>(() => resumed.Restore(state with { Cameras = [1] }));
    }

    [Fact]
    public void Training_lowers_the_loss()
    {
        FieldSpec field = RayCases.Field(features: 4);
        using CpuBackend backend = new(2);
        using IFieldProgram program = backend.Compile(field);
        program.SetParameters(field.Initialize(1));
        using ITrainingRun run = program.TrainRays(s_training, s_rays, new AroundSource(1));
        double before = Enumerable.Range(0, 10).Average(_ => run.Step(1e-2));
        for (int i = 0; i < 150; i++) run.Step(1e-2);
        double after = Enumerable.Range(0, 10).Average(_ => run.Step(1e-2));
        Assert.True(after < 0.4 * before, $"{before} before, {after} after");
    }

    [Fact]
    public void A_field_of_another_kind_is_refused()
    {
        using CpuBackend backend = new(1);
        using IFieldProgram program = backend.Compile(FieldCases.All["wire 20x2"].Spec);
        Assert.Throws<InputException>(() => program.TrainRays(s_training, s_rays, new AroundSource(1)));
    }

    [Fact]
    public void A_space_out_of_range_is_refused()
    {
        using CpuBackend backend = new(1);
        using IFieldProgram program = backend.Compile(RayCases.Field());
        RaySpec wrong = s_rays with { Space = new VolumeSpace { AabbScale = 3 } };
        Assert.Throws<InputException>(() => program.TrainRays(s_training, wrong, new AroundSource(1)));
    }

    private static float[] Train(FieldSpec field, int threads, int steps)
    {
        using CpuBackend backend = new(threads);
        using IFieldProgram program = backend.Compile(field);
        float[] parameters = RayCases.Parameters(field);
        program.SetParameters(parameters);
        using ITrainingRun run = program.TrainRays(s_training, s_rays with { KernelStep = 20 }, new AroundSource(1));
        for (int i = 0; i < steps; i++) run.Step(1e-2);
        program.GetParameters(parameters);
        return parameters;
    }
}
