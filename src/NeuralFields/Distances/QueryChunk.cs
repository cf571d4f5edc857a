using System.Numerics;
using NeuralFields.Geometry;

namespace NeuralFields.Distances;

/// <summary>Working memory for a run of a batch, and the run's work: its points in an order in which neighbours follow.</summary>
internal sealed class QueryChunk
{
    /// <summary>Points of a run. More bring neighbours nearer; fewer share the work better.</summary>
    public const int Capacity = 4096;

    private readonly MortonOrder _order = new(Capacity);
    private readonly Vector3[] _places = new Vector3[Capacity];
    private readonly float[] _distances = new float[Capacity];
    private readonly int[] _triangles = new int[Capacity];

    /// <summary>Points in the present run.</summary>
    public int Count { get; private set; }

    /// <summary>[count] places in the tree's scale.</summary>
    public ReadOnlySpan<Vector3> Places => _places.AsSpan(0, Count);

    /// <summary>[count] distances in the tree's scale.</summary>
    public Span<float> Distances => _distances.AsSpan(0, Count);

    /// <summary>[count] nearest triangles; −1 where the distance is NaN.</summary>
    public ReadOnlySpan<int> Triangles => _triangles.AsSpan(0, Count);

    /// <summary>Computes distances, signs them by a rule, and hands them out in the order of the points.</summary>
    public void Run(
        TriangleTree tree, SignTest? sign, ReadOnlySpan<Vector3> points, ReadOnlySpan<float> upperBounds,
        Span<float> distances, Span<int> nearestTriangles)
    {
        Count = points.Length;
        for (int i = 0; i < points.Length; i++) _places[i] = tree.ToTree(points[i]);
        ReadOnlySpan<int> order = _order.Sort(Places);
        for (int i = 0; i < order.Length; i++) _places[i] = tree.ToTree(points[order[i]]);
        Measure(tree, order, upperBounds);
        sign?.Apply(this);
        for (int i = 0; i < order.Length; i++) distances[order[i]] = tree.FromTree(_distances[i]);
        if (nearestTriangles.IsEmpty) return;
        for (int i = 0; i < order.Length; i++) nearestTriangles[order[i]] = _triangles[i];
    }

    private void Measure(TriangleTree tree, ReadOnlySpan<int> order, ReadOnlySpan<float> upperBounds)
    {
        // Covers the rounding of the search and of the given bounds; a bound missed costs a second search.
        const float slack = 1.0001f, floor = 1e-6f;
        Vector3 last = new(float.NaN);
        for (int i = 0; i < order.Length; i++)
        {
            Vector3 place = _places[i];
            // The neighbour's nearest place bounds this distance.
            float bound = Vector3.Distance(place, last);
            if (!(bound < 1e18f)) bound = 1e18f;
            if (!upperBounds.IsEmpty) bound = MathF.Min(bound, MathF.Abs(tree.ToTree(upperBounds[order[i]])));
            bound = (bound * slack) + floor;
            int triangle = _triangles[i] = tree.Find(place, bound * bound);
            if (triangle < 0)
            {
                _distances[i] = float.NaN;
                continue;
            }
            Point3 offset = tree.OffsetTo(triangle, place, out _);
            last = place + offset.ToVector3();
            _distances[i] = (float)offset.Length;
        }
    }
}
