using NeuralFields.Backends;
using NeuralFields.Backends.Cpu;
using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Losses;
using NeuralFields.Optimizers;
using NeuralFields.Testing;
using NeuralFields.Tests.Backends;
using NeuralFields.Training;

namespace NeuralFields.OpenCL.Tests;

/// <summary>What is learnt per photograph on a device: cameras, and latent vectors.</summary>
public sealed class ViewLearningTests
{
    private const CameraParts All = CameraParts.Pose | CameraParts.Focal | CameraParts.Exposure;

    private static readonly RaySpec s_rays = new() { Space = new() { Steps = 64 }, MaxRays = 128, KernelStep = 0 };

    private static readonly TrainingSpec s_training =
        new() { BatchSize = 1024, Loss = Loss.Find("L2"), Optimizer = new Adam { LearningRate = 1e-3 } };

    [Fact]
    public void A_step_finds_the_derivatives_by_cameras()
    {
        OpenClBackend[] backends = [.. TestDevice.Extremes.Select(TestDevice.Open)];
        if (backends.Length > 0) RayOracle.CheckCameras(RayCases.Field(features: 4, GridInterpolation.Smoothstep), backends);
        foreach (OpenClBackend backend in backends) backend.Dispose();
    }

    [Fact]
    public void So_does_one_of_kernels()
    {
        if (TestDevice.Device is null) return;
        using OpenClBackend device = TestDevice.Open(KernelForm.Eight);
        RayOracle.CheckCameras(RayCases.Hybrid(GridInterpolation.Smoothstep), device);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Cameras_and_latent_vectors_move_as_on_the_cpu(bool inGroups)
    {
        if (TestDevice.Device is null) return;
        RaySpec rays = s_rays with { Cameras = new(All) };
        using CpuBackend cpu = new(1);
        using OpenClBackend device = TestDevice.Open(inGroups ? KernelForm.Scalar : KernelForm.Sixteen);
        using Run expected = new(cpu, rays), actual = new(device, rays);
        // Cameras change first at step 272.
        TrainingState start = expected.Training.Save() with { Step = 270 };
        expected.Training.Restore(start);
        actual.Training.Restore(start);
        for (int step = 0; step < 4; step++)
            AssertClose.Number(expected.Training.Step(1e-3), actual.Training.Step(1e-3), 1e-3, 1e-6, $"loss of step {step}");
        TrainingState left = expected.Training.Save(), right = actual.Training.Save();
        Assert.NotEqual(start.Cameras, right.Cameras);
        AssertClose.Relative(left.Cameras, right.Cameras, 5e-3, 1e-5, "cameras");
        AssertClose.Relative(left.Latents, right.Latents, 5e-3, 1e-5, "latent vectors");
        AssertClose.Relative(expected.Own(), actual.Own(), 1e-4, 1e-5, "the field's own vector");
    }

    [Fact]
    public void A_state_goes_on_where_it_was_saved_on_either_backend()
    {
        if (TestDevice.Device is null) return;
        using CpuBackend cpu = new(1);
        using OpenClBackend device = TestDevice.Open(KernelForm.Sixteen);
        RaySpec rays = s_rays with { Cameras = new(CameraParts.Exposure) };
        using Run whole = new(device, rays), same = new(device, rays), other = new(cpu, rays);
        for (int step = 0; step < 5; step++) whole.Training.Step(1e-3);
        same.GoOnFrom(whole);
        other.GoOnFrom(whole);
        foreach (Run run in (Run[])[whole, same, other])
            for (int step = 0; step < 3; step++) run.Training.Step(1e-3);
        TrainingState expected = whole.Training.Save();
        AssertClose.SameBits(expected.Latents, same.Training.Save().Latents, "latent vectors");
        AssertClose.SameBits(expected.Cameras, same.Training.Save().Cameras, "cameras");
        AssertClose.Relative(expected.Latents, other.Training.Save().Latents, 1e-2, 1e-3, "device to CPU");
        Assert.Throws<InputException>(() => same.Training.Restore(expected with { Latents = [1] }));
        Assert.Throws<InputException>(() => same.Training.Restore(expected with { Cameras = [1] }));
    }

    private sealed class Run : IDisposable
    {
        private readonly IFieldProgram _program;

        public Run(IBackend backend, RaySpec rays)
        {
            FieldSpec field = RayCases.Field(latents: 3);
            _program = backend.Compile(field);
            _program.SetParameters(RayCases.Parameters(field));
            Training = _program.TrainRays(s_training, rays, new AroundSource(1));
        }

        public ITrainingRun Training { get; }

        public void GoOnFrom(Run other)
        {
            _program.SetParameters(other.Parameters());
            Training.Restore(other.Training.Save());
        }

        /// <summary>The latent vector of the field itself.</summary>
        public float[] Own()
        {
            FieldSpec field = _program.Spec;
            int first = field.FirstParameter(field.Nodes.Single(n => n.Name == "appearance"));
            return Parameters()[first..(first + 3)];
        }

        public void Dispose()
        {
            Training.Dispose();
            _program.Dispose();
        }

        private float[] Parameters()
        {
            float[] parameters = new float[_program.Spec.Layout().Count];
            _program.GetParameters(parameters);
            return parameters;
        }
    }
}
