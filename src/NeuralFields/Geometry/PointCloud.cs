using System.Numerics;

namespace NeuralFields.Geometry;

/// <summary>Points of a surface, in the axes and units of the source.</summary>
/// <param name="Positions">[points] places relative to <see cref="Origin"/>.</param>
public sealed record PointCloud(Vector3[] Positions)
{
    /// <summary>What positions are relative to; zero unless the cloud lies far from zero for its size.</summary>
    public Point3 Origin { get; init; }

    /// <summary>[points] unit normals pointing outwards, or null.</summary>
    public Vector3[]? Normals { get; init; }

    /// <summary>[points] linear RGB in [0,1], or null.</summary>
    public Vector3[]? Colors { get; init; }

    /// <summary>Points.</summary>
    public int Count => Positions.Length;

    /// <summary>The smallest box around all points, in the cloud's units.</summary>
    public Box3 Bounds => Box3.Of(Positions, Origin);
}
