using System.Numerics;
using System.Runtime.Intrinsics;

namespace NeuralFields.Distances;

/// <summary>A tree of groups of items (triangles, points), each cut in two until it fits a leaf of 16.</summary>
internal sealed class BinaryTree
{
    /// <summary>
    /// Below this depth groups are halved by number: whatever the items are, 31 more levels are enough.
    /// <see cref="TreeNodes.StackLength"/> counts on it.
    /// </summary>
    private const int SplitDepth = 64;

    private readonly TreeSplitter _splitter;
    private readonly List<TreeGroup> _groups = [];
    private readonly List<(int Left, int Right)> _parts = [];

    private BinaryTree(Vector128<float>[] min, Vector128<float>[] max)
    {
        Order = [.. Enumerable.Range(0, min.Length)];
        _splitter = new(min, max, Order);
        Add(_splitter.GroupOf(0, min.Length), 0);
    }

    /// <summary>The tree of triangles.</summary>
    /// <param name="positions">[vertices] places in the tree's scale.</param>
    /// <param name="indices">[triangles × 3], at least one triangle.</param>
    public static BinaryTree OfTriangles(Vector3[] positions, int[] indices)
    {
        int count = indices.Length / 3;
        Vector128<float>[] min = new Vector128<float>[count], max = new Vector128<float>[count];
        for (int i = 0; i < count; i++)
        {
            Vector3 a = positions[indices[3 * i]], b = positions[indices[(3 * i) + 1]];
            Vector3 c = positions[indices[(3 * i) + 2]];
            min[i] = Vector3.Min(a, Vector3.Min(b, c)).AsVector128();
            max[i] = Vector3.Max(a, Vector3.Max(b, c)).AsVector128();
        }
        return new(min, max);
    }

    /// <summary>The tree of points.</summary>
    /// <param name="places">Places in the tree's scale, at least one.</param>
    public static BinaryTree OfPlaces(Vector3[] places)
    {
        Vector128<float>[] boxes = [.. places.Select(place => place.AsVector128())];
        return new(boxes, boxes);
    }

    /// <summary>The items, those of a group next to each other.</summary>
    public int[] Order { get; }

    /// <summary>Groups; the first holds all, and parts come after the whole.</summary>
    public int Count => _groups.Count;

    /// <summary>A group.</summary>
    public TreeGroup this[int node] => _groups[node];

    /// <summary>Whether a group fits a leaf and has no parts.</summary>
    public bool IsLeaf(int node) => _groups[node].Count <= TreeNodes.Width;

    /// <summary>The two parts of a group.</summary>
    public (int Left, int Right) Parts(int node) => _parts[node];

    private int Add(in TreeGroup group, int depth)
    {
        int node = _groups.Count;
        _groups.Add(group);
        _parts.Add(default);
        if (group.Count <= TreeNodes.Width) return node;
        (TreeGroup left, TreeGroup right) = depth < SplitDepth ? _splitter.Split(group) : _splitter.Halve(group);
        _parts[node] = (Add(left, depth + 1), Add(right, depth + 1));
        return node;
    }
}
