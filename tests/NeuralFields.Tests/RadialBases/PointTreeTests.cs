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

    private static void Check(float[] points, int dimensions, float[] places)
    {
        int count = points.Length / dimensions, wanted = Math.Min(5, count);
        PointTree tree = new(points, dimensions);
        NearestPoints cells = new(points, dimensions, wanted);
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
            cells.Nearest(at, squares, numbers);
            Assert.Equal(expected, numbers);
            float[] reaches = [.. Enumerable.Range(0, count).Select(i => expected.Contains(i) && i % 2 == 0 ? 9f : 0f)];
            cells.Reaching(at, reaches, squares, numbers);
            Assert.Equal(expected.Where(i => i % 2 == 0), numbers.Where(n => n != PointTree.None));
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
