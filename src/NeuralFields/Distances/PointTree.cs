using System.Collections.Concurrent;
using System.Numerics;
using NeuralFields.Geometry;

namespace NeuralFields.Distances;

/// <summary>Nearest neighbours among points, exactly. Any number of threads may ask at once.</summary>
/// <remarks>
/// Places are relative to the same origin as the points. Answers depend on the points and the place alone, with the same
/// bits for any batch, number of threads and lane width; equally near points come in the order of their numbers.
/// </remarks>
public sealed class PointTree : IDisposable
{
    private readonly TreeScale _scale;

    /// <summary>Builds the tree of a cloud; places are relative to its origin.</summary>
    /// <exception cref="InputException">It has no points, or one that is not finite.</exception>
    public PointTree(PointCloud cloud) : this(cloud.Positions) { }

    /// <summary>Builds the tree of points.</summary>
    /// <param name="points">The points; copied.</param>
    /// <exception cref="InputException">There are none, or one is not finite.</exception>
    public PointTree(ReadOnlySpan<Vector3> points)
    {
        _scale = TreeScale.Of(points, "points");
        Positions = _scale.ToTree(points);
        Blocks = new(Positions);
    }

    /// <summary>Points in the tree.</summary>
    public int Count => Positions.Length;

    /// <summary>The points in the tree's scale.</summary>
    internal Vector3[] Positions { get; }

    /// <summary>The tree as kernels read it.</summary>
    internal PointBlocks Blocks { get; }

    /// <summary>The kernels in use.</summary>
    internal TreeKernel Kernel { get; init; } = TreeKernel.Best;

    /// <summary>Working memory of batches that has been used before.</summary>
    internal ConcurrentBag<NeighbourChunk> Chunks { get; } = [];

    /// <summary>The nearest point of each place.</summary>
    /// <param name="places">[n] places.</param>
    /// <param name="distances">[n] distances, overwritten; NaN where a place is not finite or 1e18 sizes away.</param>
    /// <param name="nearest">[n] the points' numbers, or empty; −1 with NaN.</param>
    /// <param name="threads">Threads to use; 0 for one per processor.</param>
    /// <exception cref="ArgumentException">A length disagrees with that of <paramref name="places"/>.</exception>
    public void Nearest(
        ReadOnlySpan<Vector3> places, Span<float> distances, Span<int> nearest = default, int threads = 0)
        => Neighbours(places, 1, distances, nearest, threads);

    /// <summary>The k nearest points of each place, nearest first.</summary>
    /// <param name="places">[n] places.</param>
    /// <param name="k">How many; 1 … <see cref="Count"/>.</param>
    /// <param name="distances">[n, k] distances, overwritten; NaN as for <see cref="Nearest"/>.</param>
    /// <param name="neighbours">[n, k] the points' numbers, or empty.</param>
    /// <param name="threads">Threads to use; 0 for one per processor.</param>
    /// <exception cref="ArgumentException">A length disagrees, or k is out of range.</exception>
    public void Neighbours(
        ReadOnlySpan<Vector3> places, int k, Span<float> distances, Span<int> neighbours = default, int threads = 0)
    {
        if (k < 1 || k > Count) throw new ArgumentException($"k is {k}, expected 1 to {Count} (points).");
        PointQueryKernel.Run(this, places, k, distances, neighbours, threads);
    }

    /// <summary>
    /// The distance of each point of the tree to its k-th neighbour, itself not counted: the local spacing that sets
    /// the offsets in training on point clouds.
    /// </summary>
    /// <param name="k">Which neighbour; 1 … <see cref="Count"/> − 1.</param>
    /// <param name="distances">[points] distances, overwritten; 0 where enough points coincide.</param>
    /// <param name="threads">Threads to use; 0 for one per processor.</param>
    /// <exception cref="ArgumentException">The length disagrees, or k is out of range.</exception>
    public void NeighbourDistances(int k, Span<float> distances, int threads = 0)
    {
        if (k < 1 || k >= Count) throw new ArgumentException($"k is {k}, expected 1 to {Count - 1} (points − 1).");
        PointQueryKernel.RunSpacing(this, k, distances, threads);
    }

    /// <inheritdoc/>
    public void Dispose() => Blocks.Dispose();

    /// <summary>A place in the tree's scale.</summary>
    internal Vector3 ToTree(Vector3 place) => _scale.ToTree(place);

    /// <summary>A length in the source's units.</summary>
    internal float FromTree(float length) => _scale.FromTree(length);
}
