using NeuralFields.Geometry;

namespace NeuralFields.Tests.Meshing;

/// <summary>Checks of connectivity that share nothing with the code under test.</summary>
internal static class Manifold
{
    /// <summary>Every edge has one triangle on either side, every vertex one fan, every number is finite.</summary>
    public static void AssertClosed(TriangleMesh mesh)
    {
        Assert.All(mesh.Positions, p => Assert.True(float.IsFinite(p.X + p.Y + p.Z)));
        Dictionary<(int, int), int> third = Edges(mesh);
        Assert.All(third.Keys, e => Assert.True(third.ContainsKey((e.Item2, e.Item1)), $"{e} is open"));
        AssertFans(mesh, third);
    }

    /// <summary>Edges, in the sense of their triangle, that have no triangle on the other side.</summary>
    public static int OpenEdges(TriangleMesh mesh)
    {
        Dictionary<(int, int), int> third = Edges(mesh);
        return third.Keys.Count(e => !third.ContainsKey((e.Item2, e.Item1)));
    }

    /// <summary>The volume enclosed; above 0 where front faces look outwards.</summary>
    public static double Volume(TriangleMesh mesh)
    {
        double volume = 0;
        for (int t = 0; t < mesh.TriangleCount; t++)
        {
            (System.Numerics.Vector3 a, System.Numerics.Vector3 b, System.Numerics.Vector3 c) = mesh.Triangle(t);
            volume += System.Numerics.Vector3.Dot(a, System.Numerics.Vector3.Cross(b, c)) / 6.0;
        }
        return volume;
    }

    /// <summary>The third vertex of the triangle along each directed edge; a second triangle there is a failure.</summary>
    private static Dictionary<(int From, int To), int> Edges(TriangleMesh mesh)
    {
        Dictionary<(int, int), int> third = [];
        for (int i = 0; i < mesh.Indices.Length; i += 3)
            for (int k = 0; k < 3; k++)
            {
                (int a, int b) = (mesh.Indices[i + k], mesh.Indices[i + ((k + 1) % 3)]);
                Assert.NotEqual(a, b);
                Assert.True(third.TryAdd((a, b), mesh.Indices[i + ((k + 2) % 3)]), $"({a}, {b}) has two triangles");
            }
        return third;
    }

    private static void AssertFans(TriangleMesh mesh, Dictionary<(int From, int To), int> third)
    {
        int[] corners = new int[mesh.VertexCount], start = new int[mesh.VertexCount];
        for (int i = 0; i < mesh.Indices.Length; i++)
        {
            corners[mesh.Indices[i]]++;
            start[mesh.Indices[i]] = mesh.Indices[i % 3 == 2 ? i - 2 : i + 1];
        }
        for (int v = 0; v < corners.Length; v++)
        {
            Assert.True(corners[v] >= 3, $"vertex {v} has {corners[v]} triangles");
            int turns = 0, at = start[v];
            do
            {
                at = third[(v, at)];
                turns++;
            }
            while (at != start[v] && turns <= corners[v]);
            Assert.Equal(corners[v], turns);
        }
    }
}
