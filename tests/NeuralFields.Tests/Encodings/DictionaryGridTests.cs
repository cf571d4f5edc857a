using NeuralFields.Descriptions;
using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Networks;
using NeuralFields.Testing;
using NeuralFields.Tests.Backends;

namespace NeuralFields.Tests.Encodings;

public sealed class DictionaryGridTests
{
    // The radial-basis reference, 5.3.
    [Theory, InlineData(2, 106_038), InlineData(3, 10_157_342)]
    public void The_usual_grids_have_the_published_size(int dimensions, int parameters)
    {
        DictionaryGrid grid = new();
        Assert.Equal(18, grid.OutputCount(dimensions));
        int network = FieldSpec.Value(dimensions, 1, grid, new Mlp { HiddenLayers = 0, Bias = false }).Layout().TrainedCount;
        Assert.Equal(parameters, network - 18);
    }

    [Fact]
    public void In_pictures_all_grids_are_as_fine_as_the_picture()
    {
        DictionaryGrid grid = Assert.IsType<DictionaryGrid>(new DictionaryGrid().Resolve(1024));
        double[] resolutions = [32, 51, 70, 89, 108, 128];
        for (int g = 0; g < 6; g++) Assert.Equal(1024, grid.BandOf(g, 2) * resolutions[g], 1e-9);
    }

    [Fact]
    public void In_space_bands_grow_from_two_to_eight()
    {
        Encoding grid = new DictionaryGrid().Resolve(2048);
        double[] bands = [2, 3.2, 4.4, 5.6, 6.8, 8];
        for (int g = 0; g < 6; g++) Assert.Equal(bands[g], ((DictionaryGrid)grid).BandOf(g, 3), 1e-12);
    }

    [Fact]
    public void Tiles_repeat_and_with_triangles_every_other_one_runs_backwards()
    {
        DictionaryGrid saw = new() { Grids = 1, BaseResolution = 5, FirstBand = 4, LastBand = 4 };
        foreach (DictionaryGrid grid in (DictionaryGrid[])[saw, saw with { Fold = TileFold.Triangle }])
        {
            EncodingOracle oracle = new(grid, 1);
            double[] parameters = Wide.Of(new EncodingCase(grid, 1, 4).Parameters(3));
            double[] here = oracle.Evaluate<double>([0.07], parameters);
            double mirrored = grid.Fold == TileFold.Triangle ? 0.5 - 0.07 : 0.25 + 0.07;
            AssertClose.Relative(here, oracle.Evaluate<double>([mirrored], parameters), 1e-9, 1e-12, $"{grid.Fold}");
            AssertClose.Relative(here, oracle.Evaluate<double>([0.5 + 0.07], parameters), 1e-9, 1e-12, $"{grid.Fold}");
        }
    }

    [Fact]
    public void One_band_alone_is_a_mistake()
    {
        DescriptionNode node = DescriptionReader.Read(
            """{"otype":"DictionaryGrid","first_band":3}""", "scene.json", DescriptionSyntax.Strict);
        InputException mistake = Assert.Throws<InputException>(() => Encoding.Family.Read("encoding", node));
        Assert.Contains("expected both or none", mistake.Message);
    }
}
