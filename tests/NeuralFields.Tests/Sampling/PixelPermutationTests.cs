using NeuralFields.Numerics;
using NeuralFields.Sampling;

namespace NeuralFields.Tests.Sampling;

public sealed class PixelPermutationTests
{
    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(5), InlineData(7), InlineData(8), InlineData(63)]
    [InlineData(64)]
    [InlineData(65), InlineData(1000), InlineData(4097), InlineData(393216), InlineData(999_983)]
    public void Every_index_is_reached_once(int count)
    {
        int[] results = new int[(count + 7) & ~7];
        new PixelPermutation(count, 42).Fill(0, results);
        Assert.Equal(Enumerable.Range(0, count), results.Take(count).Order());
    }

    [Fact]
    public void A_part_equals_the_same_part_of_the_whole()
    {
        PixelPermutation order = new(1000, 7);
        int[] whole = new int[1000];
        order.Fill(0, whole);
        int[] part = new int[16];
        order.Fill(123, part);
        Assert.Equal(whole[123..139], part);
        Assert.Equal(whole[999], order[999]);
    }

    [Fact]
    public void The_largest_count_stays_in_range()
    {
        int[] results = new int[64];
        new PixelPermutation(int.MaxValue, 3).Fill(int.MaxValue - 100, results);
        Assert.All(results, r => Assert.InRange(r, 0, int.MaxValue - 1));
        Assert.Equal(results.Length, results.Distinct().Count());
    }

    /// <summary>χ² over a 16×16 histogram of (place of i, place of i+lag): 255 degrees of freedom, σ 22.6.</summary>
    [Theory]
    [InlineData(1), InlineData(2), InlineData(16), InlineData(627), InlineData(768)]
    public void Places_of_neighbours_are_unrelated(int lag)
    {
        const int count = 768 * 512;
        for (ulong key = 0; key < 4; key++)
        {
            int[] places = new int[count];
            new PixelPermutation(count, Hash.Mix(key)).Fill(0, places);
            int[] bins = new int[256];
            for (int i = 0; i + lag < count; i++)
                bins[((int)(16L * places[i] / count) * 16) + (int)(16L * places[i + lag] / count)]++;
            double expected = (count - lag) / 256.0;
            Assert.InRange(bins.Sum(b => (b - expected) * (b - expected) / expected), 255 - 140, 255 + 140);
        }
    }

    /// <summary>A batch must spread over the picture about as evenly as random pixels do.</summary>
    [Fact]
    public void The_first_places_of_many_keys_are_uniform()
    {
        const int count = 768 * 512;
        int[] bins = new int[64];
        for (ulong key = 0; key < 64_000; key++)
            bins[(int)(64L * new PixelPermutation(count, Hash.Mix(key))[0] / count)]++;
        Assert.InRange(bins.Sum(b => (b - 1000.0) * (b - 1000.0) / 1000.0), 63 - 45, 63 + 60);
    }
}
