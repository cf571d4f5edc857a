using NeuralFields.Numerics;
using NeuralFields.RadialBases;

namespace NeuralFields.Encodings;

public sealed partial record RadialBasis
{
    /// <summary>Centres and shapes for data.</summary>
    /// <param name="points">The data.</param>
    /// <param name="seed">Of what is drawn.</param>
    public KernelPlaces Place(WeightedPoints points, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(points);
        float[] centers = Placement switch
        {
            RadialPlacement.Random => KernelCenters.Within(points, Kernels, seed),
            RadialPlacement.Grid => KernelCenters.Lattice(points, Kernels),
            _ => KernelCenters.Drawn(points, Kernels, seed),
        };
        if (Placement == RadialPlacement.WeightedKmeans) WeightedKMeans.Refine(points, centers);
        centers = KernelCenters.Arranged(centers, points.Dimensions);
        return new(centers, Width == RadialWidth.Cluster
            ? ClusterShapes.Of(points, centers, Shape, Kernel.WidthFactor)
            : ClusterShapes.Overlapping(centers, points.Dimensions, Shape, Neighbors));
    }
}
