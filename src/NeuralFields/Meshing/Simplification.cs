using System.Globalization;
using NeuralFields.Geometry;

namespace NeuralFields.Meshing;

/// <summary>Meshes of fewer triangles.</summary>
/// <remarks>Garland and Heckbert 1997, Surface Simplification Using Quadric Error Metrics.</remarks>
public static class Simplification
{
    /// <summary>Collapses edges until a part of the triangles is left.</summary>
    /// <param name="mesh">The mesh.</param>
    /// <param name="ratio">The part to keep, above 0 and up to 1.</param>
    /// <returns>
    /// A mesh of at most that part, or of more where further collapses would pinch or fold it. A closed manifold stays
    /// one, borders stay where they are, and no triangle turns by more than 75°. Normals and colours are blended.
    /// </returns>
    /// <exception cref="ArgumentException">The ratio is out of range.</exception>
    public static TriangleMesh Simplify(TriangleMesh mesh, double ratio)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        if (!(ratio is > 0 and <= 1))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"the ratio is {ratio}, expected above 0 and up to 1."));
        if (ratio == 1) return mesh;
        EdgeCollapse collapse = new(mesh);
        collapse.Run((int)Math.Ceiling(ratio * mesh.TriangleCount));
        return MeshCompaction.Keep(collapse.ToMesh(mesh), t => !collapse.IsDead(t));
    }
}
