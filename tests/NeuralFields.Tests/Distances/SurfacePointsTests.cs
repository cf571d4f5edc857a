using System.Numerics;
using NeuralFields.Distances;
using NeuralFields.Geometry;
using NeuralFields.Testing;

namespace NeuralFields.Tests.Distances;

public sealed class SurfacePointsTests
{
    [Fact]
    public void Points_lie_on_their_triangles_in_proportion_to_the_area()
    {
        TriangleMesh mesh = Shapes.Soup(50, 1);
        SurfacePoints points = new(mesh);
        Vector3[] places = new Vector3[200_000];
        int[] triangles = new int[places.Length], counts = new int[mesh.TriangleCount];
        points.Fill(1, 0, places, triangles);
        for (int i = 0; i < places.Length; i++) counts[triangles[i]]++;
        for (int i = 0; i < 2000; i++) Assert.InRange(BruteForce.Distance(mesh, triangles[i], places[i]), 0, 3e-7);
        for (int i = 0; i < counts.Length; i++)
        {
            (Vector3 a, Vector3 b, Vector3 c) = mesh.Triangle(i);
            double share = Vector3.Cross(b - a, c - a).Length() / 2 / points.Area * places.Length;
            Assert.InRange(counts[i], share - (5 * Math.Sqrt(share)) - 1, share + (5 * Math.Sqrt(share)) + 1);
        }
    }

    [Fact]
    public void A_triangle_is_filled_evenly()
    {
        TriangleMesh triangle = new([default, Vector3.UnitX, Vector3.UnitY], [0, 1, 2]);
        Vector3[] places = new Vector3[100_000];
        new SurfacePoints(triangle).Fill(2, 0, places);
        Assert.All(places, p => Assert.True(p.X >= 0 && p.Y >= 0 && p.X + p.Y <= 1.0000001f));
        AssertClose.Number(1 / 3.0, places.Average(p => p.X), 0, 3e-3, "mean x");
        AssertClose.Number(1 / 3.0, places.Average(p => p.Y), 0, 3e-3, "mean y");
        AssertClose.Number(0.25, places.Count(p => p.X > 0.5f) / 1e5, 0, 5e-3, "corner");
    }

    [Fact]
    public void A_point_depends_on_seed_and_number_alone()
    {
        SurfacePoints points = new(Shapes.Icosphere(1));
        Vector3[] all = new Vector3[100], part = new Vector3[10], other = new Vector3[100];
        float[] offsets = new float[100];
        points.FillNear(7, 0, 0.1f, all, offsets);
        points.FillNear(7, 40, 0.1f, part);
        points.FillNear(8, 0, 0.1f, other);
        Assert.Equal(all[40..50], part);
        Assert.Empty(all.Intersect(other));
        points.Fill(7, 0, other);
        for (int i = 0; i < 100; i++) AssertClose.Number(Vector3.Distance(all[i], other[i]), offsets[i], 1e-5, 1e-7, "");
    }

    [Fact]
    public void Offsets_are_normal()
    {
        SurfacePoints points = new(Shapes.Icosphere(1));
        Vector3[] near = new Vector3[100_000], on = new Vector3[near.Length];
        points.FillNear(3, 0, 0.5f, near);
        points.Fill(3, 0, on);
        double[] x = [.. near.Zip(on, (a, b) => (double)(a.X - b.X))], z = [.. near.Zip(on, (a, b) => (double)(a.Z - b.Z))];
        AssertClose.Number(0, x.Average(), 0, 0.01, "mean");
        AssertClose.Number(0.25, x.Average(v => v * v), 0.02, 0, "variance");
        AssertClose.Number(0.25, z.Average(v => v * v), 0.02, 0, "variance of z");
        AssertClose.Number(0, x.Zip(z, (a, b) => a * b).Average(), 0, 0.005, "covariance");
        AssertClose.Number(3 * 0.0625, x.Average(v => v * v * v * v), 0.05, 0, "fourth moment");
    }

    [Fact]
    public void Points_of_a_box_fill_it()
    {
        Box3 box = new(new(1, 2, 3), new(2, 4, 6));
        Vector3[] places = new Vector3[50_000];
        new BoxPoints(box).Fill(1, 0, places);
        Assert.All(places, p => Assert.True(box.Contains(Point3.Of(p))));
        AssertClose.Number(1.5, places.Average(p => p.X), 0, 0.01, "x");
        AssertClose.Number(3, places.Average(p => p.Y), 0, 0.02, "y");
        AssertClose.Number(4.5, places.Average(p => p.Z), 0, 0.03, "z");
    }

    [Fact]
    public void A_mesh_without_area_is_refused()
        => Assert.Contains("area", Assert.Throws<InputException>(
            () => new SurfacePoints(new([default, Vector3.UnitX], [0, 1, 0]))).Message);
}
