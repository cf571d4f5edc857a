using System.Numerics;

namespace NeuralFields.Distances;

/// <summary>Working memory for a run of places, and the run's work, in an order in which neighbours follow.</summary>
internal sealed class NeighbourChunk
{
    /// <summary>Places of a run.</summary>
    public const int Capacity = 4096;

    private readonly MortonOrder _order = new(Capacity);
    private readonly Vector3[] _places = new Vector3[Capacity];
    private float[] _squared = [];
    private int[] _points = [];

    /// <summary>Finds the k nearest points of each place and hands out the last <paramref name="kept"/> of them.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="places">[n] places in the tree's scale.</param>
    /// <param name="k">How many to find.</param>
    /// <param name="kept">How many to hand out.</param>
    /// <param name="distances">[n, kept].</param>
    /// <param name="neighbours">[n, kept], or empty.</param>
    public void Run(
        PointTree tree, ReadOnlySpan<Vector3> places, int k, int kept, Span<float> distances, Span<int> neighbours)
    {
        if (_squared.Length < k) (_squared, _points) = (new float[k], new int[k]);
        Span<float> squared = _squared.AsSpan(0, k);
        Span<int> points = _points.AsSpan(0, k);
        ReadOnlySpan<int> order = _order.Sort(places);
        Vector3 last = new(float.NaN);
        float lastDistance = 0;
        foreach (int i in order)
        {
            // The neighbour has k points within its distance, so this place has them within that and the way there.
            float bound = ((lastDistance + Vector3.Distance(places[i], last)) * 1.0001f) + 1e-6f;
            bool found = Find(tree, places[i], bound, squared, points);
            if (found) (last, lastDistance) = (places[i], MathF.Sqrt(squared[^1]));
            for (int j = 0; j < kept; j++)
            {
                int from = k - kept + j;
                distances[(i * kept) + j] = found ? tree.FromTree(MathF.Sqrt(squared[from])) : float.NaN;
                if (!neighbours.IsEmpty) neighbours[(i * kept) + j] = found ? points[from] : -1;
            }
        }
    }

    /// <summary>Scales places into working memory.</summary>
    public ReadOnlySpan<Vector3> Scale(PointTree tree, ReadOnlySpan<Vector3> places)
    {
        for (int i = 0; i < places.Length; i++) _places[i] = tree.ToTree(places[i]);
        return _places.AsSpan(0, places.Length);
    }

    private static bool Find(PointTree tree, Vector3 place, float bound, Span<float> squared, Span<int> points)
    {
        if (!TreeScale.CanReach(place)) return false;
        float limit = bound < 1e18f ? bound * bound : float.MaxValue;
        return tree.Kernel.NearestPoints(tree.Blocks, place, limit, squared, points) == squared.Length
            || tree.Kernel.NearestPoints(tree.Blocks, place, float.MaxValue, squared, points) == squared.Length;
    }
}
