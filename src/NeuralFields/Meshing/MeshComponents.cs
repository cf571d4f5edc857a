using System.Numerics;
using NeuralFields.Geometry;

namespace NeuralFields.Meshing;

/// <summary>Connected parts of a mesh: triangles that share a vertex belong together.</summary>
public static class MeshComponents
{
    /// <summary>How many parts a mesh has.</summary>
    public static int Count(TriangleMesh mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        int[] root = Roots(mesh);
        int count = 0;
        bool[] seen = new bool[root.Length];
        foreach (int index in mesh.Indices)
        {
            if (seen[root[index]]) continue;
            seen[root[index]] = true;
            count++;
        }
        return count;
    }

    /// <summary>Whether every edge belongs to two triangles that run along it in opposite senses.</summary>
    public static bool IsWatertight(TriangleMesh mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        ulong[] edges = new ulong[mesh.Indices.Length];
        for (int i = 0; i < edges.Length; i++)
        {
            (int from, int to) = (mesh.Indices[i], mesh.Indices[i % 3 == 2 ? i - 2 : i + 1]);
            edges[i] = ((ulong)(uint)Math.Min(from, to) << 33) | ((ulong)(uint)Math.Max(from, to) << 1) | (from < to ? 1u : 0);
        }
        Array.Sort(edges);
        for (int i = 0; i < edges.Length; i += 2)
            if (i + 1 == edges.Length || edges[i] >> 1 != edges[i + 1] >> 1 || edges[i] == edges[i + 1]
                || (i > 0 && edges[i] >> 1 == edges[i - 1] >> 1)) return false;
        return true;
    }

    /// <summary>The part of the largest area, with the vertices it uses; of equals the one that comes first.</summary>
    public static TriangleMesh KeepLargest(TriangleMesh mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        if (mesh.TriangleCount == 0) return mesh;
        int[] root = Roots(mesh);
        double[] area = new double[root.Length];
        for (int t = 0; t < mesh.TriangleCount; t++)
        {
            (Vector3 a, Vector3 b, Vector3 c) = mesh.Triangle(t);
            area[root[mesh.Indices[3 * t]]] += Vector3.Cross(b - a, c - a).Length();
        }
        int largest = Array.IndexOf(area, area.Max());
        return MeshCompaction.Keep(mesh, t => root[mesh.Indices[3 * t]] == largest);
    }

    /// <summary>Per vertex the least vertex of its part.</summary>
    private static int[] Roots(TriangleMesh mesh)
    {
        int[] root = new int[mesh.VertexCount];
        for (int v = 0; v < root.Length; v++) root[v] = v;
        for (int i = 0; i < mesh.Indices.Length; i += 3)
        {
            Join(root, mesh.Indices[i], mesh.Indices[i + 1]);
            Join(root, mesh.Indices[i], mesh.Indices[i + 2]);
        }
        for (int v = 0; v < root.Length; v++) root[v] = root[root[v]];
        return root;
    }

    private static void Join(int[] root, int a, int b)
    {
        (a, b) = (Find(root, a), Find(root, b));
        if (a < b) root[b] = a;
        else root[a] = b;
    }

    /// <summary>Shortens the way to the root as it goes, so that it stays short.</summary>
    private static int Find(int[] root, int v)
    {
        while (root[v] != v) v = root[v] = root[root[v]];
        return v;
    }
}
