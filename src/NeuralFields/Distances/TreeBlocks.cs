using NeuralFields.Numerics;

namespace NeuralFields.Distances;

/// <summary>
/// A bounding volume hierarchy over triangles as kernels read it: nodes with 16 children and leaves of 16 triangles,
/// each value of the 16 in one row, so that one 512-bit or two 256-bit operations handle all.
/// </summary>
/// <remarks>
/// Coordinates are those of the mesh times a power of two that brings the largest to about 1, which is exact and keeps
/// squares from under- and overflowing. A child is a node ≥ 0 or ~leaf. Rows without a child are boxes at infinity.
/// </remarks>
internal sealed class TreeBlocks : IDisposable
{
    /// <summary>Children of a node and triangles of a leaf.</summary>
    public const int Width = 16;

    /// <summary>Rows of a node: the boxes' lowest x, y, z, then the highest.</summary>
    public const int BoxRows = 6;

    /// <summary>Rows of a leaf for distances: see <see cref="TriangleFrame"/>.</summary>
    public const int FrameRows = 17;

    /// <summary>Rows of a leaf for rays and angles: x, y, z of each corner; NaN where the area is exactly 0.</summary>
    public const int CornerRows = 9;

    /// <summary>Rows of a node for winding numbers: see <see cref="DipoleMoments"/>.</summary>
    public const int DipoleRows = 13;

    /// <summary>
    /// Entries of the stack of a search: 15 a level at most, and <see cref="BinaryTree"/> stays below 100 levels.
    /// </summary>
    public const int StackLength = 1536;

    /// <summary>Memory for a tree of this many nodes and leaves.</summary>
    public TreeBlocks(int nodes, int leaves)
    {
        (NodeCount, LeafCount) = (nodes, leaves);
        Boxes = new((long)nodes * BoxRows * Width);
        Children = new((long)nodes * Width);
        Frames = new((long)leaves * FrameRows * Width);
        Triangles = new((long)leaves * Width);
        Corners = new((long)leaves * CornerRows * Width);
    }

    /// <summary>Nodes; the first is the root.</summary>
    public int NodeCount { get; }

    /// <summary>Leaves.</summary>
    public int LeafCount { get; }

    /// <summary>[nodes, 6, 16].</summary>
    public AlignedBuffer<float> Boxes { get; }

    /// <summary>[nodes, 16].</summary>
    public AlignedBuffer<int> Children { get; }

    /// <summary>[leaves, 17, 16]; rows of missing triangles repeat the leaf's first.</summary>
    public AlignedBuffer<float> Frames { get; }

    /// <summary>[leaves, 16] triangle numbers; missing ones repeat the leaf's first.</summary>
    public AlignedBuffer<int> Triangles { get; }

    /// <summary>[leaves, 9, 16].</summary>
    public AlignedBuffer<float> Corners { get; }

    /// <summary>Swaps corners of triangles, so that front and back change places.</summary>
    /// <param name="turned">[triangles] which ones.</param>
    public void Turn(ReadOnlySpan<bool> turned)
    {
        Span<float> corners = Corners.Span;
        ReadOnlySpan<int> triangles = Triangles.Span;
        for (int i = 0; i < triangles.Length; i++)
        {
            if (!turned[triangles[i]]) continue;
            Span<float> rows = corners[((i / Width * CornerRows * Width) + (i % Width))..];
            for (int row = 3; row < 6; row++)
                (rows[row * Width], rows[(row + 3) * Width]) = (rows[(row + 3) * Width], rows[row * Width]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Boxes.Dispose();
        Children.Dispose();
        Frames.Dispose();
        Triangles.Dispose();
        Corners.Dispose();
    }
}
