using System.Numerics;
using NeuralFields.Geometry;

namespace NeuralFields.Meshing;

/// <summary>Connected parts of a mesh: triangles that share a vertex belong together.</summary>
public static class MeshComponents
{
    /// <summary>The part of the largest area, with the vertices it uses.</summary>
    /// <param name="mesh">The mesh; indices in range.</param>
    public static TriangleMesh KeepLargest(TriangleMesh mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        if (mesh.TriangleCount == 0) return mesh;
        int[] roots = MeshParts.Roots(mesh.VertexCount, mesh.Indices);
        double[] area = new double[roots.Length];
        for (int t = 0; t < mesh.TriangleCount; t++)
        {
            (Vector3 a, Vector3 b, Vector3 c) = mesh.Triangle(t);
            area[roots[mesh.Indices[3 * t]]] += Vector3.Cross(b - a, c - a).Length();
        }
        int largest = Array.IndexOf(area, area.Max());
        return MeshCompaction.Keep(mesh, t => roots[mesh.Indices[3 * t]] == largest);
    }
}
