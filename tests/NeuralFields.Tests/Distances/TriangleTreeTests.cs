using System.Numerics;
using NeuralFields.Distances;
using NeuralFields.Geometry;
using NeuralFields.Numerics;
using NeuralFields.Testing;

namespace NeuralFields.Tests.Distances;

public sealed class TriangleTreeTests
{
    private static readonly TriangleMesh s_soup = Shapes.Soup(2000, 3);
    private static readonly Vector3[] s_places = Shapes.Places(3000, 2, 4);

    public static TheoryData<LaneWidth> Widths => [.. Enum.GetValues<LaneWidth>()];

    [Theory]
    [InlineData(1), InlineData(2), InlineData(15), InlineData(16), InlineData(17), InlineData(300), InlineData(2000)]
    public void Distances_are_those_of_every_triangle_compared(int triangles)
    {
        TriangleMesh soup = Shapes.Soup(triangles, (ulong)triangles);
        using TriangleTree tree = new(soup);
        Vector3[] places = s_places[..300];
        float[] distances = new float[places.Length];
        int[] nearest = new int[places.Length];
        tree.Query(places, distances, nearest);
        AssertClose.Relative(places.Select(p => BruteForce.Distance(soup, p)).ToArray(), distances, 1e-6, 1e-7);
        for (int i = 0; i < places.Length; i++)
            AssertClose.Number(
                distances[i], BruteForce.Distance(soup, nearest[i], places[i]), 1e-6, 1e-7, $"triangle of {i}");
    }

    [Fact]
    public void A_scan_has_the_distances_of_every_triangle_compared()
    {
        if (Shapes.Armadillo() is not { } mesh) return;
        using TriangleTree tree = new(mesh);
        Box3 box = mesh.Bounds;
        Vector3[] places = new Vector3[60];
        new BoxPoints(box.Grow(0.1 * box.Diagonal)).Fill(1, 0, places.AsSpan(0, 30));
        new SurfacePoints(mesh).FillNear(1, 0, (float)(0.001 * box.Diagonal), places.AsSpan(30));
        float[] distances = new float[places.Length];
        tree.Query(places, distances);
        AssertClose.Relative(
            places.Select(p => BruteForce.Distance(mesh, p)).ToArray(), distances, 1e-6, 1e-7 * box.Diagonal);
    }

    [Theory, MemberData(nameof(Widths))]
    public void Every_lane_width_gives_the_same_bits(LaneWidth width)
    {
        using TriangleTree tree = new(s_soup), narrow = new(s_soup) { Kernel = TreeKernel.Of(width) };
        (float[] expected, int[] triangles) = Query(tree, s_places);
        (float[] distances, int[] nearest) = Query(narrow, s_places);
        AssertClose.SameBits(expected, distances);
        Assert.Equal(triangles, nearest);
        Vector3 direction = Vector3.Normalize(new(1, 2, 3));
        foreach (Vector3 place in s_places[..200])
        {
            Assert.Equal(
                (tree.FirstHit(place, direction, 10, out float a), a),
                (narrow.FirstHit(place, direction, 10, out float b), b));
            for (int axis = 0; axis < 3; axis++)
                Assert.Equal(
                    tree.Kernel.Crossings(tree.Blocks, place, axis, true),
                    narrow.Kernel.Crossings(tree.Blocks, place, axis, true));
        }
    }

    [Fact]
    public void A_batch_a_thread_and_a_bound_change_no_bit()
    {
        using TriangleTree tree = new(s_soup);
        Vector3[] places = Shapes.Places(10_000, 2, 5);
        (float[] expected, int[] triangles) = Query(tree, places);
        float[] wrongBounds = [.. expected.Select((d, i) => d * (i % 3))], distances = new float[places.Length];
        int[] nearest = new int[places.Length];
        tree.Query(places, distances, nearest, wrongBounds, threads: 1);
        AssertClose.SameBits(expected, distances);
        Assert.Equal(triangles, nearest);
        for (int i = 0; i < 100; i++)
        {
            tree.Query(places.AsSpan(i, 1), distances.AsSpan(0, 1), nearest.AsSpan(0, 1));
            Assert.Equal((expected[i], triangles[i]), (distances[0], nearest[0]));
        }
    }

    [Fact]
    public void Of_coincident_triangles_the_lowest_number_is_nearest()
    {
        TriangleMesh box = Shapes.Box(new(1, 2, 3));
        TriangleMesh many = Shapes.Join([.. Enumerable.Repeat(box, 50)]);
        using TriangleTree tree = new(many);
        (_, int[] nearest) = Query(tree, Shapes.Places(500, 5, 6));
        Assert.All(nearest, triangle => Assert.InRange(triangle, 0, box.TriangleCount - 1));
    }

    [Fact]
    public void Coincident_points_make_a_tree()
    {
        TriangleMesh point = new([new(3, 4, 0)], new int[3 * 1000]);
        using TriangleTree tree = new(point);
        (float[] distances, int[] nearest) = Query(tree, [default, new(3, 4, 0), new(3, 4, 2)]);
        Assert.Equal([5, 0, 2], distances);
        Assert.Equal([0, 0, 0], nearest);
    }

    [Fact]
    public void Triangles_that_shrink_without_end_make_a_shallow_tree()
    {
        TriangleMesh triangle = new([new(1, 0, 0), new(1, 1, 0), new(1, 0, 1)], [0, 1, 2]);
        TriangleMesh chain =
            Shapes.Join([.. Enumerable.Range(0, 2000).Select(i => Shapes.Placed(triangle, MathF.Pow(0.97f, i)))]);
        using TriangleTree tree = new(chain);
        Vector3[] places = Shapes.Places(50, 1, 7);
        AssertClose.Relative(
            places.Select(p => BruteForce.Distance(chain, p)).ToArray(), Query(tree, places).Distances, 1e-6, 1e-7);
    }

    [Theory]
    [InlineData(1e-30f), InlineData(1e-5f), InlineData(1e9f), InlineData(1e30f)]
    public void Size_does_not_matter(float scale)
    {
        TriangleMesh soup = Shapes.Placed(s_soup, scale);
        using TriangleTree tree = new(soup);
        Vector3[] places = [.. s_places[..50].Select(p => p * scale)];
        AssertClose.Relative(
            places.Select(p => BruteForce.Distance(soup, p)).ToArray(), Query(tree, places).Distances,
            1e-6, 1e-7 * scale);
    }

    [Fact]
    public void A_place_that_is_nowhere_has_no_distance()
    {
        using TriangleTree tree = new(s_soup);
        (float[] distances, int[] nearest) =
            Query(tree, [new(float.NaN, 0, 0), new(0, float.PositiveInfinity, 0), new(0, 0, 1e30f), default]);
        Assert.Equal([-1, -1, -1], nearest[..3]);
        Assert.All(distances[..3], d => Assert.True(float.IsNaN(d)));
        Assert.True(float.IsFinite(distances[3]));
    }

    [Fact]
    public void Rays_meet_the_nearest_side_of_a_box()
    {
        using TriangleTree tree = new(Shapes.Box(new(1, 2, 3)));
        Assert.InRange(tree.FirstHit(new(0.3f, 0.4f, -10), Vector3.UnitZ, 100, out float distance), 0, 1);
        AssertClose.Number(7, distance, 1e-6, 0, "from outside");
        Assert.True(tree.FirstHit(new(0.3f, 0.4f, 0), -Vector3.UnitX, 100, out distance) >= 0);
        AssertClose.Number(1.3, distance, 1e-6, 0, "from inside");
        Assert.Equal(-1, tree.FirstHit(new(0.3f, 0.4f, -10), Vector3.UnitZ, 6.9f, out distance));
        Assert.Equal(6.9f, distance);
        Assert.Equal(-1, tree.FirstHit(new(0, 0, -10), -Vector3.UnitZ, 100, out _));
    }

    [Fact]
    public void Rays_do_not_slip_through_a_closed_surface()
    {
        using TriangleTree tree = new(Shapes.Icosphere(4));
        foreach (Vector3 place in Shapes.Places(3000, 0.5f, 8))
            Assert.True(tree.FirstHit(place, Vector3.Normalize(place), 3, out _) >= 0);
        foreach (Vector3 corner in Shapes.Icosphere(2).Positions)
            Assert.True(tree.FirstHit(default, corner, 3, out _) >= 0);
    }

    [Fact]
    public void The_nearest_place_lies_at_the_distance()
    {
        using TriangleTree tree = new(s_soup);
        float distance = Query(tree, [new(1, 1, 1)]).Distances[0];
        Vector3 place = tree.NearestPlace(new(1, 1, 1), out int triangle);
        AssertClose.Number(distance, Vector3.Distance(place, new(1, 1, 1)), 1e-6, 0, "distance");
        Assert.InRange(BruteForce.Distance(s_soup, triangle, place), 0, 1e-6);
    }

    [Fact]
    public void A_mesh_without_triangles_or_with_a_vertex_nowhere_is_refused()
    {
        Assert.Contains("no triangles", Assert.Throws<InputException>(() => new TriangleTree(new([], []))).Message);
        TriangleMesh broken = new([default, new(float.NaN, 0, 0), default], [0, 1, 2]);
        Assert.Contains("point 1", Assert.Throws<InputException>(() => new TriangleTree(broken)).Message);
    }

    private static (float[] Distances, int[] Nearest) Query(TriangleTree tree, Vector3[] places)
    {
        float[] distances = new float[places.Length];
        int[] nearest = new int[places.Length];
        tree.Query(places, distances, nearest);
        return (distances, nearest);
    }
}
