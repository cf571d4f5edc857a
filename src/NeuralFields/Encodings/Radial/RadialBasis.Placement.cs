using NeuralFields.Numerics;
using NeuralFields.RadialBases;

namespace NeuralFields.Encodings;

public sealed partial record RadialBasis
{
    /// <summary>Centres and shapes for data; kernels that join later wait beside it.</summary>
    /// <param name="points">The data.</param>
    /// <param name="seed">Of what is drawn.</param>
    public KernelPlaces Place(WeightedPoints points, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(points);
        int count = CountAt(0);
        float[] centers = Placement switch
        {
            RadialPlacement.Random => KernelCenters.Within(points, count, seed),
            RadialPlacement.Grid => KernelCenters.Lattice(points, count),
            _ => KernelCenters.Drawn(points, count, seed),
        };
        if (Placement == RadialPlacement.WeightedKmeans) WeightedKMeans.Refine(points, centers);
        IEnumerable<float[]> waiting = Enumerable.Repeat(KernelCenters.Waiting(points), Kernels - count);
        return Shaped(
            points, KernelCenters.Arranged([.. centers, .. waiting.SelectMany(place => place)], points.Dimensions));
    }

    /// <summary>Lets kernels that wait join.</summary>
    /// <param name="centers">[kernels, dimensions] the centres so far.</param>
    /// <param name="points">The data.</param>
    /// <param name="errors">Where kernels are wanted, and how much.</param>
    /// <param name="step">Steps done.</param>
    /// <param name="seed">Of what is drawn.</param>
    public KernelPlaces Grow(
        ReadOnlySpan<float> centers, WeightedPoints points, WeightedPoints errors, long step, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(errors);
        int dimensions = points.Dimensions;
        float[] grown = centers.ToArray(), waiting = KernelCenters.Waiting(points);
        bool Waits(int kernel) => grown.AsSpan(kernel * dimensions, dimensions).SequenceEqual(waiting);
        int[] asleep = [.. Enumerable.Range(0, Kernels).Where(Waits)];
        int joining = Math.Max(0, CountAt(step) - (Kernels - asleep.Length));
        float[] drawn = KernelCenters.Drawn(errors, joining, seed + (ulong)step);
        for (int i = 0; i < joining; i++)
            drawn.AsSpan(i * dimensions, dimensions).CopyTo(grown.AsSpan(asleep[i] * dimensions));
        return Shaped(points, KernelCenters.Arranged(grown, dimensions)) with
        {
            Order = new PointTree(grown, dimensions).Order.ToArray(),
        };
    }

    private int CountAt(long step) => Growth?.Count(Kernels, Neighbors, step) ?? Kernels;

    private KernelPlaces Shaped(WeightedPoints points, float[] centers) => new(centers, Width == RadialWidth.Cluster
        ? ClusterShapes.Of(points, centers, Shape, Kernel.WidthFactor)
        : ClusterShapes.Overlapping(centers, points.Dimensions, Shape, Neighbors));
}
