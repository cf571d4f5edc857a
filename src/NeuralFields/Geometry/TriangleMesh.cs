using System.Numerics;

namespace NeuralFields.Geometry;

/// <summary>
/// Triangles over shared vertices. Front faces run counter-clockwise, axes and units are those of the source.
/// </summary>
/// <param name="Positions">
/// [vertices] places relative to <see cref="Origin"/>: single precision is enough for a shape, not for a shape far
/// from zero.
/// </param>
/// <param name="Indices">[triangles × 3] vertex numbers; readers guarantee that they are in range.</param>
public sealed record TriangleMesh(Vector3[] Positions, int[] Indices)
{
    /// <summary>
    /// What positions are relative to, in the mesh's units. Zero unless the shape lies far from zero for its size.
    /// </summary>
    public Point3 Origin { get; init; }

    /// <summary>[vertices] unit normals, or null.</summary>
    public Vector3[]? Normals { get; init; }

    /// <summary>[vertices] linear RGB in [0,1], or null.</summary>
    public Vector3[]? Colors { get; init; }

    /// <summary>Vertices.</summary>
    public int VertexCount => Positions.Length;

    /// <summary>Triangles.</summary>
    public int TriangleCount => Indices.Length / 3;

    /// <summary>The smallest box around all vertices, in the mesh's units.</summary>
    public Box3 Bounds => Box3.Of(Positions, Origin);

    /// <summary>The corners of a triangle, relative to <see cref="Origin"/>.</summary>
    public (Vector3 A, Vector3 B, Vector3 C) Triangle(int index)
        => (Positions[Indices[3 * index]], Positions[Indices[(3 * index) + 1]], Positions[Indices[(3 * index) + 2]]);
}
