using System.Runtime.Intrinsics;

namespace NeuralFields.Distances;

/// <summary>The numbering of wide nodes and leaves.</summary>
internal sealed class TreeLayout
{
    private const int Width = TreeNodes.Width;

    private readonly BinaryTree _tree;
    private readonly WideCollapse _plan;
    private readonly List<int[]> _children = [];

    /// <summary>Numbers the nodes of a tree.</summary>
    public TreeLayout(BinaryTree tree)
    {
        _tree = tree;
        _plan = new(tree);
        AddNode(0);
    }

    /// <summary>The groups below each node.</summary>
    public List<List<int>> Nodes { get; } = [];

    /// <summary>The group of each leaf.</summary>
    public List<int> Leaves { get; } = [];

    /// <summary>Writes the rows of <see cref="TreeNodes"/>.</summary>
    public void Write(Span<float> boxes, Span<int> children, Span<int> items)
    {
        for (int node = 0; node < Nodes.Count; node++)
        {
            WriteBoxes(Nodes[node], boxes.Slice(node * TreeNodes.BoxRows * Width, TreeNodes.BoxRows * Width));
            _children[node].CopyTo(children[(node * Width)..]);
        }
        for (int i = 0; i < items.Length; i++)
        {
            TreeGroup group = _tree[Leaves[i / Width]];
            items[i] = _tree.Order[group.Start + (i % Width < group.Count ? i % Width : 0)];
        }
    }

    /// <summary>Numbers a node, its leaves and then the nodes below.</summary>
    private int AddNode(int group)
    {
        int node = Nodes.Count;
        List<int> groups = _plan.Children(group);
        int[] children = new int[groups.Count];
        Nodes.Add(groups);
        _children.Add(children);
        for (int i = 0; i < children.Length; i++)
        {
            if (!_tree.IsLeaf(groups[i])) continue;
            children[i] = ~Leaves.Count;
            Leaves.Add(groups[i]);
        }
        for (int i = 0; i < children.Length; i++)
            if (!_tree.IsLeaf(groups[i])) children[i] = AddNode(groups[i]);
        return node;
    }

    private void WriteBoxes(List<int> groups, Span<float> rows)
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
}
