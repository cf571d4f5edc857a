using System.Numerics;
using System.Runtime.Intrinsics;

namespace NeuralFields.Distances;

/// <summary>Builds a hierarchy of 16-wide nodes over triangles, the same for every machine.</summary>
internal sealed class TreeBuilder
{
    private const int Width = TreeBlocks.Width;

    private readonly Vector3[] _positions;
    private readonly int[] _indices;
    private readonly BinaryTree _tree;
    private readonly WideCollapse _plan;
    private readonly List<List<int>> _nodes = [];
    private readonly List<int[]> _children = [];
    private readonly List<int> _leaves = [];

    private TreeBuilder(Vector3[] positions, int[] indices)
    {
        (_positions, _indices) = (positions, indices);
        _tree = new(positions, indices);
        _plan = new(_tree);
    }

    /// <summary>The tree of triangles.</summary>
    /// <param name="positions">[vertices] finite places, the largest coordinate about 1.</param>
    /// <param name="indices">[triangles × 3], at least one triangle.</param>
    public static TreeBlocks Build(Vector3[] positions, int[] indices)
    {
        TreeBuilder builder = new(positions, indices);
        builder.AddNode(0);
        return builder.Write();
    }

    /// <summary>Numbers a node, its leaves and then the nodes below, so that all leaves below it follow each other.</summary>
    private int AddNode(int group)
    {
        int node = _nodes.Count;
        List<int> groups = _plan.Children(group);
        int[] children = new int[groups.Count];
        _nodes.Add(groups);
        _children.Add(children);
        for (int i = 0; i < children.Length; i++)
        {
            if (!_tree.IsLeaf(groups[i])) continue;
            children[i] = ~_leaves.Count;
            _leaves.Add(groups[i]);
        }
        for (int i = 0; i < children.Length; i++)
            if (!_tree.IsLeaf(groups[i])) children[i] = AddNode(groups[i]);
        return node;
    }

    private TreeBlocks Write()
    {
        TreeBlocks blocks = new(_nodes.Count, _leaves.Count);
        Span<float> boxes = blocks.Boxes.Span;
        Span<int> children = blocks.Children.Span;
        for (int node = 0; node < _nodes.Count; node++)
            WriteNode(_nodes[node], boxes.Slice(node * TreeBlocks.BoxRows * Width, TreeBlocks.BoxRows * Width));
        for (int node = 0; node < _nodes.Count; node++) _children[node].CopyTo(children[(node * Width)..]);
        for (int leaf = 0; leaf < _leaves.Count; leaf++) WriteLeaf(blocks, leaf);
        return blocks;
    }

    private void WriteNode(List<int> groups, Span<float> rows)
    {
        rows.Fill(float.PositiveInfinity);
        for (int i = 0; i < groups.Count; i++)
        {
            TreeGroup group = _tree[groups[i]];
            for (int axis = 0; axis < 3; axis++)
            {
                rows[(axis * Width) + i] = group.Min.GetElement(axis);
                rows[((axis + 3) * Width) + i] = group.Max.GetElement(axis);
            }
        }
    }

    private void WriteLeaf(TreeBlocks blocks, int leaf)
    {
        const int frameLength = TreeBlocks.FrameRows * Width, cornerLength = TreeBlocks.CornerRows * Width;
        TreeGroup group = _tree[_leaves[leaf]];
        Span<float> frames = blocks.Frames.Span.Slice(leaf * frameLength, frameLength);
        Span<float> corners = blocks.Corners.Span.Slice(leaf * cornerLength, cornerLength);
        Span<int> triangles = blocks.Triangles.Span.Slice(leaf * Width, Width);
        corners.Fill(float.NaN);
        for (int i = 0; i < Width; i++)
        {
            triangles[i] = _tree.Order[group.Start + (i < group.Count ? i : 0)];
            (Vector3 a, Vector3 b, Vector3 c) = Corners(triangles[i]);
            TriangleFrame.Write(a, b, c, frames[i..], Width);
            if (i < group.Count && a != b && b != c && c != a) WriteCorners(a, b, c, corners[i..]);
        }
    }

    private (Vector3 A, Vector3 B, Vector3 C) Corners(int triangle)
        => (_positions[_indices[3 * triangle]], _positions[_indices[(3 * triangle) + 1]],
            _positions[_indices[(3 * triangle) + 2]]);

    private static void WriteCorners(Vector3 a, Vector3 b, Vector3 c, Span<float> rows)
    {
        ReadOnlySpan<float> values = [a.X, a.Y, a.Z, b.X, b.Y, b.Z, c.X, c.Y, c.Z];
        for (int row = 0; row < values.Length; row++) rows[row * Width] = values[row];
    }
}
