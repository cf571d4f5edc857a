namespace NeuralFields.RadialBases;

/// <summary>Weighted k-means: ten rounds sums in double, the same on every machine.</summary>
/// <remarks>Chen et al. 2023, NeuRBF, supplement B.</remarks>
public static class WeightedKMeans
{
    private const int Rounds = 10, Chunk = 4096;

    /// <summary>Moves centres to the weighted means of the points that are nearest to them.</summary>
    /// <param name="points">The points.</param>
    /// <param name="centers">[centres, dimensions] first centres in, final ones out; a centre without points stays.</param>
    public static void Refine(WeightedPoints points, float[] centers)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(centers);
        for (int round = 0; round < Rounds; round++) MoveToMeans(points, centers, Assign(points, centers));
    }

    /// <summary>The number of the nearest centre of each point.</summary>
    /// <param name="points">The points.</param>
    /// <param name="centers">[centres, dimensions].</param>
    public static int[] Assign(WeightedPoints points, float[] centers)
    {
        ArgumentNullException.ThrowIfNull(points);
        PointTree tree = new(centers, points.Dimensions);
        int[] nearest = new int[points.Count];
        Parallel.For(0, (points.Count + Chunk - 1) / Chunk, chunk =>
        {
            float square = 0;
            for (int i = chunk * Chunk, end = Math.Min(points.Count, i + Chunk); i < end; i++)
                tree.Nearest(points[i], new(ref square), new(ref nearest[i]));
        });
        return nearest;
    }

    private static void MoveToMeans(WeightedPoints points, float[] centers, int[] nearest)
    {
        int dimensions = points.Dimensions;
        double[] sums = new double[centers.Length], weights = new double[centers.Length / dimensions];
        for (int i = 0; i < nearest.Length; i++)
        {
            double weight = points.Weights[i];
            weights[nearest[i]] += weight;
            ReadOnlySpan<float> point = points[i];
            for (int d = 0; d < dimensions; d++) sums[(nearest[i] * dimensions) + d] += weight * point[d];
        }
        for (int i = 0; i < centers.Length; i++)
            if (weights[i / dimensions] is > 0 and var weight) centers[i] = (float)(sums[i] / weight);
    }
}
