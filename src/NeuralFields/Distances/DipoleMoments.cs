using System.Numerics;
using NeuralFields.Geometry;
using NeuralFields.Numerics;

namespace NeuralFields.Distances;

/// <summary>
/// What is left of clusters of triangles seen from afar: for each child of each node the middle (3), the sum of area
/// normals N (3), the symmetric moment S of area normals about the middle (xx, yy, zz, 2xy, 2xz, 2yz) and the square
/// of the distance from which on they stand for the triangles.
/// </summary>
/// <remarks>Barill et al. 2018, Fast winding numbers for soups and clouds, order 1 (eq. 12).</remarks>
internal sealed class DipoleMoments : IDisposable
{
    /// <summary>β: a cluster is far from this many of its radii on.</summary>
    /// <remarks>
    /// The paper's choice. With order 1 the largest error of a winding number was 0.023 among random triangles of all
    /// sizes, and less on smooth shapes; ½ decides.
    /// </remarks>
    public const double Accuracy = 2;

    /// <summary>Rows of a node.</summary>
    public const int RowCount = 13;

    private const int Width = TreeNodes.Width;

    private readonly TriangleBlocks _tree;

    /// <summary>Moments of a tree's triangles as its corners stand now.</summary>
    public DipoleMoments(TriangleBlocks tree)
    {
        _tree = tree;
        Rows = new((long)tree.NodeCount * RowCount * Width);
        Node(0);
    }

    /// <summary>[nodes, 13, 16].</summary>
    public AlignedBuffer<float> Rows { get; }

    /// <inheritdoc/>
    public void Dispose() => Rows.Dispose();

    private TriangleCluster Node(int node)
    {
        ReadOnlySpan<int> children = _tree.Children.Span.Slice(node * Width, Width);
        ReadOnlySpan<float> boxes = _tree.Boxes.Span.Slice(node * TreeNodes.BoxRows * Width);
        const int length = RowCount * Width;
        Span<float> rows = Rows.Span.Slice(node * length, length);
        TriangleCluster all = TriangleCluster.Empty;
        for (int i = 0; i < Width; i++)
        {
            bool missing = float.IsPositiveInfinity(boxes[i]);
            TriangleCluster cluster = missing ? TriangleCluster.Empty
                : children[i] >= 0 ? Node(children[i]) : Leaf(~children[i]);
            if (!missing) all = all.Add(cluster);
            Write(cluster, rows[i..]);
        }
        return all;
    }

    private TriangleCluster Leaf(int leaf)
    {
        TriangleCluster cluster = TriangleCluster.Empty with { FirstLeaf = leaf, EndLeaf = leaf + 1 };
        for (int lane = 0; lane < Width; lane++)
        {
            Vector3 a = Corner(leaf, 0, lane);
            if (!float.IsNaN(a.X)) cluster = cluster.Add(a, Corner(leaf, 1, lane), Corner(leaf, 2, lane));
        }
        return cluster;
    }

    private Vector3 Corner(int leaf, int corner, int lane)
    {
        ReadOnlySpan<float> rows =
            _tree.Corners.Span.Slice(((leaf * TriangleBlocks.CornerRows) + (3 * corner)) * Width, 3 * Width);
        return new(rows[lane], rows[Width + lane], rows[(2 * Width) + lane]);
    }

    private void Write(in TriangleCluster cluster, Span<float> rows)
    {
        Point3 c = cluster.Middle, n = cluster.Normal;
        double radius = Radius(cluster, c);
        ReadOnlySpan<double> values =
        [
            c.X, c.Y, c.Z, n.X, n.Y, n.Z,
            cluster.MomentX.X - (n.X * c.X), cluster.MomentY.Y - (n.Y * c.Y), cluster.MomentZ.Z - (n.Z * c.Z),
            cluster.MomentX.Y + cluster.MomentY.X - (n.X * c.Y) - (n.Y * c.X),
            cluster.MomentX.Z + cluster.MomentZ.X - (n.X * c.Z) - (n.Z * c.X),
            cluster.MomentY.Z + cluster.MomentZ.Y - (n.Y * c.Z) - (n.Z * c.Y),
            Accuracy * Accuracy * radius * radius,
        ];
        for (int row = 0; row < values.Length; row++) rows[row * Width] = (float)values[row];
    }

    /// <summary>The distance from a place to the furthest corner of a cluster.</summary>
    private double Radius(in TriangleCluster cluster, Point3 middle)
    {
        Vector3 center = middle.ToVector3();
        float squared = 0;
        for (int leaf = cluster.FirstLeaf; leaf < cluster.EndLeaf; leaf++)
            for (int lane = 0; lane < Width; lane++)
                for (int corner = 0; corner < 3; corner++)
                    squared = Larger(squared, Vector3.DistanceSquared(center, Corner(leaf, corner, lane)));
        return Math.Sqrt(squared);
    }

    /// <summary>The larger number; NaN, a missing triangle, loses.</summary>
    private static float Larger(float a, float b) => b > a ? b : a;
}
