using System.Numerics;
using NeuralFields.Numerics;

namespace NeuralFields.Distances;

/// <summary>A tree with leaves of 16 triangles.</summary>
internal sealed class TriangleBlocks : TreeNodes
{
    /// <summary>Rows of a leaf for distances: see <see cref="TriangleFrame"/>.</summary>
    public const int FrameRows = 17;

    /// <summary>Rows of a leaf for rays and angles: x, y, z of each corner; NaN where the area is exactly 0.</summary>
    public const int CornerRows = 9;

    private TriangleBlocks(BinaryTree tree) : base(tree)
    {
        Frames = new((long)LeafCount * FrameRows * Width);
        Corners = new((long)LeafCount * CornerRows * Width);
    }

    /// <summary>[leaves, 17, 16]; rows of missing triangles repeat the leaf's first.</summary>
    public AlignedBuffer<float> Frames { get; }

    /// <summary>[leaves, 9, 16]; NaN for missing triangles and those with two equal corners.</summary>
    public AlignedBuffer<float> Corners { get; }

    /// <summary>The tree of triangles, the same on every machine.</summary>
    /// <param name="positions">[vertices] places in the tree's scale.</param>
    /// <param name="indices">[triangles × 3], at least one triangle.</param>
    public static TriangleBlocks Build(Vector3[] positions, int[] indices)
    {
        TriangleBlocks blocks = new(BinaryTree.OfTriangles(positions, indices));
        for (int leaf = 0; leaf < blocks.LeafCount; leaf++) blocks.WriteLeaf(leaf, positions, indices);
        return blocks;
    }

    /// <summary>Swaps corners of triangles, so that front and back change places.</summary>
    /// <param name="turned">[triangles] which ones.</param>
    public void Turn(ReadOnlySpan<bool> turned)
    {
        Span<float> corners = Corners.Span;
        ReadOnlySpan<int> triangles = Items.Span;
        for (int i = 0; i < triangles.Length; i++)
        {
            if (!turned[triangles[i]]) continue;
            Span<float> rows = corners[((i / Width * CornerRows * Width) + (i % Width))..];
            for (int row = 3; row < 6; row++)
                (rows[row * Width], rows[(row + 3) * Width]) = (rows[(row + 3) * Width], rows[row * Width]);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        Frames.Dispose();
        Corners.Dispose();
    }

    private void WriteLeaf(int leaf, Vector3[] positions, int[] indices)
    {
        const int frameLength = FrameRows * Width, cornerLength = CornerRows * Width;
        Span<float> frames = Frames.Span.Slice(leaf * frameLength, frameLength);
        Span<float> corners = Corners.Span.Slice(leaf * cornerLength, cornerLength);
        ReadOnlySpan<int> triangles = Items.Span.Slice(leaf * Width, Width);
        corners.Fill(float.NaN);
        for (int i = 0; i < Width; i++)
        {
            int first = 3 * triangles[i];
            Vector3 a = positions[indices[first]], b = positions[indices[first + 1]];
            Vector3 c = positions[indices[first + 2]];
            TriangleFrame.Write(a, b, c, frames[i..], Width);
            bool missing = i > 0 && triangles[i] == triangles[0];
            if (!missing && a != b && b != c && c != a) WriteCorners(a, b, c, corners[i..]);
        }
    }

    private static void WriteCorners(Vector3 a, Vector3 b, Vector3 c, Span<float> rows)
    {
        ReadOnlySpan<float> values = [a.X, a.Y, a.Z, b.X, b.Y, b.Z, c.X, c.Y, c.Z];
        for (int row = 0; row < values.Length; row++) rows[row * Width] = values[row];
    }
}
