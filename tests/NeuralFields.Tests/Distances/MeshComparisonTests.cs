using System.Numerics;
using NeuralFields.Distances;
using NeuralFields.Geometry;
using NeuralFields.Testing;

namespace NeuralFields.Tests.Distances;

public sealed class MeshComparisonTests
{
    [Fact]
    public void A_mesh_is_equal_to_itself_even_inside_out_as_reference()
    {
        TriangleMesh torus = Shapes.Torus(1, 0.4f, 40);
        foreach (TriangleMesh reference in (TriangleMesh[])[torus, Shapes.Inverted(torus)])
        {
            MeshComparison same = MeshComparison.Compare(torus, reference);
            Assert.InRange(same.Hausdorff, 0, 1e-6);
            Assert.InRange(same.NormalAngleErrorDegrees, 0, 0.01);
            Assert.Equal(1.0, same.Iou);
            AssertClose.Number(same.ReferenceVolume, same.TestedVolume, 1e-12, 0, "volume");
        }
    }

    [Fact]
    public void Flipped_normals_are_an_error_of_180_degrees()
    {
        TriangleMesh torus = Shapes.Torus(1, 0.4f, 40);
        MeshComparison flipped = MeshComparison.Compare(Shapes.Inverted(torus), torus);
        Assert.InRange(flipped.NormalAngleErrorDegrees, 179.9, 180);
        Assert.Equal(1.0, flipped.Iou);
    }

    [Fact]
    public void Concentric_spheres_differ_by_their_radii()
    {
        TriangleMesh sphere = Shapes.Icosphere(4);
        MeshComparison spheres = MeshComparison.Compare(Shapes.Placed(sphere, 0.9f), sphere);
        AssertClose.Number(0.1, spheres.Chamfer, 0, 2e-3, "chamfer");
        AssertClose.Number(0.1, spheres.ToReference.Distance.P99, 0, 2e-3, "p99");
        AssertClose.Number(0.1, spheres.Hausdorff, 0, 3e-3, "hausdorff");
        AssertClose.Number(0.729, spheres.Iou!.Value, 0, 5e-3, "iou");
        AssertClose.Number(4 * Math.PI / 3, spheres.ReferenceVolume, 0.01, 0, "volume");
        Assert.InRange(spheres.NormalAngleErrorDegrees, 0, 2.5);
    }

    [Fact]
    public void Directions_are_told_apart()
    {
        TriangleMesh sphere = Shapes.Icosphere(3);
        MeshComparison more = MeshComparison.Compare(
            Shapes.Join(sphere, Shapes.Placed(sphere, 1, new(5, 0, 0))), sphere);
        Assert.InRange(more.ToTested.Distance.Max, 0, 1e-6);
        AssertClose.Number(5, more.ToReference.Distance.Max, 0.01, 0, "far side of the second");
        AssertClose.Number(0.5, more.Iou!.Value, 0, 0.01, "iou");
        AssertClose.Number(more.ToReference.Distance.Mean / 2, more.Chamfer, 1e-6, 0, "chamfer");
    }

    [Fact]
    public void Meshes_may_have_different_origins()
    {
        TriangleMesh sphere = Shapes.Icosphere(3);
        TriangleMesh moved = Shapes.Placed(sphere, 1, new(4, 5, 6)) with { Origin = new(-4, -5, -6) };
        MeshComparison same = MeshComparison.Compare(moved, sphere);
        Assert.InRange(same.Hausdorff, 0, 2e-6);
        AssertClose.Number(1, same.Iou!.Value, 0, 1e-4, "iou");
    }

    [Fact]
    public void Threads_change_nothing()
    {
        TriangleMesh a = Shapes.Icosphere(2), b = Shapes.Icosphere(3);
        Assert.Equal(MeshComparison.Compare(a, b, 1), MeshComparison.Compare(a, b, 4));
    }

    [Fact]
    public void Sheets_without_an_inside_have_no_iou()
    {
        TriangleMesh sheet = new([default, Vector3.UnitX, Vector3.UnitY], [0, 1, 2]);
        MeshComparison comparison = MeshComparison.Compare(sheet, sheet);
        Assert.Null(comparison.Iou);
        Assert.InRange(comparison.Chamfer, 0, 1e-7);
    }

    [Fact]
    public void A_spread_has_mean_nearest_rank_and_largest()
    {
        float[] numbers = [.. Enumerable.Range(1, 1000).Select(i => (float)i).Reverse()];
        Assert.Equal(new Spread(500.5, 990, 1000), Spread.Of(numbers));
        Assert.Equal(default, Spread.Of([]));
        Assert.True(double.IsNaN(Spread.Of([1, float.NaN]).Mean));
    }
}
