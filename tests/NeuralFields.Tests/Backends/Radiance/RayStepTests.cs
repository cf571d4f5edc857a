using System.Numerics;
using NeuralFields.Backends;
using NeuralFields.Backends.Cpu;
using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Geometry;
using NeuralFields.Losses;
using NeuralFields.Numerics;
using NeuralFields.Optimizers;
using NeuralFields.Parameters;
using NeuralFields.Rendering.Cameras;
using NeuralFields.Testing;
using NeuralFields.Training;
using NeuralFields.Volumes;

namespace NeuralFields.Tests.Backends;

/// <summary>One step of plain gradient descent shows the gradient of rays that were marched, blended and judged.</summary>
public sealed class RayStepTests
{
    private const double Rate = 8;
    private const int Rays = 64, MostPerTensor = 10, CameraNumbers = 10;

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
        BlendedRay[] rays = Blended(spec.Space);
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

    [Fact]
    public void A_step_finds_the_derivatives_by_cameras()
    {
        // Smooth, since rays that move cross the kinks of linear blends.
        FieldSpec field = RayCases.Field(features: 4, GridInterpolation.Smoothstep);
        RaySpec spec = new()
        {
            Space = new() { Steps = 24 },
            MinTransmittance = 0,
            MaxRays = Rays,
            Cameras = new(CameraParts.Pose | CameraParts.Focal | CameraParts.Exposure),
        };
        FieldOracle oracle = new(field);
        double[] parameters = Wide.Of(RayCases.Parameters(field));
        BlendedRay[] rays = Blended(spec.Space);
        AroundSource source = new(9);
        double[] expected = CentralDifference.Gradient(
            cameras => rays.Sum(r => r.Loss(oracle, parameters, 0, 0, cameras, source)) / Rays,
            new double[CameraNumbers * source.ViewCount]);
        double floor = 1e-7 + (2e-5 * expected.Max(Math.Abs));
        foreach (LaneWidth width in Enum.GetValues<LaneWidth>())
        {
            using CpuBackend backend = new(1, width);
            using IFieldProgram program = backend.Compile(field);
            program.SetParameters(RayCases.Parameters(field));
            TrainingSpec training = new() { BatchSize = 4096, Loss = Loss.Find("L2"), Optimizer = new Sgd() };
            using ITrainingRun run = program.TrainRays(training, spec, source);
            run.Step(0);
            // Sums of derivatives are the last of four arrays.
            double[] actual = Wide.Of(run.Save().Cameras.AsSpan(3 * expected.Length));
            AssertClose.Relative(expected, actual, 5e-4, floor, width.ToString());
        }
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

    /// <summary>The rays of the first step with their samples, all cells being occupied.</summary>
    private static BlendedRay[] Blended(VolumeSpace space)
    {
        OccupancyBits bits = new(1);
        bits.Fill();
        RayMarcher marcher = new(space, bits);
        TrainingRay[] rays = new TrainingRay[Rays];
        new AroundSource(9).Fill(0, rays);
        return [.. rays.Select(r =>
        {
            (float near, float far) = space.Clip(r.Origin, r.Direction);
            float[] distances = new float[100];
            int count = near < far
                ? marcher.March(r.Origin, r.Direction, marcher.Begin(MathF.Max(near, r.Near), r.Jitter), far, 1, distances, out _)
                : 0;
            return new BlendedRay(r, distances[..count], space);
        })];
    }

    private sealed class BlendedRay(TrainingRay ray, float[] distances, VolumeSpace space)
    {
        public double[] Deltas { get; } = [.. distances.Select(t => (double)space.StepAt(t))];

        public double Loss(
            FieldOracle oracle, double[] parameters, double opacity, double distortion, double[]? cameras = null,
            AroundSource? source = null)
        {
            ReadOnlySpan<double> own = cameras is null ? new double[CameraNumbers] : cameras.AsSpan(CameraNumbers * ray.View, CameraNumbers);
            CameraCorrection correction = new(new(own[0], own[1], own[2]), new(own[3], own[4], own[5]), own[6]);
            Point3 origin = Point3.Of(ray.Origin) + correction.Shift, direction = cameras is null
                ? Point3.Of(ray.Direction)
                : correction.Apply(Point3.Of(ray.Direction), Point3.Of(source!.BackOf(ray.View)));
            double[] gains = [1 + own[7], 1 + own[8], 1 + own[9]];
            double[] y = oracle.Evaluate([.. distances.SelectMany(t => Inputs(origin + (direction * t), direction))], parameters);
            double left = 1, regular = 0;
            double[] color = new double[3], weights = new double[Deltas.Length];
            for (int i = 0; i < Deltas.Length; i++)
            {
                double passing = Math.Exp(-y[4 * i] * Deltas[i]);
                weights[i] = left * (1 - passing);
                for (int c = 0; c < 3; c++) color[c] += weights[i] * y[(4 * i) + 1 + c];
                left *= passing;
            }
            if (Deltas.Length > 0 && opacity > 0) regular -= opacity * (1 - left) * Math.Log(1 - left);
            if (distortion > 0)
                regular += distortion * Compositing.Distortion<double>(
                    [.. distances.Select(t => (double)t)], Deltas, weights, 0, new double[weights.Length]);
            Vector3 target = ray.Target, behind = ray.Background;
            double sum = 0;
            for (int c = 0; c < 3; c++) sum += Square((gains[c] * color[c]) + (left * behind[c]) - target[c]);
            return (sum / 3) + regular;
        }

        private double[] Inputs(Point3 p, Point3 d)
        {
            double low = space.Low, side = space.AabbScale;
            return
            [
                (p.X - low) / side, (p.Y - low) / side, (p.Z - low) / side,
                (0.5 * d.X) + 0.5, (0.5 * d.Y) + 0.5, (0.5 * d.Z) + 0.5,
            ];
        }

        private static double Square(double x) => x * x;
    }
}
