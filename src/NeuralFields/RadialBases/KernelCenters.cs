using NeuralFields.Numerics;

namespace NeuralFields.RadialBases;

/// <summary>First places of kernels.</summary>
public static class KernelCenters
{
    /// <summary>Points drawn by weight, none twice; where there are too few, any places between them.</summary>
    /// <param name="points">The points.</param>
    /// <param name="count">Centres.</param>
    /// <param name="seed">Of the draw.</param>
    /// <returns>[count, dimensions].</returns>
    /// <remarks>Efraimidis and Spirakis 2006: the least of −ln(u)/weight are a draw by weight without repetition.</remarks>
    public static float[] Drawn(WeightedPoints points, int count, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(points);
        Pcg32 random = new(seed, Stream);
        double[] keys = new double[points.Count];
        int[] numbers = new int[points.Count];
        for (int i = 0; i < keys.Length; i++)
            (keys[i], numbers[i]) = (-DeterministicMath.Log(1 - random.NextDouble()) / points.Weights[i], i);
        Array.Sort(keys, numbers);
        float[] centers = Within(points, count, seed);
        for (int i = 0; i < Math.Min(count, numbers.Length); i++)
            points[numbers[i]].CopyTo(centers.AsSpan(i * points.Dimensions));
        return centers;
    }

    /// <summary>Any places within the points' box.</summary>
    /// <param name="points">The points.</param>
    /// <param name="count">Centres.</param>
    /// <param name="seed">Of the draw.</param>
    /// <returns>[count, dimensions].</returns>
    public static float[] Within(WeightedPoints points, int count, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(points);
        (float[] low, float[] high) = Box(points);
        Pcg32 random = new(seed, Stream + 1);
        float[] centers = new float[count * points.Dimensions];
        for (int i = 0; i < centers.Length; i++)
        {
            int d = i % points.Dimensions;
            centers[i] = low[d] + ((high[d] - low[d]) * random.NextFloat());
        }
        return centers;
    }

    /// <summary>Places of a lattice over the points' box, as even as the count allows.</summary>
    /// <param name="points">The points.</param>
    /// <param name="count">Centres.</param>
    /// <returns>[count, dimensions].</returns>
    public static float[] Lattice(WeightedPoints points, int count)
    {
        ArgumentNullException.ThrowIfNull(points);
        (float[] low, float[] high) = Box(points);
        int[] sides = Sides(low, high, count);
        long places = sides.Aggregate(1L, (product, side) => product * side);
        float[] centers = new float[count * points.Dimensions];
        for (int i = 0; i < count; i++)
        {
            long place = i * places / count;
            for (int d = 0; d < sides.Length; d++, place /= sides[d - 1])
                centers[(i * sides.Length) + d] = low[d] + ((high[d] - low[d]) * ((place % sides[d]) + 0.5f) / sides[d]);
        }
        return centers;
    }

    /// <summary>Where kernels wait until they join: farther from all points than these are from one another.</summary>
    /// <param name="points">The points.</param>
    /// <returns>[dimensions].</returns>
    public static float[] Waiting(WeightedPoints points)
    {
        ArgumentNullException.ThrowIfNull(points);
        return [.. Box(points).Low.Select(low => low - (2 * (float)points.Extent))];
    }

    /// <summary>Centres in the order of a left-balanced k-d tree, in which shader text expects them.</summary>
    /// <param name="centers">[centres, dimensions].</param>
    /// <param name="dimensions">Coordinates of a centre.</param>
    public static float[] Arranged(float[] centers, int dimensions)
    {
        ArgumentNullException.ThrowIfNull(centers);
        PointTree tree = new(centers, dimensions);
        float[] arranged = new float[centers.Length];
        for (int i = 0; i < tree.Count; i++)
            centers.AsSpan(tree.Order[i] * dimensions, dimensions).CopyTo(arranged.AsSpan(i * dimensions));
        return arranged;
    }

    /// <summary>The fewest cells per side, about cubes, that hold all centres.</summary>
    private static int[] Sides(float[] low, float[] high, int count)
    {
        double longest = Enumerable.Range(0, low.Length).Max(d => high[d] - low[d]);
        for (int cells = 1; ; cells++)
        {
            int[] sides = [.. low.Select((l, d) => Math.Max(1, (int)Math.Round(cells * (high[d] - l) / longest)))];
            if (sides.Aggregate(1L, (product, side) => product * side) >= count) return sides;
        }
    }

    private static (float[] Low, float[] High) Box(WeightedPoints points)
    {
        float[] low = points[0].ToArray(), high = points[0].ToArray();
        for (int i = 1; i < points.Count; i++)
            for (int d = 0; d < low.Length; d++)
            {
                low[d] = Math.Min(low[d], points[i][d]);
                high[d] = Math.Max(high[d], points[i][d]);
            }
        return (low, high);
    }

    /// <summary>Tells this draw apart from other uses of the same seed.</summary>
    private const ulong Stream = 0x63656E74726573;
}
