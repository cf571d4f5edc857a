using System.Numerics;
using NeuralFields.Geometry;
using NeuralFields.Meshing;

namespace NeuralFields.Tests.Meshing;

public sealed class SimplificationTests
{
    private static readonly TriangleMesh s_torus = FieldMesher.Extract(
        FunctionField.Torus, SampleGrid.Over(new(new(-1, -1, -0.5), new(1, 1, 0.5)), 90), new()).Mesh;

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.1)]
    [InlineData(0.01)]
    public void A_closed_mesh_stays_closed_and_near_the_surface(double ratio)
    {
        TriangleMesh mesh = Simplification.Simplify(s_torus, ratio);
        Manifold.AssertClosed(mesh);
        Assert.InRange(mesh.TriangleCount, 0.9 * ratio * s_torus.TriangleCount, ratio * s_torus.TriangleCount + 1);
        Assert.Equal(1, MeshReport.Of(mesh).Components);
        Assert.Equal(0, Euler(mesh));
        if (ratio >= 0.1) Assert.True(MeanError(mesh) <= 1e-3 * s_torus.Bounds.Diagonal);
    }

    [Fact]
    public void The_smallest_ratio_stops_before_it_breaks_the_surface()
    {
        TriangleMesh mesh = Simplification.Simplify(s_torus, 1e-9);
        Manifold.AssertClosed(mesh);
        Assert.Equal(0, Euler(mesh));
    }

    [Fact]
    public void Two_runs_give_one_mesh()
    {
        TriangleMesh one = Simplification.Simplify(s_torus, 0.2), two = Simplification.Simplify(s_torus, 0.2);
        Assert.Equal(one.Positions, two.Positions);
        Assert.Equal(one.Indices, two.Indices);
    }

    [Fact]
    public void A_flat_square_keeps_its_border()
    {
        TriangleMesh square = Square(20), mesh = Simplification.Simplify(square, 0.05);
        Assert.True(mesh.TriangleCount <= 41);
        foreach (Vector3 corner in (Vector3[])[Vector3.Zero, Vector3.UnitX, Vector3.UnitY, new(1, 1, 0)])
            Assert.InRange(mesh.Positions.Min(p => Vector3.Distance(p, corner)), 0, 1e-4);
        Assert.Equal(1, Area(mesh), 1e-4);
        Assert.All(mesh.Positions, p => Assert.Equal(0, p.Z, 1e-5f));
    }

    [Fact]
    public void Colours_are_blended_and_unused_vertices_dropped()
    {
        TriangleMesh square = Square(20);
        TriangleMesh mesh = Simplification.Simplify(
            square with { Colors = [.. square.Positions], Normals = [.. square.Positions.Select(_ => Vector3.UnitZ)] }, 0.2);
        Assert.Equal(mesh.VertexCount, mesh.Indices.Distinct().Count());
        Assert.All(mesh.Colors!.Zip(mesh.Positions), c => Assert.True(Vector3.Distance(c.First, c.Second) < 0.1f));
        Assert.All(mesh.Normals!, n => Assert.Equal(Vector3.UnitZ, n));
    }

    [Fact]
    public void A_tetrahedron_and_a_lone_triangle_stay()
    {
        TriangleMesh tetrahedron = new(
            [Vector3.Zero, Vector3.UnitX, Vector3.UnitY, Vector3.UnitZ], [0, 2, 1, 0, 1, 3, 0, 3, 2, 1, 2, 3]);
        Assert.Equal(4, Simplification.Simplify(tetrahedron, 0.1).TriangleCount);
        Assert.Equal(1, Simplification.Simplify(new([.. tetrahedron.Positions], [0, 1, 2]), 0.1).TriangleCount);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public void Ratios_out_of_range_are_refused(double ratio)
        => Assert.Throws<ArgumentException>(() => Simplification.Simplify(s_torus, ratio));

    private static int Euler(TriangleMesh mesh) => mesh.VertexCount - (mesh.Indices.Length / 2) + mesh.TriangleCount;

    /// <summary>The mean distance of places on the mesh from the torus, by areas.</summary>
    private static double MeanError(TriangleMesh mesh)
    {
        double sum = 0, areas = 0;
        float[] value = new float[1];
        for (int t = 0; t < mesh.TriangleCount; t++)
        {
            (Vector3 a, Vector3 b, Vector3 c) = mesh.Triangle(t);
            double area = Vector3.Cross(b - a, c - a).Length();
            FunctionField.Torus.Evaluate([(a + b + c) / 3], value);
            (sum, areas) = (sum + (area * Math.Abs(value[0])), areas + area);
        }
        return sum / areas;
    }

    private static double Area(TriangleMesh mesh) => Enumerable.Range(0, mesh.TriangleCount).Sum(t =>
    {
        (Vector3 a, Vector3 b, Vector3 c) = mesh.Triangle(t);
        return Vector3.Cross(b - a, c - a).Length() / 2.0;
    });

    private static TriangleMesh Square(int cells)
    {
        List<Vector3> places = [];
        List<int> indices = [];
        for (int y = 0; y <= cells; y++)
            for (int x = 0; x <= cells; x++)
            {
                places.Add(new((float)x / cells, (float)y / cells, 0));
                if (x == cells || y == cells) continue;
                int at = (y * (cells + 1)) + x, above = at + cells + 1;
                indices.AddRange([at, at + 1, above + 1, at, above + 1, above]);
            }
        return new([.. places], [.. indices]);
    }
}
