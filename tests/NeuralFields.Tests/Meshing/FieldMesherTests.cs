using System.Numerics;
using NeuralFields.Geometry;
using NeuralFields.Meshing;

namespace NeuralFields.Tests.Meshing;

public sealed class FieldMesherTests
{
    private static readonly Box3 s_box = new(new(-1, -1, -0.5), new(1, 1, 0.5));

    [Theory]
    [InlineData(7)]
    [InlineData(33)]
    [InlineData(100)]
    public void Sparse_and_dense_evaluation_give_one_mesh(int resolution)
    {
        SampleGrid grid = SampleGrid.Over(s_box, resolution);
        FieldMesh sparse = FieldMesher.Extract(FunctionField.Torus, grid, new());
        FieldMesh dense = FieldMesher.Extract(FunctionField.Torus, grid, new() { IsDistance = false, Threads = 1 });
        Assert.Equal(dense.Mesh.Positions, sparse.Mesh.Positions);
        Assert.Equal(dense.Mesh.Indices, sparse.Mesh.Indices);
        Assert.Equal(dense.Mesh.Normals, sparse.Mesh.Normals);
        Manifold.AssertClosed(sparse.Mesh);
        Assert.False(sparse.LeavesGrid);
    }

    [Fact]
    public void Most_places_are_passed_over()
    {
        SampleGrid grid = SampleGrid.Over(s_box, 256);
        FieldMesh mesh = FieldMesher.Extract(FunctionField.Torus, grid, new() { RefinementSteps = 0 });
        Assert.InRange(mesh.Evaluations, 1, (grid.Count / 4) + (7 * mesh.Mesh.VertexCount));
    }

    [Fact]
    public void Distances_that_are_far_too_long_still_give_a_closed_surface()
    {
        // Thirty times too long: nearly every block is passed over, and the surface is found by its neighbours.
        FunctionField wrong = new(p => 30 * (p.Length() - 0.55f));
        SampleGrid grid = SampleGrid.Over(new(new(-1, -1, -1), new(1, 1, 1)), 90);
        FieldMesh mesh = FieldMesher.Extract(wrong, grid, new());
        FieldMesh dense = FieldMesher.Extract(wrong, grid, new() { IsDistance = false });
        Manifold.AssertClosed(mesh.Mesh);
        Assert.Equal(dense.Mesh.Positions, mesh.Mesh.Positions);
        Assert.True(mesh.Evaluations < dense.Evaluations);
    }

    [Fact]
    public void Values_that_are_no_distances_at_all_still_give_a_closed_surface()
    {
        FunctionField wild = new(p =>
        {
            uint h = BitConverter.SingleToUInt32Bits(p.X + (3.7f * p.Y) + (11.3f * p.Z)) * 2654435761;
            return p.Length() > 0.9f ? 1 : ((h >> 8) % 1000 / 500f) - 1;
        });
        SampleGrid grid = SampleGrid.Over(new(new(-1, -1, -1), new(1, 1, 1)), 40);
        Manifold.AssertClosed(FieldMesher.Extract(wild, grid, new() { RefinementSteps = 4 }).Mesh);
    }

    [Fact]
    public void Refinement_brings_vertices_onto_the_surface()
    {
        // Curved along edges, so that a straight line between the ends of an edge misses.
        FunctionField cubic = new(p => (p.LengthSquared() * p.Length()) - 0.3f);
        SampleGrid grid = SampleGrid.Over(new(new(-1, -1, -1), new(1, 1, 1)), 24);
        double[] residuals =
        [
            .. Enumerable.Range(0, 5).Select(steps => FieldMesher.Extract(
                cubic, grid, new() { IsDistance = false, RefinementSteps = steps }).MeanResidual),
        ];
        Assert.True(residuals[0] > 1e-3);
        Assert.True(residuals[1] < 0.1 * residuals[0]);
        Assert.True(residuals[2] < 0.01 * residuals[1]);
        Assert.True(residuals[4] < 1e-7);
    }

    [Fact]
    public void Normals_are_the_gradient_s_direction_and_colours_the_field_s()
    {
        FieldMesh mesh = FieldMesher.Extract(
            FunctionField.Torus, SampleGrid.Over(s_box, 64), new() { WithColors = true });
        for (int v = 0; v < mesh.Mesh.VertexCount; v++)
        {
            Vector3 p = mesh.Mesh.Positions[v], n = mesh.Mesh.Normals![v];
            Vector3 ring = Vector3.Normalize(new(p.X, p.Y, 0)) * 0.6f;
            Assert.True(Vector3.Distance(Vector3.Normalize(p - ring), n) < 0.002f);
            Assert.Equal(Vector3.Abs(n), mesh.Mesh.Colors![v]);
        }
    }

    [Fact]
    public void Simplified_and_largest_parts_come_with_normals()
    {
        FunctionField two = new(p => MathF.Min(
            Vector3.Distance(p, new(-0.5f, 0, 0)) - 0.4f, Vector3.Distance(p, new(0.6f, 0, 0)) - 0.2f));
        FieldMesh mesh = FieldMesher.Extract(
            two, SampleGrid.Over(s_box, 64), new() { LargestOnly = true, SimplifyRatio = 0.2 });
        Manifold.AssertClosed(mesh.Mesh);
        Assert.True(mesh.Mesh.Bounds.Max.X < 0);
        Assert.Equal(mesh.Mesh.VertexCount, mesh.Mesh.Normals!.Length);
        Assert.Equal(4 * Math.PI / 3 * 0.064, Manifold.Volume(mesh.Mesh), 0.003);
    }

    [Fact]
    public void A_surface_that_leaves_the_grid_says_so()
    {
        SampleGrid half = SampleGrid.Over(new(new(-1, -1, 0), new(1, 1, 0.5)), 40);
        FieldMesh mesh = FieldMesher.Extract(FunctionField.Torus, half, new());
        Assert.True(mesh.LeavesGrid);
        Assert.True(Manifold.OpenEdges(mesh.Mesh) > 0);
        Assert.All(mesh.Mesh.Positions, p => Assert.True(half.Origin.Z <= p.Z));
    }

    [Fact]
    public void An_empty_level_set_tells_the_range_of_values()
    {
        FieldMesh mesh = FieldMesher.Extract(FunctionField.Torus, SampleGrid.Over(s_box, 40), new() { Level = 5 });
        Assert.Equal(0, mesh.Mesh.TriangleCount);
        Assert.InRange(mesh.Min, -0.25f, 0);
        Assert.InRange(mesh.Max, 0.3f, 1);
    }

    [Fact]
    public void Cancellation_ends_the_work()
        => Assert.Throws<OperationCanceledException>(() => FieldMesher.Extract(
            FunctionField.Torus, SampleGrid.Over(s_box, 40), new(), new CancellationToken(canceled: true)));
}
