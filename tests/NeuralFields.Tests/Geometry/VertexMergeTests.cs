using System.Numerics;
using NeuralFields.Geometry;

namespace NeuralFields.Tests.Geometry;

public sealed class VertexMergeTests
{
    [Fact]
    public void Equal_places_become_the_first_of_them()
    {
        Vector3 a = new(1, 2, 3), b = new(1, 2, 4);
        TriangleMesh mesh = new([a, b, a, Vector3.Zero, b], [0, 1, 3, 2, 4, 3]) { Origin = new Point3(9, 9, 9), Normals = new Vector3[5] };
        MergedMesh merged = VertexMerge.Of(mesh);
        Assert.Equal([a, b, Vector3.Zero], merged.Mesh.Positions);
        Assert.Equal([0, 1, 0, 2, 1], merged.Numbers);
        Assert.Equal([0, 1, 2, 0, 1, 2], merged.Mesh.Indices);
        Assert.Equal(mesh.Origin, merged.Mesh.Origin);
        Assert.Null(merged.Mesh.Normals);
    }

    [Fact]
    public void Zeros_of_either_sign_are_equal_and_the_next_float_is_not()
    {
        Vector3[] places = [new(0, 0, 0), new(-0f, 0, -0f), new(float.BitIncrement(0), 0, 0), new(1, 0, 0), new(float.BitIncrement(1), 0, 0)];
        Assert.Equal([0, 0, 1, 2, 3], VertexMerge.Of(new TriangleMesh(places, [])).Numbers);
    }

    [Fact]
    public void Many_places_are_merged_as_a_dictionary_does()
    {
        Vector3[] places = [.. Enumerable.Range(0, 20_000).Select(i => new Vector3(i * 7919 % 113, i * 31 % 17, i % 5) / 3)];
        int[] numbers = VertexMerge.Of(new TriangleMesh(places, [])).Numbers;
        Dictionary<Vector3, int> seen = [];
        Assert.Equal(places.Select(p => seen.TryAdd(p, seen.Count) ? seen.Count - 1 : seen[p]), numbers);
    }
}
