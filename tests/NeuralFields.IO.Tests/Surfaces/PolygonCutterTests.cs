using NeuralFields.Geometry;
using NeuralFields.IO.Surfaces;

namespace NeuralFields.IO.Tests.Surfaces;

public sealed class PolygonCutterTests
{
    [Fact]
    public void A_convex_polygon_becomes_a_fan()
        => Assert.Equal([0, 1, 2, 0, 2, 3], Cut(new(0, 0, 0), new(1, 0, 0), new(1, 1, 0), new(0, 1, 0)));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_concave_quad_is_cut_at_its_dent(int start)
    {
        Point3[] arrow = [new(0, 0, 5), new(2, -1, 5), new(1, 0, 5), new(2, 1, 5)];
        AssertCovers([.. arrow[start..], .. arrow[..start]]);
    }

    [Fact]
    public void Combs_spirals_and_stars_of_any_plane_and_direction_are_covered_once()
    {
        Point3[] star = [.. Enumerable.Range(0, 14).Select(i => Turned(i % 2 == 0 ? 3 : 1, i / 14.0))];
        Point3[] comb = [new(0, 0, 0), new(7, 0, 0), new(7, 3, 0), new(6, 1, 0), new(5, 3, 0), new(4, 1, 0), new(3, 3, 0),
            new(2, 1, 0), new(1, 3, 0)];
        Point3[] spiral = [new(0, 0, 0), new(5, 0, 0), new(5, 5, 0), new(1, 5, 0), new(1, 2, 0), new(3, 2, 0), new(3, 3, 0),
            new(2, 3, 0), new(2, 4, 0), new(4, 4, 0), new(4, 1, 0), new(0, 1, 0)];
        foreach (Point3[] polygon in new[] { star, comb, spiral })
        {
            AssertCovers(polygon);
            AssertCovers([.. polygon.Reverse()]);
            AssertCovers([.. polygon.Select(p => new Point3(p.Z, p.X, p.Y))]);
            AssertCovers([.. polygon.Select(p => new Point3(p.Y, p.X + p.Y, p.X - (2 * p.Y)))]);
        }
    }

    [Fact]
    public void Corners_on_an_edge_make_no_flat_triangle()
    {
        Point3[] square = [new(0, 0, 0), new(1, 0, 0), new(2, 0, 0), new(2, 2, 0), new(1, 2, 0), new(0, 2, 0)];
        AssertCovers(square);
        int[] cut = Cut(square);
        for (int i = 0; i < cut.Length; i += 3)
            Assert.True(AreaOf(square[cut[i]], square[cut[i + 1]], square[cut[i + 2]]).Length > 0.1);
    }

    [Fact]
    public void What_has_no_sound_cut_still_has_corners_minus_two_triangles()
    {
        Point3 p = new(1, 2, 3);
        Assert.Equal(9, Cut(p, p, p, p, p).Length);
        Assert.Equal(6, Cut(new(0, 0, 0), new(1, 1, 0), new(1, 0, 0), new(0, 1, 0)).Length);
        Assert.Equal(6, Cut(new(double.NaN, 0, 0), p, p, p).Length);
    }

    [Fact]
    public void A_huge_concave_polygon_ends_as_a_fan()
    {
        const int corners = 40_000;
        // A saw whose every tooth hides the ears of the others: the worst case of cutting ears.
        Point3[] saw = [.. Enumerable.Range(0, corners).Select(i => Turned(i % 2 == 0 ? 1000 : 999.9, i / (double)corners))];
        PolygonCutter cutter = new();
        int[] room = Room(corners);
        for (int i = 0; i < 3; i++) cutter.Cut(saw, room, corners);
        Assert.All(room, index => Assert.InRange(index, 0, corners - 1));
    }

    private static Point3 Turned(double radius, double turn)
        => new(radius * Math.Cos(2 * Math.PI * turn), radius * Math.Sin(2 * Math.PI * turn), 0);

    private static int[] Room(int corners) => [.. Enumerable.Range(0, corners), .. new int[(3 * (corners - 2)) - corners]];

    private static int[] Cut(params Point3[] polygon)
    {
        int[] room = Room(polygon.Length);
        new PolygonCutter().Cut(polygon, room, polygon.Length);
        return room;
    }

    /// <summary>All triangles face as the polygon does, and their areas add up to its own.</summary>
    private static void AssertCovers(params Point3[] polygon)
    {
        Point3 whole = Point3.Zero;
        for (int i = 2; i < polygon.Length; i++) whole += AreaOf(polygon[0], polygon[i - 1], polygon[i]);
        int[] cut = Cut(polygon);
        double sum = 0;
        for (int i = 0; i < cut.Length; i += 3)
        {
            Point3 area = AreaOf(polygon[cut[i]], polygon[cut[i + 1]], polygon[cut[i + 2]]);
            Assert.True((area.X * whole.X) + (area.Y * whole.Y) + (area.Z * whole.Z) >= 0);
            sum += area.Length;
        }
        Assert.Equal(whole.Length, sum, 9);
    }

    private static Point3 AreaOf(Point3 a, Point3 b, Point3 c)
    {
        Point3 u = b - a, v = c - a;
        return new Point3((u.Y * v.Z) - (u.Z * v.Y), (u.Z * v.X) - (u.X * v.Z), (u.X * v.Y) - (u.Y * v.X)) * 0.5;
    }
}
