using NeuralFields.Backends;
using NeuralFields.Backends.Cpu;
using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Losses;
using NeuralFields.Numerics;
using NeuralFields.Optimizers;
using NeuralFields.Parameters;
using NeuralFields.Testing;
using NeuralFields.Training;

namespace NeuralFields.Tests.Backends;

/// <summary>One step of plain gradient descent shows the gradient of rays that were marched, blended and judged.</summary>
public sealed class RayStepTests
{
    private const double Rate = 8;
    private const int Rays = RayOracle.Rays, MostPerTensor = 10;

    [Theory, InlineData(0, 0), InlineData(0.3, 0), InlineData(0, 0.7)]
    public void A_step_follows_the_central_differences_of_the_mean_loss(double opacity, double distortion)
        => CheckStep(RayCases.Field(), opacity, distortion);

    [Fact]
    public void So_does_one_of_kernels() => CheckStep(RayCases.Hybrid(), 0, 0);

    private static void CheckStep(FieldSpec field, double opacity, double distortion)
    {
        RaySpec spec = new()
        {
            Space = new() { Steps = 24 },
            OpacityLoss = opacity,
            DistortionLoss = distortion,
            MinTransmittance = 0,
            KernelStep = 0,
            MaxRays = Rays,
        };
        FieldOracle oracle = new(field);
        double[] parameters = Wide.Of(RayCases.Parameters(field));
        RayOracle.BlendedRay[] rays = RayOracle.Blended(spec.Space);
        Assert.Contains(rays, r => r.Deltas.Length == 0);
        int[] components = Components(oracle.Layout);
        double Mean(double[] p) => rays.Sum(r => r.Loss(oracle, p, opacity, distortion)) / Rays;
        double[] moved = [.. parameters];
        double[] expected = CentralDifference.Gradient(
            values =>
            {
                for (int i = 0; i < components.Length; i++) moved[components[i]] = values[i];
                return Mean(moved);
            },
            [.. components.Select(c => parameters[c])]);
        double floor = 5e-8 + (2e-5 * expected.Max(Math.Abs));
        foreach (LaneWidth width in Enum.GetValues<LaneWidth>())
        {
            float[] after = Step(field, spec, width);
            double[] actual = [.. components.Select(c => (parameters[c] - after[c]) / Rate)];
            AssertClose.Relative(expected, actual, 5e-4, floor, width.ToString());
        }
    }

    // Smooth, since rays that move cross the kinks of linear blends.
    [Fact]
    public void A_step_finds_the_derivatives_by_cameras()
    {
        CpuBackend[] backends = [.. Enum.GetValues<LaneWidth>().Select(width => new CpuBackend(1, width))];
        RayOracle.CheckCameras(RayCases.Field(features: 4, GridInterpolation.Smoothstep), backends);
        foreach (CpuBackend backend in backends) backend.Dispose();
    }

    private static float[] Step(FieldSpec field, RaySpec spec, LaneWidth width)
    {
        using CpuBackend backend = new(1, width);
        using IFieldProgram program = backend.Compile(field);
        float[] parameters = RayCases.Parameters(field);
        program.SetParameters(parameters);
        TrainingSpec training = new() { BatchSize = 4096, Loss = Loss.Find("L2"), Optimizer = new Sgd() };
        using ITrainingRun run = program.TrainRays(training, spec, new AroundSource(9));
        run.Step(Rate);
        program.GetParameters(parameters);
        return parameters;
    }

    private static int[] Components(ParameterLayout layout)
        => [.. layout.Tensors.Where(t => t.IsTrained).SelectMany(t =>
        {
            int chosen = Math.Min(t.Count, MostPerTensor);
            return Enumerable.Range(0, chosen).Select(i => t.Offset + (int)((long)i * t.Count / chosen));
        })];
}
