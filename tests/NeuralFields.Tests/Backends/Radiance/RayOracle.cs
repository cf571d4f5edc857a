using System.Numerics;
using NeuralFields.Backends;
using NeuralFields.Fields;
using NeuralFields.Geometry;
using NeuralFields.Losses;
using NeuralFields.Optimizers;
using NeuralFields.Rendering.Cameras;
using NeuralFields.Testing;
using NeuralFields.Training;
using NeuralFields.Volumes;

namespace NeuralFields.Tests.Backends;

/// <summary>The mean loss of the rays of a first step in double precision.</summary>
internal static class RayOracle
{
    /// <summary>Rays of the step.</summary>
    public const int Rays = 64;

    private const int CameraNumbers = 10;

    /// <summary>One step on backends beside central differences of the mean loss by the numbers of all cameras.</summary>
    public static void CheckCameras(FieldSpec field, params IBackend[] backends)
    {
        RaySpec spec = new()
        {
            Space = new() { Steps = 24 },
            MinTransmittance = 0,
            MaxRays = Rays,
            KernelStep = 0,
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
        foreach (IBackend backend in backends)
        {
            using IFieldProgram program = backend.Compile(field);
            program.SetParameters(RayCases.Parameters(field));
            TrainingSpec training = new() { BatchSize = 4096, Loss = Loss.Find("L2"), Optimizer = new Sgd() };
            using ITrainingRun run = program.TrainRays(training, spec, source);
            run.Step(0);
            // Sums of derivatives are the last of four arrays.
            double[] actual = Wide.Of(run.Save().Cameras.AsSpan(3 * expected.Length));
            AssertClose.Relative(expected, actual, 5e-4, floor, backend.Info.Description);
        }
    }

    /// <summary>The rays of the first step with their samples, all cells being occupied.</summary>
    public static BlendedRay[] Blended(VolumeSpace space)
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

    public sealed class BlendedRay(TrainingRay ray, float[] distances, VolumeSpace space)
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
