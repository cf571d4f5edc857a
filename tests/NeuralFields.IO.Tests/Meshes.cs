using System.Numerics;
using NeuralFields.Geometry;

namespace NeuralFields.IO.Tests;

/// <summary>Small synthetic meshes and the way through a writer.</summary>
internal static class Meshes
{
    /// <summary>A sphere of radius 1 with normals and linear colours, (rings − 1) × segments + 2 vertices.</summary>
    public static TriangleMesh Sphere(int rings, int segments, Point3 origin = default)
    {
        List<Vector3> places = [Vector3.UnitZ];
        for (int r = 1; r < rings; r++)
            for (int s = 0; s < segments; s++)
            {
                (float height, float radius) = MathF.SinCos(MathF.PI * (0.5f - ((float)r / rings)));
                (float y, float x) = MathF.SinCos(MathF.Tau * s / segments);
                places.Add(new Vector3(x * radius, y * radius, height));
            }
        places.Add(-Vector3.UnitZ);
        Vector3[] positions = [.. places];
        return new TriangleMesh(positions, [.. SphereIndices(rings, segments)])
        {
            Origin = origin,
            Normals = [.. positions],
            Colors = [.. positions.Select(p => (p + Vector3.One) / 2)],
        };
    }

    /// <summary>The cube [0,1]³ of eight vertices and twelve triangles, faces outwards.</summary>
    public static TriangleMesh Cube()
    {
        Vector3[] corners = [.. Enumerable.Range(0, 8).Select(i => new Vector3(i & 1, (i >> 1) & 1, i >> 2))];
        int[][] sides = [[0, 2, 3, 1], [4, 5, 7, 6], [0, 1, 5, 4], [2, 6, 7, 3], [0, 4, 6, 2], [1, 3, 7, 5]];
        return new TriangleMesh(corners, [.. sides.SelectMany(s => new[] { s[0], s[1], s[2], s[0], s[2], s[3] })]);
    }

    public static byte[] Written(this IMeshWriter writer, TriangleMesh mesh, MeshWriteOptions? options = null)
    {
        using MemoryStream stream = new();
        writer.Write(stream, mesh, options ?? MeshWriteOptions.Default);
        return stream.ToArray();
    }

    private static IEnumerable<int> SphereIndices(int rings, int segments)
    {
        int last = ((rings - 1) * segments) + 1;
        for (int s = 0; s < segments; s++)
        {
            int next = (s + 1) % segments;
            foreach (int i in new[] { 0, 1 + s, 1 + next }) yield return i;
            for (int r = 0; r < rings - 2; r++)
            {
                int upper = 1 + (r * segments), lower = upper + segments;
                foreach (int i in new[] { upper + s, lower + s, lower + next, upper + s, lower + next, upper + next })
                    yield return i;
            }
            foreach (int i in new[] { last, last - segments + next, last - segments + s }) yield return i;
        }
    }
}
