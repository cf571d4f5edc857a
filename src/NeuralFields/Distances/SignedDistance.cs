using System.Numerics;
using NeuralFields.Geometry;

namespace NeuralFields.Distances;

/// <summary>Exact distances to the surface of a mesh, negative inside.</summary>
/// <remarks>
/// Places are relative to the mesh's origin and in its units. Answers depend on the mesh, the rule and the place alone,
/// with the same bits for any batch, number of threads and lane width. Any number of threads may ask at once.
/// </remarks>
public sealed class SignedDistance : IDisposable
{
    private readonly SignTest _sign;

    /// <summary>Prepares a mesh.</summary>
    /// <param name="mesh">The mesh; kept, not copied.</param>
    /// <param name="rule">How inside is told from outside.</param>
    /// <param name="threads">Threads to use here and for queries; 0 for one per processor.</param>
    /// <exception cref="InputException">The mesh has no triangles, or a place that is not finite.</exception>
    public SignedDistance(TriangleMesh mesh, SignRule rule, int threads = 0)
        : this(new TriangleTree(mesh), rule, threads) { }

    /// <summary>Takes over a tree that nobody else uses.</summary>
    internal SignedDistance(TriangleTree tree, SignRule rule, int threads)
    {
        (Tree, Rule, Threads) = (tree, rule, threads);
        _sign = rule.Prepare(tree, threads);
    }

    /// <summary>The triangles, for distances without a sign, nearest places and rays.</summary>
    public TriangleTree Tree { get; }

    /// <summary>How inside is told from outside.</summary>
    public SignRule Rule { get; }

    /// <summary>Threads in use; 0 for one per processor.</summary>
    public int Threads { get; }

    /// <summary>Distances of places to the surface.</summary>
    /// <param name="points">[n] places relative to the mesh's origin.</param>
    /// <param name="distances">
    /// [n] distances, negative inside, overwritten; NaN where a place is not finite or 1e18 sizes away.
    /// </param>
    /// <param name="nearestTriangles">[n] triangles of these distances, or empty; −1 with NaN.</param>
    /// <param name="upperBounds">
    /// [n] what the distances should not exceed, or empty: an offset from the surface, say. Makes near places faster and
    /// changes no result, even where it is wrong.
    /// </param>
    /// <exception cref="ArgumentException">A length disagrees with that of <paramref name="points"/>.</exception>
    public void Query(
        ReadOnlySpan<Vector3> points, Span<float> distances, Span<int> nearestTriangles = default,
        ReadOnlySpan<float> upperBounds = default)
        => DistanceQueryKernel.Run(Tree, _sign, points, distances, nearestTriangles, upperBounds, Threads);

    /// <summary>
    /// The unit normal of a triangle, pointing outwards: parts that the rule found inside out are turned around. Zero
    /// where there is no area. Parity leaves fronts as they are.
    /// </summary>
    /// <param name="triangle">Its number.</param>
    public Vector3 OutwardNormal(int triangle)
    {
        (Vector3 a, Vector3 b, Vector3 c) = Tree.Triangle(triangle);
        Vector3 normal = TriangleGeometry.UnitNormal(a, b, c).ToVector3();
        return IsTurned(triangle) ? -normal : normal;
    }

    /// <summary>The volume inside by the divergence theorem, in the mesh's units cubed; parts count as turned.</summary>
    public double Volume()
    {
        double sum = 0;
        Point3 middle = Box3.Of(Tree.Mesh.Positions).Center;
        for (int i = 0; i < Tree.Mesh.TriangleCount; i++)
        {
            (Vector3 a, Vector3 b, Vector3 c) = Tree.Mesh.Triangle(i);
            double volume = TriangleGeometry.Dot(TriangleGeometry.AreaNormal(a, b, c), Point3.Of(a) - middle);
            sum += IsTurned(i) ? -volume : volume;
        }
        return sum / 3;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sign.Dispose();
        Tree.Dispose();
    }

    private bool IsTurned(int triangle) => !_sign.Turned.IsEmpty && _sign.Turned[triangle];
}
