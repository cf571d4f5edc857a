using NeuralFields.Numerics;
using NeuralFields.RadialBases;

namespace NeuralFields.Tests.RadialBases;

public sealed class PointTreeTests
{
    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Nearest_points_are_those_of_a_plain_search(int dimensions)
    {
        for (int count = 1; count < 70; count += 3)
        {
            float[] points = Random(count * dimensions, (ulong)count);
            Check(points, dimensions, Random(30 * dimensions, (ulong)count + 1000));
        }
    }

    [Fact]
    public void Of_equally_near_points_the_lower_numbers_come_first()
    {
        float[] lattice = [.. Enumerable.Range(0, 128).Select(i => (float)(i % 2 == 0 ? i / 2 % 8 : i / 16))];
        Check([.. lattice, .. lattice[..64]], 2, [.. lattice, .. lattice.Select(v => v + 0.5f)]);
    }

    [Fact]
    public void Places_far_away_or_without_a_number_end_the_search()
    {
        PointTree tree = new(Random(60, 3), 2);
        float[] squares = new float[4];
        int[] numbers = new int[4];
        foreach (float odd in (float[])[float.NaN, float.PositiveInfinity, -1e30f])
            tree.Nearest([odd, 0.5f], squares, numbers);
    }

    [Fact]
    public void Arranged_points_are_a_tree_in_their_own_order()
    {
        float[] arranged = KernelCenters.Arranged(Random(2 * 77, 5), 2);
        for (int i = 1; i < 77; i++)
            for (int child = i, parent = (i - 1) / 2; child > 0; child = parent, parent = (parent - 1) / 2)
            {
                int axis = int.Log2(parent + 1) % 2;
                float own = arranged[(2 * i) + axis], plane = arranged[(2 * parent) + axis];
                Assert.True(child == (2 * parent) + 1 ? own <= plane : own >= plane);
            }
    }

    [Theory, InlineData(2), InlineData(3)]
    public void Points_that_do_not_reach_a_place_are_left_out(int dimensions)
    {
        const int Count = 300, Wanted = 16;
        float[] points = Random(Count * dimensions, 11), reaches = Random(Count, 12);
        foreach (ref float reach in reaches.AsSpan()) reach *= dimensions == 2 ? 0.003f : 0.02f;
        float within = reaches.Max();
        NearestPoints alike = new(points, dimensions, Wanted, within), own = new(points, dimensions, Wanted, within, reaches);
        float[] squares = new float[Wanted], places = [.. Random(200 * dimensions, 13).Select(v => (1.4f * v) - 0.2f)];
        int[] numbers = new int[Wanted];
        for (int place = 0; place < places.Length; place += dimensions)
        {
            float[] at = places[place..(place + dimensions)];
            int[] near = [.. Enumerable.Range(0, Count).OrderBy(i => Square(points, i, at)).ThenBy(i => i).Take(Wanted)];
            int found = alike.Nearest(at, squares, numbers);
            Assert.Equal(near.Where(i => Square(points, i, at) < within), numbers[..found]);
            found = own.Nearest(at, squares, numbers);
            Assert.Equal(near.Where(i => Square(points, i, at) < reaches[i]), numbers[..found]);
            Assert.All(numbers[found..], n => Assert.Equal(PointTree.None, n));
        }
    }

    private static void Check(float[] points, int dimensions, float[] places)
    {
        int count = points.Length / dimensions, wanted = Math.Min(5, count);
        PointTree tree = new(points, dimensions);
        NearestPoints[] cells =
            [.. Enum.GetValues<LaneWidth>().Select(width => new NearestPoints(points, dimensions, wanted, width: width))];
        float[] squares = new float[wanted];
        int[] numbers = new int[wanted];
        for (int place = 0; place < places.Length; place += dimensions)
        {
            float[] at = places[place..(place + dimensions)];
            int[] expected =
                [.. Enumerable.Range(0, count).OrderBy(i => Square(points, i, at)).ThenBy(i => i).Take(wanted)];
            tree.Nearest(at, squares, numbers);
            Assert.Equal(expected, numbers);
            Array.Fill(numbers, -1);
            foreach (NearestPoints lists in cells)
            {
                Assert.Equal(wanted, lists.Nearest(at, squares, numbers));
                Assert.Equal(expected, numbers);
                Assert.Equal(expected.Select(i => Square(points, i, at)), squares);
            }
        }
    }

    private static float Square(float[] points, int number, float[] at)
    {
        float square = 0;
        for (int d = 0; d < at.Length; d++)
        {
            float offset = at[d] - points[(number * at.Length) + d];
            square = MathF.FusedMultiplyAdd(offset, offset, square);
        }
        return square;
    }

    private static float[] Random(int count, ulong seed)
    {
        Pcg32 random = new(seed, 1);
        float[] values = new float[count];
        foreach (ref float value in values.AsSpan()) value = random.NextFloat();
        return values;
    }
}
