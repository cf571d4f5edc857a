using NeuralFields.Numerics;

namespace NeuralFields.Tests.Numerics;

public sealed class Pcg32Tests
{
    [Fact]
    public void Draws_equal_the_reference_implementation()
    {
        Pcg32 random = new(42, 54);
        uint[] draws = [.. Enumerable.Range(0, 6).Select(_ => random.NextUInt())];
        Assert.Equal([0xa15c02b7, 0x7b47f409, 0xba1d3330, 0x83d2f293, 0xbfa4784b, 0xcbed606e], draws);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public void Advance_equals_drawing_one_by_one(int draws)
    {
        Pcg32 jumped = new(7, 8), stepped = new(7, 8);
        jumped.Advance((ulong)draws);
        for (int i = 0; i < draws; i++) stepped.NextUInt();
        Assert.Equal(stepped.NextUInt(), jumped.NextUInt());
    }

    [Fact]
    public void Advance_by_a_negative_count_goes_back()
    {
        Pcg32 random = new(7, 8);
        uint first = random.NextUInt();
        random.Advance(unchecked((ulong)-1L));
        Assert.Equal(first, random.NextUInt());
    }

    [Fact]
    public void Streams_differ()
    {
        Pcg32 a = new(1, 1), b = new(1, 2);
        Assert.NotEqual(a.NextUInt(), b.NextUInt());
    }

    [Fact]
    public void Uniform_numbers_have_their_moments()
    {
        Pcg32 random = new(9, 10);
        const int count = 100_000;
        double floats = 0, doubles = 0, integers = 0, squares = 0;
        for (int i = 0; i < count; i++)
        {
            float f = random.NextFloat();
            double d = random.NextDouble();
            uint n = random.NextBounded(10);
            Assert.True(f is >= 0 and < 1 && d is >= 0 and < 1 && n < 10);
            floats += f;
            doubles += d;
            integers += n;
            squares += d * d;
        }
        Assert.Equal(0.5, floats / count, 0.005);
        Assert.Equal(0.5, doubles / count, 0.005);
        Assert.Equal(4.5, integers / count, 0.05);
        Assert.Equal(1.0 / 3, squares / count, 0.005);
    }

    [Fact]
    public void Gaussian_numbers_have_their_moments()
    {
        Pcg32 random = new(11, 12);
        const int pairs = 50_000;
        double mean = 0, square = 0, fourth = 0, product = 0;
        for (int i = 0; i < pairs; i++)
        {
            (double a, double b) = random.NextGaussianPair();
            mean += a + b;
            square += a * a + b * b;
            fourth += a * a * a * a + b * b * b * b;
            product += a * b;
        }
        Assert.Equal(0, mean / (2 * pairs), 0.02);
        Assert.Equal(1, square / (2 * pairs), 0.02);
        Assert.Equal(3, fourth / (2 * pairs), 0.15);
        Assert.Equal(0, product / pairs, 0.02);
    }
}
