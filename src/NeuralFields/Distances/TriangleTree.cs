using System.Collections.Concurrent;
using System.Numerics;
using NeuralFields.Geometry;
using NeuralFields.Numerics;

namespace NeuralFields.Distances;

/// <summary>
/// A bounding volume hierarchy over the triangles of a mesh: nearest triangles and hits of rays, exactly, for any
/// triangles (degenerate and coincident ones too). Any number of threads may ask at once.
/// </summary>
/// <remarks>
/// Places are relative to the mesh's origin and in its units. Every answer depends on the mesh and the place alone:
/// not on the batch, the threads, the lane width or an upper bound. Memory: about 150 bytes per triangle.
/// </remarks>
public sealed class TriangleTree : IDisposable
{
    private readonly TreeScale _scale;

    /// <summary>Builds the tree.</summary>
    /// <param name="mesh">The mesh; kept, not copied.</param>
    /// <exception cref="InputException">It has no triangles, or a vertex that is not finite.</exception>
    public TriangleTree(TriangleMesh mesh)
    {
        Mesh = mesh;
        if (mesh.TriangleCount == 0) throw new InputException("mesh: there are no triangles — expected at least 1.");
        _scale = TreeScale.Of(mesh.Positions, "mesh");
        Positions = _scale.ToTree(mesh.Positions);
        Blocks = TriangleBlocks.Build(Positions, mesh.Indices);
        Box3 box = Box3.Of(Positions);
        Box = (box.Min.ToVector3(), box.Max.ToVector3());
    }

    /// <summary>The mesh.</summary>
    public TriangleMesh Mesh { get; }

    /// <summary>The mesh's vertices in the tree's scale.</summary>
    internal Vector3[] Positions { get; }

    /// <summary>The box around all vertices, in the tree's scale.</summary>
    internal (Vector3 Min, Vector3 Max) Box { get; }

    /// <summary>The tree as kernels read it.</summary>
    internal TriangleBlocks Blocks { get; }

    /// <summary>The kernels in use.</summary>
    internal TreeKernel Kernel { get; init; } = TreeKernel.Best;

    /// <summary>Working memory of batches that has been used before.</summary>
    internal ConcurrentBag<QueryChunk> Chunks { get; } = [];

    /// <summary>Distances to the surface, without a sign, and where they are taken.</summary>
    /// <param name="points">[n] places relative to the mesh's origin.</param>
    /// <param name="distances">[n] distances, overwritten; NaN where a place is not finite or 1e18 sizes away.</param>
    /// <param name="nearestTriangles">[n] triangles of these distances, or empty; −1 with NaN.</param>
    /// <param name="upperBounds">[n] what the distances should not exceed, or empty; makes near places faster.</param>
    /// <param name="threads">Threads to use; 0 for one per processor.</param>
    /// <exception cref="ArgumentException">A length disagrees with that of <paramref name="points"/>.</exception>
    public void Query(
        ReadOnlySpan<Vector3> points, Span<float> distances, Span<int> nearestTriangles = default,
        ReadOnlySpan<float> upperBounds = default, int threads = 0)
        => DistanceQueryKernel.Run(this, null, points, distances, nearestTriangles, upperBounds, threads);

    /// <summary>The nearest place on the surface.</summary>
    /// <param name="point">A finite place relative to the mesh's origin.</param>
    /// <param name="triangle">The triangle it lies on; −1 as for <see cref="Query"/>.</param>
    public Vector3 NearestPlace(Vector3 point, out int triangle)
    {
        Vector3 place = _scale.ToTree(point);
        triangle = Find(place, float.MaxValue);
        if (triangle < 0) return new(float.NaN);
        Point3 offset = OffsetTo(triangle, place, out _);
        return _scale.FromTree((Point3.Of(place) + offset).ToVector3());
    }

    /// <summary>The first triangle that a ray meets, from either side.</summary>
    /// <param name="origin">Where the ray starts, relative to the mesh's origin.</param>
    /// <param name="direction">Where it goes, of unit length.</param>
    /// <param name="reach">How far to look.</param>
    /// <param name="distance">How far the hit is; <paramref name="reach"/> without one.</param>
    /// <returns>The triangle; −1 for none.</returns>
    public int FirstHit(Vector3 origin, Vector3 direction, float reach, out float distance)
    {
        float far = MathF.Min(_scale.ToTree(reach), float.MaxValue);
        int triangle = Kernel.FirstHit(Blocks, _scale.ToTree(origin), direction, far, out distance);
        distance = triangle < 0 ? reach : _scale.FromTree(distance);
        return triangle;
    }

    /// <inheritdoc/>
    public void Dispose() => Blocks.Dispose();

    /// <summary>A place in the tree's scale.</summary>
    internal Vector3 ToTree(Vector3 point) => _scale.ToTree(point);

    /// <summary>A length in the tree's scale.</summary>
    internal float ToTree(float length) => _scale.ToTree(length);

    /// <summary>A length in the mesh's units.</summary>
    internal float FromTree(float length) => _scale.FromTree(length);

    /// <summary>The nearest triangle of a place in the tree's scale; −1 where it is too far away or not finite.</summary>
    /// <param name="place">The place.</param>
    /// <param name="squaredBound">A guess of the squared distance: too small costs time, not correctness.</param>
    internal int Find(Vector3 place, float squaredBound)
    {
        if (!TreeScale.CanReach(place)) return -1;
        int triangle = Kernel.Nearest(Blocks, place, squaredBound);
        return triangle >= 0 ? triangle : Kernel.Nearest(Blocks, place, float.MaxValue);
    }

    /// <summary>The corners of a triangle in the tree's scale.</summary>
    internal (Vector3 A, Vector3 B, Vector3 C) Triangle(int triangle)
    {
        int[] indices = Mesh.Indices;
        return (Positions[indices[3 * triangle]], Positions[indices[(3 * triangle) + 1]],
            Positions[indices[(3 * triangle) + 2]]);
    }

    /// <summary>From a place to the nearest point of a triangle, all in the tree's scale.</summary>
    internal Point3 OffsetTo(int triangle, Vector3 place, out TrianglePart part)
    {
        (Vector3 a, Vector3 b, Vector3 c) = Triangle(triangle);
        return TriangleGeometry.Nearest(place, a, b, c, out part);
    }
}
