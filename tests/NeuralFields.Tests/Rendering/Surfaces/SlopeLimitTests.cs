using System.Numerics;
using NeuralFields.Rendering.Surfaces;

namespace NeuralFields.Tests.Rendering.Surfaces;

public sealed class SlopeLimitTests
{
    private static readonly (int X, int Y, int Z) s_counts = (12, 10, 9);

    [Fact]
    public void Distances_stay_and_what_is_too_large_comes_near_to_them()
    {
        float[] distances = Distances(1), larger = Distances(1.5f);
        float[] limited = (float[])distances.Clone();
        SlopeLimit.Apply(limited, s_counts, 0.1f);
        for (int i = 0; i < distances.Length; i++) Assert.Equal(distances[i], limited[i], 1e-6f);
        SlopeLimit.Apply(larger, s_counts, 0.1f);
        for (int i = 0; i < distances.Length; i++)
            Assert.InRange(larger[i], Math.Min(distances[i], 1.5f * distances[i]) - 1e-6f, (Math.Max(0, distances[i]) / SlopeLimit.Certainty) + 0.05f);
    }

    /// <summary>Times the distance to a ball around the third node of each axis.</summary>
    private static float[] Distances(float factor)
    {
        float[] distances = new float[s_counts.X * s_counts.Y * s_counts.Z];
        for (int i = 0; i < distances.Length; i++)
        {
            Vector3 place = new(i % s_counts.X, i / s_counts.X % s_counts.Y, i / (s_counts.X * s_counts.Y));
            distances[i] = factor * 0.1f * (Vector3.Distance(place, new(3)) - 1);
        }
        return distances;
    }
}
