using System.Numerics;
using NeuralFields.Geometry;
using NeuralFields.Meshing;

namespace NeuralFields.Tests.Meshing;

public sealed class MeshComponentsTests
{
    private static readonly TriangleMesh s_two = new(
        [Vector3.Zero, Vector3.UnitX, Vector3.UnitY, new(9, 9, 9), Vector3.Zero, 2 * Vector3.UnitX, 2 * Vector3.UnitY, new(2, 2, 0)],
        [0, 1, 2, 4, 5, 6, 5, 7, 6])
    {
        Colors = [.. Enumerable.Range(0, 8).Select(i => new Vector3(i))],
    };

    [Fact]
    public void The_part_of_the_largest_area_is_kept_with_its_vertices()
    {
        TriangleMesh largest = MeshComponents.KeepLargest(s_two);
        Assert.Equal([0, 1, 2, 1, 3, 2], largest.Indices);
        Assert.Equal(s_two.Positions[4..], largest.Positions);
        Assert.Equal(s_two.Colors![4..], largest.Colors);
    }
}
