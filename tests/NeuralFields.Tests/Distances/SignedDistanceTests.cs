using System.Numerics;
using NeuralFields.Distances;
using NeuralFields.Geometry;
using NeuralFields.Numerics;
using NeuralFields.Testing;

namespace NeuralFields.Tests.Distances;

public sealed class SignedDistanceTests
{
    public static TheoryData<string> Rules => [.. SignRule.All.Select(rule => rule.Name)];

    [Theory, MemberData(nameof(Rules))]
    public void A_box_has_its_exact_distance(string rule)
    {
        Vector3 half = new(1, 2, 0.5f);
        Vector3[] places = [.. Shapes.Places(3000, 3, 1), default, half * 0.5f, half * 2, half * new Vector3(2, 0, 0)];
        AssertClose.Relative(
            places.Select(p => BoxDistance(p, half)).ToArray(), Query(Shapes.Box(half), rule, places), 1e-6, 2e-7);
    }

    [Theory, MemberData(nameof(Rules))]
    public void A_sphere_has_its_distance_within_the_error_of_its_mesh(string rule)
    {
        Vector3[] places = Shapes.Places(3000, 1.5f, 2);
        // The sagitta of triangles with sides of 0.08.
        AssertClose.Relative(
            places.Select(p => p.Length() - 1.0).ToArray(), Query(Shapes.Icosphere(4), rule, places), 0, 2e-3);
    }

    [Theory, MemberData(nameof(Rules))]
    public void A_torus_has_its_distance_within_the_error_of_its_mesh(string rule)
    {
        Vector3[] places = Shapes.Places(3000, 1.5f, 3);
        AssertClose.Relative(
            places.Select(p => TorusDistance(p, 1, 0.4)).ToArray(),
            Query(Shapes.Torus(1, 0.4f, 150), rule, places), 0, 2e-3);
    }

    [Theory, MemberData(nameof(Rules))]
    public void A_mesh_inside_out_is_negative_inside_all_the_same(string rule)
    {
        TriangleMesh torus = Shapes.Torus(1, 0.4f, 30);
        Vector3[] places = Shapes.Places(3000, 1.5f, 4);
        AssertClose.SameBits(Query(torus, rule, places), Query(Shapes.Inverted(torus), rule, places));
    }

    [Fact]
    public void Parts_inside_out_are_turned_and_cavities_are_kept()
    {
        TriangleMesh sphere = Shapes.Icosphere(2), inverted = Shapes.Inverted(sphere);
        TriangleMesh parts = Shapes.Join(
            sphere, Shapes.Placed(inverted, 0.5f), Shapes.Placed(inverted, 1, new(3, 0, 0)),
            Shapes.Placed(sphere, 1, new(3, 3, 0)));
        Vector3[] places = [default, new(0.7f, 0, 0), new(3, 0, 0), new(3, 3, 0), new(1.5f, 0, 0)];
        foreach (TriangleMesh mesh in (TriangleMesh[])[parts, Shapes.Inverted(parts)])
        {
            using SignedDistance solid = new(mesh, SignRule.Winding);
            float[] distances = new float[places.Length];
            solid.Query(places, distances);
            Assert.Equal([1, -1, -1, -1, 1], distances.Select(Math.Sign));
            double ball = 4 * Math.PI / 3;
            AssertClose.Number((3 - 0.125) * ball, solid.Volume(), 0.05, 0, "volume");
        }
    }

    [Fact]
    public void Triangles_turned_around_at_random_are_turned_back()
    {
        TriangleMesh torus = Shapes.Torus(1, 0.4f, 30);
        Pcg32 random = new(1, 1);
        int[] indices = [.. torus.Indices];
        for (int i = 0; i < indices.Length; i += 3)
            if (random.NextFloat() < 0.3f) (indices[i], indices[i + 1]) = (indices[i + 1], indices[i]);
        Vector3[] places = Shapes.Places(1000, 1.5f, 5);
        foreach (string rule in SignRule.All.Select(r => r.Name))
            Assert.Equal(
                Query(torus, rule, places).Select(Math.Sign),
                Query(torus with { Indices = indices }, rule, places).Select(Math.Sign));
    }

    [Fact]
    public void Overlapping_parts_are_inside_where_either_is()
    {
        TriangleMesh sphere = Shapes.Icosphere(3);
        TriangleMesh two = Shapes.Join(sphere, Shapes.Placed(sphere, 1, new(1, 0, 0)));
        Vector3[] places = Shapes.Places(2000, 2.5f, 6);
        float[] distances = Query(two, "winding", places), alone = Query(sphere, "winding", places);
        float[] moved = Query(sphere, "winding", [.. places.Select(p => p - Vector3.UnitX)]);
        for (int i = 0; i < places.Length; i++) Assert.Equal(alone[i] < 0 || moved[i] < 0, distances[i] < 0);
    }

    [Theory]
    [InlineData("winding"), InlineData("parity")]
    public void A_hole_leaves_the_rest_as_it_is(string rule)
    {
        TriangleMesh sphere = Shapes.Icosphere(4);
        // Triangles around the pole, a hole of radius 0.3.
        int[] rest = [.. sphere.Indices.Chunk(3).Where(t => sphere.Positions[t[0]].Z < 0.95f).SelectMany(t => t)];
        Vector3[] places =
            [.. Shapes.Places(4000, 1.5f, 7).Where(p => Vector3.Distance(p, Vector3.UnitZ) > 0.5f)];
        Assert.Equal(
            Query(sphere, rule, places).Select(Math.Sign),
            Query(sphere with { Indices = rest }, rule, places).Select(Math.Sign));
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public void Winding_numbers_are_nearly_those_of_every_triangle_added(bool soup)
    {
        TriangleMesh mesh = soup ? Shapes.Soup(500, 8) : Shapes.Torus(1, 0.4f, 40);
        using TriangleTree tree = new(mesh);
        using DipoleMoments dipoles = new(tree.Blocks);
        double worst = 0;
        foreach (Vector3 place in Shapes.Places(500, 1.5f, 9))
        {
            double angle = tree.Kernel.SolidAngle(tree.Blocks, dipoles, tree.ToTree(place));
            worst = Math.Max(worst, Math.Abs((angle / (4 * Math.PI)) - BruteForce.Winding(mesh, place)));
        }
        // Of dipoles of order 1 from two radii on; measured 0.023 and 0.019.
        Assert.InRange(worst, 0, 0.03);
    }

    [Fact]
    public void Rules_agree_on_a_closed_scan_with_winding_numbers_of_every_triangle_added()
    {
        if (Shapes.Armadillo() is not { } mesh) return;
        float sigma = (float)(0.002 * mesh.Bounds.Diagonal);
        Vector3[] places = new Vector3[20_000];
        new BoxPoints(mesh.Bounds).Fill(2, 0, places.AsSpan(0, 10_000));
        new SurfacePoints(mesh).FillNear(2, 0, sigma, places.AsSpan(10_000));
        float[] distances = Query(mesh, "winding", places);
        AssertClose.SameBits(distances, Query(mesh, "parity", places));
        AssertClose.SameBits(distances, Query(mesh, "pseudonormal", places));
        for (int i = 0; i < places.Length; i += 500)
            AssertClose.Number(distances[i] < 0 ? 1 : 0, BruteForce.Winding(mesh, places[i]), 0, 1e-6, $"place {i}");
    }

    [Theory, MemberData(nameof(Rules))]
    public void Threads_batches_and_lane_widths_change_no_bit(string rule)
    {
        TriangleMesh[] meshes = [Shapes.Soup(400, 10), Shapes.Torus(1, 0.4f, 40)];
        Vector3[] places = Shapes.Places(9000, 1.5f, 11);
        foreach (TriangleMesh mesh in meshes)
        {
            float[] expected = Query(mesh, rule, places);
            foreach (LaneWidth width in Enum.GetValues<LaneWidth>())
            {
                TriangleTree tree = new(mesh) { Kernel = TreeKernel.Of(width) };
                using SignedDistance solid = new(tree, SignRule.Find(rule), 1);
                float[] distances = new float[places.Length];
                solid.Query(places, distances);
                AssertClose.SameBits(expected, distances);
                solid.Query(places.AsSpan(0, 10), distances.AsSpan(0, 10));
                AssertClose.SameBits(expected.AsSpan(0, 10), distances.AsSpan(0, 10));
            }
        }
    }

    [Theory, MemberData(nameof(Rules))]
    public void A_single_triangle_and_points_without_area_have_no_inside(string rule)
    {
        TriangleMesh triangle = new([default, Vector3.UnitX, Vector3.UnitY], [0, 1, 2]);
        TriangleMesh flat = new([default, Vector3.UnitX], [0, 0, 0, 1, 1, 0, 1, 1, 1]);
        // Of an open sheet alone the pseudo-normal knows two sides.
        Vector3[] places = [new(0.2f, 0.2f, 0.5f), new(3, 0, 0.1f), default, new(0.2f, 0.2f, 1)];
        Assert.All(Query(triangle, rule, places), d => Assert.True(d >= 0));
        Assert.All(Query(flat, rule, places), d => Assert.True(d >= 0));
    }

    [Fact]
    public void Outward_normals_are_those_of_the_turned_surface()
    {
        TriangleMesh sphere = Shapes.Inverted(Shapes.Icosphere(2));
        using SignedDistance solid = new(sphere, SignRule.Winding);
        for (int i = 0; i < sphere.TriangleCount; i++)
            Assert.InRange(Vector3.Dot(solid.OutwardNormal(i), sphere.Triangle(i).A), 0.9f, 1);
    }

    [Fact]
    public void Rules_are_found_by_name()
    {
        Assert.Same(SignRule.PseudoNormal, SignRule.Find("pseudonormal"));
        string message = Assert.Throws<InputException>(() => SignRule.Find("windin")).Message;
        Assert.Contains("winding, parity, pseudonormal", message);
    }

    private static float[] Query(TriangleMesh mesh, string rule, Vector3[] places)
    {
        using SignedDistance solid = new(mesh, SignRule.Find(rule));
        float[] distances = new float[places.Length];
        solid.Query(places, distances);
        return distances;
    }

    private static double BoxDistance(Vector3 place, Vector3 half)
    {
        Vector3 beyond = Vector3.Abs(place) - half;
        double x = Math.Max(beyond.X, 0), y = Math.Max(beyond.Y, 0), z = Math.Max(beyond.Z, 0);
        return Math.Sqrt((x * x) + (y * y) + (z * z)) + Math.Min(0, Math.Max(beyond.X, Math.Max(beyond.Y, beyond.Z)));
    }

    private static double TorusDistance(Vector3 place, double radius, double thickness)
    {
        double around = Math.Sqrt(((double)place.X * place.X) + ((double)place.Y * place.Y)) - radius;
        return Math.Sqrt((around * around) + ((double)place.Z * place.Z)) - thickness;
    }
}
