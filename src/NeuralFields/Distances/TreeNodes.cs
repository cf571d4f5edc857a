using NeuralFields.Numerics;

namespace NeuralFields.Distances;

/// <summary>
/// A bounding volume hierarchy as kernels read it: nodes with 16 children and leaves of 16 items, each value of the 16
/// in one row, so that one 512-bit or two 256-bit operations handle all.
/// </summary>
/// <remarks>
/// Coordinates are those of the source in <see cref="TreeScale"/>. A child is a node ≥ 0 or ~leaf. Rows without a child
/// are boxes at infinity. Nodes stand before those below them, and the leaves below a node follow each other.
/// </remarks>
internal abstract class TreeNodes : IDisposable
{
    /// <summary>Children of a node and items of a leaf.</summary>
    public const int Width = 16;

    /// <summary>Rows of a node: the boxes' lowest x, y, z, then the highest.</summary>
    public const int BoxRows = 6;

    /// <summary>
    /// Entries of the stack of a search: 15 a level at most, and <see cref="BinaryTree"/> stays below 100 levels.
    /// </summary>
    public const int StackLength = 1536;

    /// <summary>Lays out the nodes of a tree and the numbers of its items.</summary>
    protected TreeNodes(BinaryTree tree)
    {
        TreeLayout layout = new(tree);
        NodeCount = layout.Nodes.Count;
        LeafCount = layout.Leaves.Count;
        Boxes = new((long)NodeCount * BoxRows * Width);
        Children = new((long)NodeCount * Width);
        Items = new((long)LeafCount * Width);
        layout.Write(Boxes.Span, Children.Span, Items.Span);
    }

    /// <summary>Nodes; the first is the root.</summary>
    public int NodeCount { get; }

    /// <summary>Leaves.</summary>
    public int LeafCount { get; }

    /// <summary>[nodes, 6, 16].</summary>
    public AlignedBuffer<float> Boxes { get; }

    /// <summary>[nodes, 16].</summary>
    public AlignedBuffer<int> Children { get; }

    /// <summary>[leaves, 16] the items' numbers; missing ones repeat the leaf's first.</summary>
    public AlignedBuffer<int> Items { get; }

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        Boxes.Dispose();
        Children.Dispose();
        Items.Dispose();
    }
}
