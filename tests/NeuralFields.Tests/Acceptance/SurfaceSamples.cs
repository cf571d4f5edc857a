using NeuralFields.Numerics;
using NeuralFields.Training;

namespace NeuralFields.Tests.Acceptance;

/// <summary>
/// Samples for an L of 1,024 points: the first half of a batch lies on it, a quarter of the second half at the border
/// of the domain or anywhere, the rest anywhere or near the points.
/// </summary>
internal sealed class SurfaceSamples : ISampleSource
{
    public const int BatchSize = 512;

    private const int Points = 1024;

    /// <summary>Spread of samples near the points; 0 for samples anywhere.</summary>
    public double Spread { get; init; }

    public bool HasBorder { get; init; }

    public bool HasNormals { get; init; } = true;

    public ulong Seed { get; init; } = 1;

    public int InputCount => 2;

    public int TargetCount => 3;

    public void Fill(long firstSample, SampleRows inputs, SampleRows targets)
    {
        for (int t = 0; t < inputs.Count; t++)
        {
            long sample = firstSample + t;
            int place = (int)(sample % BatchSize);
            Pcg32 random = new(Seed, (ulong)sample + 1);
            (double x, double y, double kind, double nx, double ny) = place < BatchSize / 2
                ? On(ref random)
                : Off(ref random, isQuarter: place % 4 == 0);
            (inputs[0][t], inputs[1][t]) = ((float)x, (float)y);
            (targets[0][t], targets[1][t], targets[2][t]) = ((float)kind, (float)nx, (float)ny);
        }
    }

    private (double, double, double, double, double) On(ref Pcg32 random)
    {
        (double x, double y, double nx, double ny) = Point(ref random);
        return HasNormals ? (x, y, 1, nx, ny) : (x, y, 1, 0, 0);
    }

    private (double, double, double, double, double) Off(ref Pcg32 random, bool isQuarter)
    {
        double x = (2 * random.NextDouble()) - 1, y = (2 * random.NextDouble()) - 1;
        if (isQuarter && HasBorder)
            return (random.NextDouble() < 0.5 ? (x, Math.Sign(y), 2, 0, 0) : (Math.Sign(x), y, 2, 0, 0));
        if (Spread == 0 || isQuarter) return (x, y, 0, 0, 0);
        (double px, double py, _, _) = Point(ref random);
        (double dx, double dy) = random.NextGaussianPair();
        return (px + (Spread * dx), py + (Spread * dy), 0, 0, 0);
    }

    private static (double, double, double, double) Point(ref Pcg32 random)
        => Polygon.At((int)(random.NextDouble() * Points) / (double)Points);
}
