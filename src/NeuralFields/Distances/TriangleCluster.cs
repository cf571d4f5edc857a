using System.Numerics;
using NeuralFields.Geometry;

namespace NeuralFields.Distances;

/// <summary>Sums over the triangles of neighbouring leaves.</summary>
internal readonly record struct TriangleCluster
{
    /// <summary>Where a cluster without area stands: far enough for its zero moments to stay zero.</summary>
    private static readonly Point3 s_away = new(1e10, 1e10, 1e10);

    /// <summary>No triangles.</summary>
    public static TriangleCluster Empty => new() { FirstLeaf = int.MaxValue };

    public int FirstLeaf { get; init; }

    public int EndLeaf { get; init; }

    public double Area { get; init; }

    /// <summary>Sum of area · middle.</summary>
    public Point3 WeightedMiddle { get; init; }

    /// <summary>Sum of the normals, each as long as its triangle's area.</summary>
    public Point3 Normal { get; init; }

    /// <summary>Sum of normal.X · middle.</summary>
    public Point3 MomentX { get; init; }

    /// <summary>Sum of normal.Y · middle.</summary>
    public Point3 MomentY { get; init; }

    /// <summary>Sum of normal.Z · middle.</summary>
    public Point3 MomentZ { get; init; }

    /// <summary>The middle by area.</summary>
    public Point3 Middle => Area > 0 ? WeightedMiddle * (1 / Area) : s_away;

    /// <summary>With another triangle.</summary>
    public TriangleCluster Add(Vector3 a, Vector3 b, Vector3 c)
    {
        Point3 normal = TriangleGeometry.AreaNormal(a, b, c);
        Point3 middle = (Point3.Of(a) + Point3.Of(b) + Point3.Of(c)) * (1.0 / 3);
        double area = normal.Length;
        return this with
        {
            Area = Area + area,
            WeightedMiddle = WeightedMiddle + (middle * area),
            Normal = Normal + normal,
            MomentX = MomentX + (middle * normal.X),
            MomentY = MomentY + (middle * normal.Y),
            MomentZ = MomentZ + (middle * normal.Z),
        };
    }

    /// <summary>With the triangles of another cluster.</summary>
    public TriangleCluster Add(in TriangleCluster other) => new()
    {
        FirstLeaf = Math.Min(FirstLeaf, other.FirstLeaf),
        EndLeaf = Math.Max(EndLeaf, other.EndLeaf),
        Area = Area + other.Area,
        WeightedMiddle = WeightedMiddle + other.WeightedMiddle,
        Normal = Normal + other.Normal,
        MomentX = MomentX + other.MomentX,
        MomentY = MomentY + other.MomentY,
        MomentZ = MomentZ + other.MomentZ,
    };
}
