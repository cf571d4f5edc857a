using NeuralFields.Encodings;
using NeuralFields.Testing;

namespace NeuralFields.Tests.Encodings;

public sealed class GridLoweringTests
{
    // hash-grid reference, section 21: which entry a vertex has. Nearest reads the low corner; the high is a cell on.
    [Theory]
    [InlineData(0, 3714, 3987)]
    [InlineData(3, 65794, 159519)]
    public void Vertices_have_the_published_entries(int level, int low, int high)
    {
        HashGrid grid = new()
        {
            Levels = level + 1,
            Features = 1,
            Log2TableSize = 19,
            PerLevelScale = 2,
            Interpolation = GridInterpolation.Nearest,
        };
        GridLevel last = grid.Layout(3).Levels[level];
        double[] entries = new double[last.FirstEntry + last.Entries];
        for (int i = 0; i < entries.Length; i++) entries[i] = i - last.FirstEntry;
        EncodingOracle oracle = new(grid, 3);
        double[] x = [0.11, 0.52, 0.93];
        Assert.Equal(low, oracle.Evaluate<double>(x, entries)[level]);
        Assert.Equal(high, oracle.Evaluate<double>([.. x.Select(v => v + (1.0 / last.Scale))], entries)[level]);
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 2)]
    [InlineData(false, 3)]
    [InlineData(true, 3)]
    public void Linear_functions_are_reproduced(bool aligned, int dimensions)
    {
        DenseGrid grid = new() { Levels = 1, Features = 1, BaseResolution = 7, AlignCorners = aligned };
        GridLevel level = grid.Layout(dimensions).Levels[0];
        double[] table = new double[level.Entries];
        for (int i = 0; i < Math.Pow(level.Resolution, dimensions); i++)
            for (int d = 0, rest = i; d < dimensions; d++, rest /= level.Resolution)
                table[i] += Slope(d) * ((rest % level.Resolution) - level.Shift) / level.Scale;
        EncodingOracle oracle = new(grid, dimensions);
        Random random = new(1);
        for (int n = 0; n < 100; n++)
        {
            // The half-cell shift leaves the last half cell without a right neighbour.
            double end = aligned ? 1 : 1 - (0.5 / level.Scale);
            double[] x = [.. Enumerable.Range(0, dimensions).Select(_ => end * random.NextDouble())];
            double expected = x.Select((v, d) => Slope(d) * v).Sum();
            Assert.Equal(expected, oracle.Evaluate<double>(x, table)[0], 1e-12);
        }
        double corner = Enumerable.Range(0, dimensions).Sum(Slope);
        if (aligned) Assert.Equal(corner, oracle.Evaluate<double>(Ones(dimensions), table)[0], 1e-12);
    }

    [Fact]
    public void Smoothstep_has_no_slope_at_vertices()
    {
        HashGrid grid = new()
        {
            Levels = 1,
            Features = 1,
            BaseResolution = 5,
            Interpolation = GridInterpolation.Smoothstep,
        };
        double[] table = [.. Enumerable.Range(0, grid.Layout(2).Levels[0].Entries).Select(i => (double)(i * 7 % 5))];
        EncodingOracle oracle = new(grid, 2);
        foreach (double vertex in (double[])[0.125, 0.375, 0.625])
        {
            double[] slopes = CentralDifference.Gradient(x => oracle.Evaluate<double>(x, table)[0], [vertex, vertex]);
            Assert.All(slopes, s => Assert.Equal(0, s, 1e-3));
        }
    }

    [Fact]
    public void Parameters_are_read_from_where_the_encoding_starts()
    {
        HashGrid grid = new() { Levels = 1, Features = 2, BaseResolution = 4 };
        double[] parameters = [9, 9, 9, .. Enumerable.Range(0, 32).Select(i => i % 2 == 0 ? 1.0 : 2.0)];
        EncodingOracle oracle = new(grid, 2, firstParameter: 3);
        AssertClose.Relative([1, 2], oracle.Evaluate<double>([0.3, 0.6], parameters), 0, 1e-12);
    }

    private static double Slope(int dimension) => dimension + 1.5;

    private static double[] Ones(int count) => [.. Enumerable.Repeat(1.0, count)];
}
