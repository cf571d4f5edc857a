using NeuralFields.Descriptions;
using NeuralFields.Encodings;
using NeuralFields.Parameters;

namespace NeuralFields.Tests.Encodings;

public sealed class GridLayoutTests
{
    // hash-grid reference, table 2.7: desired resolution, dimensions, levels, features, log2 of the table, parameters.
    [Theory]
    [InlineData(2048, 3, 8, 4, 19, 11_681_792)]
    [InlineData(8192, 3, 8, 4, 19, 12_855_296)]
    [InlineData(32768, 3, 8, 4, 19, 13_041_664)]
    [InlineData(262144, 3, 8, 4, 19, 13_647_872)]
    [InlineData(2048, 3, 16, 2, 19, 12_196_240)]
    [InlineData(256, 2, 16, 2, 24, 425_472)]
    [InlineData(512, 2, 16, 2, 24, 1_419_392)]
    [InlineData(1024, 2, 16, 2, 24, 4_934_128)]
    [InlineData(2048, 2, 16, 2, 24, 17_625_040)]
    [InlineData(4096, 2, 16, 2, 24, 64_232_448)]
    [InlineData(28359, 2, 16, 2, 24, 181_416_352)]
    public void Parameter_counts_are_those_of_the_published_configurations(
        int desired, int dimensions, int levels, int features, int log2, int parameters)
    {
        Encoding grid = new HashGrid { Levels = levels, Features = features, Log2TableSize = log2 }.Resolve(desired);
        Assert.Equal(parameters, CountOf(grid, dimensions));
    }

    [Fact]
    public void Levels_of_the_distance_configuration_have_the_published_resolutions()
    {
        GridLayout layout = new HashGrid { Log2TableSize = 19 }.Layout(3);
        Assert.Equal(
            [16, 23, 31, 43, 59, 81, 112, 154, 213, 295, 407, 562, 777, 1073, 1483, 2048],
            layout.Levels.Select(l => l.Resolution));
        Assert.Equal(5, layout.Levels.Count(l => !l.Hashed));
    }

    [Fact]
    public void The_finest_level_has_exactly_the_finest_resolution()
    {
        foreach (int levels in (int[])[2, 3, 7, 8, 12, 16, 24])
            for (int finest = 16; finest <= 5000; finest += 7)
            {
                GridLayout layout = new HashGrid { Levels = levels, FinestResolution = finest }.Layout(2);
                Assert.Equal(finest, layout.Levels[^1].Resolution);
                Assert.Equal(16, layout.Levels[0].Resolution);
            }
    }

    [Fact]
    public void A_resolved_grid_reads_back_as_the_same_levels()
    {
        Grid grid = (Grid)new HashGrid { FinestResolution = 768, Levels = 16 }.Resolve(2048);
        Assert.Null(grid.FinestResolution);
        Grid read = (Grid)Encoding.Family.Read("encoding", Encoding.Family.Write(grid));
        Assert.Equal(grid.Layout(2).Levels.AsEnumerable(), read.Layout(2).Levels);
        Assert.Same(grid, grid.Resolve(64));
    }

    [Fact]
    public void Level_zero_has_scale_15_and_16_vertices()
    {
        GridLevel level = new HashGrid { PerLevelScale = 2 }.Layout(3).Levels[0];
        Assert.Equal(new GridLevel(15, 0.5f, 16, 4096, false, 0, -1), level);
    }

    [Fact]
    public void Levels_beyond_32_bits_are_hashed()
    {
        HashGrid grid = new() { Levels = 3, PerLevelScale = 64, BaseResolution = 32, Log2TableSize = 19 };
        GridLayout layout = grid.Layout(3);
        Assert.Equal([false, true, true], layout.Levels.Select(l => l.Hashed));
        Assert.Equal(32 * 64 * 64, layout.Levels[2].Resolution);
        Assert.Equal(1 << 19, layout.Levels[2].Entries);
    }

    [Fact]
    public void The_levels_of_a_tiled_grid_are_as_large_as_its_coarsest()
    {
        GridLayout layout = new TiledGrid { Levels = 3, PerLevelScale = 2, BaseResolution = 6 }.Layout(3);
        Assert.Equal([216, 216, 216], layout.Levels.Select(l => l.Entries));
        Assert.All(layout.Levels, l => Assert.False(l.Hashed));
    }

    [Fact]
    public void The_levels_of_a_dense_grid_have_an_entry_for_every_vertex()
    {
        GridLayout layout = new DenseGrid { Levels = 2, PerLevelScale = 2, BaseResolution = 5 }.Layout(2);
        Assert.Equal([32, 104], layout.Levels.Select(l => l.Entries));
        Assert.Equal([0, 32], layout.Levels.Select(l => l.FirstEntry));
    }

    [Fact]
    public void A_dense_grid_that_does_not_fit_is_refused()
    {
        InputException e = Assert.Throws<InputException>(
            () => new DenseGrid { FinestResolution = 2048 }.Layout(3));
        Assert.Contains("finest_resolution", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Aligned_corners_put_the_last_vertex_at_one()
    {
        DenseGrid grid = new() { Levels = 1, AlignCorners = true };
        GridLevel level = grid.Layout(2).Levels[0];
        Assert.Equal((15f, 0f, 14), (level.Scale, level.Shift, level.LastCell));
        level = (grid with { Interpolation = GridInterpolation.Nearest }).Layout(2).Levels[0];
        Assert.Equal((15f, 0.5f, 15), (level.Scale, level.Shift, level.LastCell));
    }

    [Theory]
    [InlineData(1, 0, 0, 1u)]
    [InlineData(0, 1, 0, 2654435761u)]
    [InlineData(0, 0, 1, 805459861u)]
    [InlineData(1, 2, 3, 2892625372u)]
    [InlineData(255, 255, 255, 1259801307u)]
    [InlineData(1023, 511, 2047, 838974427u)]
    [InlineData(5, 7, 0, 1401181138u)]
    [InlineData(-1, 0, 0, 4294967295u)]
    public void Hashes_are_the_published_ones(int x, int y, int z, uint hash)
    {
        ReadOnlySpan<uint> primes = GridLayout.Primes;
        Assert.Equal(hash, unchecked(((uint)x * primes[0]) ^ ((uint)y * primes[1]) ^ ((uint)z * primes[2])));
    }

    [Fact]
    public void Tables_are_declared_level_by_level()
    {
        ParameterDeclarations declarations = new();
        declarations.Begin("encoding");
        Grid grid = new HashGrid { Levels = 2, Features = 4, PerLevelScale = 2 };
        grid.Declare(declarations, 3);
        ParameterLayout layout = declarations.ToLayout();
        Assert.Equal(["encoding.level.0.table", "encoding.level.1.table"], layout.Tensors.Select(t => t.Name));
        Assert.Equal([4096, 4], layout.Tensors[0].Shape.AsEnumerable());
        Assert.All(layout.Tensors, t => Assert.Equal(ParameterRole.Table, t.Role));
        Assert.All(layout.Initialize(1), v => Assert.InRange(v, -1e-4f, 1e-4f));
    }

    [Fact]
    public void Two_growths_are_refused()
    {
        DescriptionNode node = DescriptionNode.Of(
            [
                KeyValuePair.Create("otype", DescriptionNode.Of("HashGrid")),
                KeyValuePair.Create("finest_resolution", DescriptionNode.Of(512)),
                KeyValuePair.Create("per_level_scale", DescriptionNode.Of(1.5)),
            ]);
        InputException e = Assert.Throws<InputException>(() => Encoding.Family.Read("encoding", node));
        Assert.Contains("both", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_kind_of_a_grid_may_be_a_key()
    {
        DescriptionNode node = DescriptionNode.Of(
            [
                KeyValuePair.Create("otype", DescriptionNode.Of("Grid")),
                KeyValuePair.Create("n_levels", DescriptionNode.Of(3)),
                KeyValuePair.Create("type", DescriptionNode.Of("Tiled")),
            ]);
        Assert.Equal(new TiledGrid { Levels = 3 }, Encoding.Family.Read("encoding", node));
    }

    [Fact]
    public void Unknown_hashes_are_refused_by_name()
    {
        DescriptionNode node = DescriptionNode.Of(
            [
                KeyValuePair.Create("otype", DescriptionNode.Of("HashGrid")),
                KeyValuePair.Create("hash", DescriptionNode.Of("Rng")),
            ]);
        InputException e = Assert.Throws<InputException>(() => Encoding.Family.Read("encoding", node));
        Assert.Contains("\"Rng\"", e.Message, StringComparison.Ordinal);
    }

    private static int CountOf(Encoding encoding, int inputs)
    {
        ParameterDeclarations declarations = new();
        encoding.Declare(declarations, inputs);
        return declarations.ToLayout().TrainedCount;
    }
}
