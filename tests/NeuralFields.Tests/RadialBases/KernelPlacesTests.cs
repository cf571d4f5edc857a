using NeuralFields.Encodings;
using NeuralFields.Numerics;
using NeuralFields.RadialBases;

namespace NeuralFields.Tests.RadialBases;

public sealed class KernelPlacesTests
{
    [Fact]
    public void Means_of_separate_heaps_are_found()
    {
        float[] heaps = [0.2f, 0.3f, 0.7f, 0.8f];
        WeightedPoints points = Points(400, i => (heaps[2 * (i % 2)], heaps[(2 * (i % 2)) + 1]), spread: 0.05f);
        float[] centers = [0.1f, 0.1f, 0.9f, 0.9f];
        WeightedKMeans.Refine(points, centers);
        for (int i = 0; i < 4; i++) Assert.Equal(heaps[i], centers[i], 0.01f);
    }

    [Fact]
    public void Means_are_weighted_and_a_centre_without_points_stays()
    {
        WeightedPoints points = new(1, [0, 1], [3, 1], 0.01, 1);
        float[] centers = [0.4f, 9];
        WeightedKMeans.Refine(points, centers);
        Assert.Equal([0.25f, 9], centers);
    }

    [Fact]
    public void Points_are_drawn_by_weight_and_none_twice()
    {
        WeightedPoints points = Points(1000, i => (i / 1000f, 0), spread: 0, weight: i => i < 500 ? 9 : 1);
        float[] drawn = KernelCenters.Drawn(points, 100, seed: 1);
        float[] x = [.. Enumerable.Range(0, 100).Select(i => drawn[2 * i])];
        Assert.Equal(100, x.Distinct().Count());
        Assert.InRange(x.Count(v => v < 0.5f), 80, 98);
    }

    [Theory, InlineData(7), InlineData(100), InlineData(1000)]
    public void A_lattice_has_as_many_places_as_asked_for_and_none_twice(int count)
    {
        WeightedPoints points = Points(50, i => (i / 50f, i % 7 / 20f), spread: 0);
        float[] lattice = KernelCenters.Lattice(points, count);
        Assert.Equal(count, Enumerable.Range(0, count).Select(i => (lattice[2 * i], lattice[(2 * i) + 1])).Distinct().Count());
    }

    [Fact]
    public void Shapes_invert_twice_the_covariance_of_a_cluster()
    {
        // A slanted line of points: variance 1/12 of its length squared along (2, 1).
        WeightedPoints points = Points(2000, i => (0.3f + (0.08f * i / 2000), 0.5f + (0.04f * i / 2000)), spread: 0.004f);
        float[] factor = ClusterShapes.Of(points, [0.34f, 0.52f], RadialShape.Full, widthFactor: 1);
        float[] along = [0.08f / MathF.Sqrt(12) * MathF.Sqrt(2), 0.04f / MathF.Sqrt(12) * MathF.Sqrt(2)];
        Lanes1[] u = new Lanes1[2];
        RadialShape.Full.ToWidths(Lanes(factor), Lanes(along), u);
        Assert.Equal(1, Norm(u), 0.03f);
        float isotropic = ClusterShapes.Of(points, [0.34f, 0.52f], RadialShape.Isotropic, widthFactor: 2)[0];
        Assert.Equal(1 / (2 * Math.Sqrt((along[0] * along[0]) + (along[1] * along[1]))), isotropic, 0.5);
    }

    [Fact]
    public void Widths_are_bounded_and_shapes_always_invertible()
    {
        WeightedPoints one = new(3, [0.1f, 0.2f, 0.3f], [1], 0.01, 1);
        float[] factor = ClusterShapes.Of(one, [0.1f, 0.2f, 0.3f, 0.9f, 0.9f, 0.9f], RadialShape.Full, 1);
        Assert.All(factor, v => Assert.True(float.IsFinite(v)));
        Assert.Equal(1 / (0.01 / 200), factor[0], 1);
        WeightedPoints wide = Points(500, i => (i % 2, 0), spread: 0);
        Assert.Equal(10, ClusterShapes.Of(wide, [0.5f, 0], RadialShape.Diagonal, 1)[0], 1e-3);
    }

    [Theory, InlineData(2), InlineData(3)]
    public void Every_overlapping_kernel_that_reaches_a_place_is_among_its_neighbours(int dimensions)
    {
        const int Neighbors = 12;
        Pcg32 random = new(4, 1);
        float[] centers = new float[300 * dimensions];
        foreach (ref float c in centers.AsSpan()) c = random.NextFloat() * random.NextFloat();
        float[] factors = ClusterShapes.Overlapping(centers, dimensions, RadialShape.Isotropic, Neighbors);
        PointTree tree = new(centers, dimensions);
        float[] squares = new float[Neighbors], place = new float[dimensions];
        int[] numbers = new int[Neighbors];
        for (int n = 0; n < 500; n++)
        {
            foreach (ref float x in place.AsSpan()) x = random.NextFloat();
            tree.Nearest(place, squares, numbers);
            for (int k = 0; k < 300; k++)
            {
                double square = Enumerable.Range(0, dimensions).Sum(d => Math.Pow(place[d] - centers[(k * dimensions) + d], 2));
                if (square * factors[k] * factors[k] < 0.9999) Assert.Contains(k, numbers);
            }
        }
    }

    [Theory]
    [InlineData(RadialPlacement.WeightedKmeans), InlineData(RadialPlacement.WeightedRandom)]
    [InlineData(RadialPlacement.Random), InlineData(RadialPlacement.Grid)]
    public void Every_placement_gives_the_same_usable_kernels_each_time(RadialPlacement placement)
    {
        WeightedPoints points = Points(300, i => (i % 17 / 17f, i % 23 / 23f), spread: 0.01f);
        RadialBasis basis = new() { Kernels = 400, Placement = placement };
        KernelPlaces places = basis.Place(points, 5), again = basis.Place(points, 5);
        Assert.Equal((800, 1200), (places.Centers.Length, places.Shapes.Length));
        Assert.Equal(places.Centers, again.Centers);
        Assert.Equal(places.Shapes, again.Shapes);
        Assert.All(places.Shapes, v => Assert.True(float.IsFinite(v)));
    }

    private static WeightedPoints Points(
        int count, Func<int, (float X, float Y)> at, float spread, Func<int, float>? weight = null)
    {
        Pcg32 random = new(2, 1);
        float[] coordinates = new float[2 * count];
        for (int i = 0; i < count; i++)
        {
            coordinates[2 * i] = at(i).X + (spread * ((2 * random.NextFloat()) - 1));
            coordinates[(2 * i) + 1] = at(i).Y + (spread * ((2 * random.NextFloat()) - 1));
        }
        return new(2, coordinates, [.. Enumerable.Range(0, count).Select(i => weight?.Invoke(i) ?? 1)], 0.01, 1);
    }

    private static Lanes1[] Lanes(float[] values) => [.. values.Select(v => Lanes1.Const(v))];

    private static unsafe float Norm(Lanes1[] u)
    {
        float* values = stackalloc float[2];
        for (int i = 0; i < 2; i++) u[i].Store(values + i);
        return MathF.Sqrt((values[0] * values[0]) + (values[1] * values[1]));
    }
}
