using System.Numerics;
using NeuralFields.Distances;
using NeuralFields.Numerics;
using NeuralFields.Testing;

namespace NeuralFields.Tests.Distances;

public sealed class PointTreeTests
{
    [Theory]
    [InlineData(1, 1), InlineData(5, 5), InlineData(16, 3), InlineData(17, 1), InlineData(1000, 1), InlineData(1000, 20)]
    public void Neighbours_are_those_of_every_point_compared(int count, int k)
    {
        Vector3[] points = Shapes.Places(count, 1, 1), places = Shapes.Places(200, 2, 2);
        using PointTree tree = new(points);
        float[] distances = new float[places.Length * k];
        int[] neighbours = new int[places.Length * k];
        tree.Neighbours(places, k, distances, neighbours);
        for (int i = 0; i < places.Length; i++)
        {
            int[] expected = [.. Enumerable.Range(0, count).OrderBy(j => Squared(places[i], points[j])).Take(k)];
            Assert.Equal(expected, neighbours[(i * k)..((i + 1) * k)]);
            double[] exact = [.. expected.Select(j => Math.Sqrt(Squared(places[i], points[j])))];
            AssertClose.Relative(exact, distances.AsSpan(i * k, k), 1e-6, 1e-7);
        }
    }

    [Fact]
    public void Equal_points_come_by_number_and_are_neighbours_of_one_another()
    {
        Vector3[] points = [.. Enumerable.Repeat(Vector3.One, 100), default, Vector3.UnitX];
        using PointTree tree = new(points);
        int[] neighbours = new int[5];
        tree.Neighbours([new(2, 2, 2)], 5, new float[5], neighbours);
        Assert.Equal([0, 1, 2, 3, 4], neighbours);
        float[] spacing = new float[points.Length];
        tree.NeighbourDistances(1, spacing);
        Assert.Equal((0, 1, 1), (spacing[50], spacing[100], spacing[101]));
    }

    [Theory]
    [InlineData(0, 0, 1), InlineData(1, 2, 3), InlineData(1, 1, 0)]
    public void Points_on_a_line_or_a_plane_make_a_tree(float x, float y, float z)
    {
        Vector3[] points = [.. Enumerable.Range(0, 3000).Select(i => new Vector3(x, y * (i % 7), z) * i)];
        using PointTree tree = new(points);
        float[] distances = new float[points.Length];
        int[] nearest = new int[points.Length];
        tree.Nearest(points, distances, nearest);
        Assert.All(distances, d => Assert.Equal(0, d));
        Assert.All(nearest.Select((n, i) => points[n] == points[i]), Assert.True);
    }

    [Fact]
    public void Spacing_is_the_distance_of_the_kth_other_point()
    {
        Vector3[] points = Shapes.Places(5000, 1, 3);
        using PointTree tree = new(points);
        float[] spacing = new float[points.Length], alone = new float[points.Length];
        tree.NeighbourDistances(8, spacing);
        tree.NeighbourDistances(8, alone, threads: 1);
        AssertClose.SameBits(spacing, alone);
        for (int i = 0; i < 50; i++)
        {
            double expected = Math.Sqrt(points.Select(p => Squared(p, points[i])).Order().ElementAt(8));
            AssertClose.Number(expected, spacing[i], 1e-6, 0, $"point {i}");
        }
    }

    [Fact]
    public void Every_lane_width_gives_the_same_bits()
    {
        Vector3[] points = Shapes.Places(3000, 1, 4), places = Shapes.Places(500, 1.2f, 5);
        float[]? expected = null;
        foreach (LaneWidth width in Enum.GetValues<LaneWidth>())
        {
            using PointTree tree = new(points) { Kernel = TreeKernel.Of(width) };
            float[] distances = new float[places.Length * 4];
            tree.Neighbours(places, 4, distances);
            AssertClose.SameBits(expected ??= distances, distances);
        }
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        Assert.Throws<InputException>(() => new PointTree([]));
        Assert.Throws<InputException>(() => new PointTree([new Vector3(float.NaN)]));
        using PointTree tree = new([Vector3.Zero]);
        Assert.Throws<ArgumentException>(() => tree.Neighbours([default], 2, new float[2]));
        Assert.Throws<ArgumentException>(() => tree.NeighbourDistances(1, new float[1]));
        Assert.Throws<ArgumentException>(() => tree.Nearest([default], new float[2]));
        float[] distances = new float[1];
        int[] nearest = new int[1];
        tree.Nearest([new(float.NaN)], distances, nearest);
        Assert.Equal((float.NaN, -1), (distances[0], nearest[0]));
    }

    private static double Squared(Vector3 a, Vector3 b)
    {
        double x = (double)a.X - b.X, y = (double)a.Y - b.Y, z = (double)a.Z - b.Z;
        return (x * x) + (y * y) + (z * z);
    }
}
