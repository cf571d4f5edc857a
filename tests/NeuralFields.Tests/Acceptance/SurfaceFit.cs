using NeuralFields.Activations;
using NeuralFields.Backends;
using NeuralFields.Backends.Cpu;
using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Losses;
using NeuralFields.Networks;
using NeuralFields.Numerics;
using NeuralFields.Optimizers;
using NeuralFields.Training;

namespace NeuralFields.Tests.Acceptance;

/// <summary>How well a field that has only seen points of an L knows its distances.</summary>
/// <param name="Iou">Area inside both over area inside either, of a lattice of 128².</param>
/// <param name="Error">Mean error of the distance.</param>
/// <param name="Band">The same where the distance is below 0.1.</param>
/// <param name="Slope">Mean distance of the gradient's length from one.</param>
internal readonly record struct SurfaceFit(double Iou, double Error, double Band, double Slope)
{
    private const int Side = 128;

    /// <summary>1,000 steps of a sine network of 64×3, with the loss of SIREN.</summary>
    public static SurfaceFit OfSine(double omega, double rate, bool sphere, bool normals, ulong seed)
    {
        Mlp mlp = new() { HiddenLayers = 3, Activation = Activation.Find("Sine").With([omega]) };
        SurfaceSamples samples = new() { HasBorder = sphere, HasNormals = normals, Seed = seed };
        return Of(mlp, GradientLoss.Find("SirenSurface"), samples, rate, sphere, seed);
    }

    /// <summary>1,000 steps of a softplus network of 64×4 that starts as a sphere, with the loss of IGR.</summary>
    public static SurfaceFit OfSoftplus(bool normals, ulong seed)
    {
        Mlp mlp = new()
        {
            HiddenLayers = 4,
            Activation = Activation.Find("Softplus").With([100]),
            GeometricRadius = 0.5,
        };
        SurfaceSamples samples = new() { Spread = 0.05, HasNormals = normals, Seed = seed };
        return Of(mlp, GradientLoss.Find("Igr"), samples, 1e-3, sphere: false, seed);
    }

    private static SurfaceFit Of(
        Mlp mlp, GradientLoss loss, SurfaceSamples samples, double rate, bool sphere, ulong seed)
    {
        FieldSpec spec = FieldSpec.Value(2, 1, new Identity(), mlp);
        using CpuBackend backend = new(1, LaneWidth.Eight); // one width, hence the same bits on every machine
        using IFieldProgram program = backend.Compile(spec);
        program.SetParameters(spec.Initialize(seed));
        TrainingSpec training = new()
        {
            BatchSize = SurfaceSamples.BatchSize,
            Optimizer = new Adam { Beta2 = 0.999, Epsilon = 1e-8 },
        };
        if (sphere) Train(program, training, new SphereSamples(seed), 200, 1e-3);
        Train(program, training with { Gradient = loss }, samples, 1000, rate);
        return Measure(program);
    }

    private static void Train(
        IFieldProgram program, TrainingSpec training, ISampleSource samples, int steps, double rate)
    {
        using ITrainingRun run = program.Train(training, samples);
        for (int i = 0; i < steps; i++) run.Step(rate);
    }

    private static SurfaceFit Measure(IFieldProgram program)
    {
        const int Count = Side * Side;
        float[] points = new float[2 * Count], values = new float[Count], gradients = new float[2 * Count];
        for (int i = 0; i < points.Length; i++)
            points[i] = (((i % 2 == 0 ? i / 2 % Side : i / 2 / Side) + 0.5f) * 2 / Side) - 1;
        program.Differentiate(points, values, [.. Enumerable.Repeat(1f, Count)], gradients);
        double[] distances = [.. points.Chunk(2).Select(p => Polygon.Distance(p[0], p[1]))];
        double[] errors = [.. distances.Select((d, i) => Math.Abs(d - values[i]))];
        double both = distances.Where((d, i) => d < 0 && values[i] < 0).Count();
        double either = distances.Where((d, i) => d < 0 || values[i] < 0).Count();
        double slope = gradients.Chunk(2).Average(g => Math.Abs(Math.Sqrt((g[0] * g[0]) + (g[1] * g[1])) - 1));
        double band = errors.Where((_, i) => Math.Abs(distances[i]) < 0.1).Average();
        return new(both / either, errors.Average(), band, slope);
    }

    /// <summary>The distance to a circle of radius one half.</summary>
    private sealed class SphereSamples(ulong seed) : ISampleSource
    {
        public int InputCount => 2;

        public int TargetCount => 1;

        public void Fill(long firstSample, SampleRows inputs, SampleRows targets)
        {
            for (int t = 0; t < inputs.Count; t++)
            {
                Pcg32 random = new(seed, (ulong)(firstSample + t) + 1);
                float x = (2 * random.NextFloat()) - 1, y = (2 * random.NextFloat()) - 1;
                (inputs[0][t], inputs[1][t], targets[0][t]) = (x, y, MathF.Sqrt((x * x) + (y * y)) - 0.5f);
            }
        }
    }
}
