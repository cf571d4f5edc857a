using System.Numerics;
using NeuralFields.Geometry;

namespace NeuralFields.Meshing;

/// <summary>Leaves triangles out of a mesh, and the vertices that nothing uses any more.</summary>
internal static class MeshCompaction
{
    /// <summary>The triangles that are kept, in their order, over the vertices they use, in theirs.</summary>
    public static TriangleMesh Keep(TriangleMesh mesh, Func<int, bool> isKept)
    {
        List<int> indices = [];
        int[] number = new int[mesh.VertexCount];
        for (int t = 0; t < mesh.TriangleCount; t++)
        {
            if (!isKept(t)) continue;
            foreach (int v in mesh.Indices.AsSpan(3 * t, 3))
            {
                indices.Add(v);
                number[v] = 1;
            }
        }
        int count = 0;
        for (int v = 0; v < number.Length; v++) number[v] = number[v] > 0 ? count++ : -1;
        return mesh with
        {
            Positions = Gather(mesh.Positions, number, count)!,
            Normals = Gather(mesh.Normals, number, count),
            Colors = Gather(mesh.Colors, number, count),
            Indices = [.. indices.Select(v => number[v])],
        };
    }

    private static Vector3[]? Gather(Vector3[]? all, int[] number, int count)
    {
        if (all is null) return null;
        Vector3[] kept = new Vector3[count];
        for (int v = 0; v < number.Length; v++)
            if (number[v] >= 0) kept[number[v]] = all[v];
        return kept;
    }
}
