using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Images;
using NeuralFields.Presets;
using NeuralFields.Tasks;

namespace NeuralFields.Tests.Presets;

public sealed class ImagePresetTests
{
    private static readonly ImageShape s_kodak = new(768, 512, 3, ColorEncoding.Srgb);

    public static TheoryData<string> Names => [.. ImagePreset.All.Select(p => p.Name)];

    private static int Parameters(string name, ImageShape image)
    {
        ImageScene scene = ImagePreset.Find(name).Create(image);
        Encoding encoding = scene.Encoding.Resolve(Math.Max(image.Width, image.Height));
        return FieldSpec.Value(2, image.Channels, encoding, scene.Network).Layout().TrainedCount;
    }

    [Theory, MemberData(nameof(Names))]
    public void Every_preset_makes_a_field_for_any_channels(string name)
    {
        int least = name == "neurbf-small" ? 80_000 : 100_000;
        for (int channels = 1; channels <= 4; channels++)
            Assert.InRange(Parameters(name, s_kodak with { Channels = channels }), least, 2_000_000);
        Assert.InRange(ImagePreset.Find(name).Summary.Length, 20, 90);
    }

    [Theory]
    [InlineData("siren", 198_915), InlineData("relu", 133_123), InlineData("gaussian", 133_123)]
    [InlineData("finer", 133_123)]
    public void Networks_have_the_published_sizes(string name, int parameters)
        => Assert.Equal(parameters, Parameters(name, s_kodak));

    [Theory]
    [InlineData("neurbf", 256, 256, 128_871), InlineData("neurbf-small", 256, 256, 71_623)]
    [InlineData("neurbf", 768, 512, 378_663), InlineData("neurbf-small", 768, 512, 87_495)]
    public void Radial_bases_have_the_published_sizes(string name, int width, int height, int parameters)
        => Assert.Equal(parameters, Parameters(name, new(width, height, 3, ColorEncoding.Srgb)));

    [Theory]
    [InlineData("neurbf", 256, 256, 4096), InlineData("neurbf", 768, 512, 4096), InlineData("neurbf-small", 768, 512, 64)]
    public void Sines_are_steep_where_a_kernel_has_few_pixels(string name, int width, int height, double highest)
    {
        ImageScene scene = ImagePreset.Find(name).Create(new(width, height, 3, ColorEncoding.Srgb));
        RadialBasis basis = Assert.IsType<RadialBasis>(Assert.IsType<Composite>(scene.Encoding).Nested[1].Encoding);
        Assert.Equal(highest, basis.Sinusoid!.High);
    }

    [Theory]
    [InlineData(768, 512, 15, 8192), InlineData(1024, 1024, 15, 8192), InlineData(1025, 1024, 16, 8192)]
    [InlineData(2048, 2048, 17, 16384), InlineData(4000, 3500, 19, 16384)]
    public void The_hash_table_grows_with_the_picture(int width, int height, int log2, int batch)
    {
        ImageScene scene = ImagePreset.Find("hashgrid").Create(new(width, height, 3, ColorEncoding.Srgb));
        HashGrid grid = Assert.IsType<HashGrid>(scene.Encoding);
        Assert.Equal((log2, Math.Max(width, height), batch),
            (grid.Log2TableSize, grid.FinestResolution, scene.Training.BatchSize));
    }

    [Fact]
    public void The_first_preset_is_the_hash_grid() => Assert.Equal("hashgrid", ImagePreset.All[0].Name);

    [Fact]
    public void An_unknown_name_gets_the_nearest_one()
    {
        InputException mistake = Assert.Throws<InputException>(() => ImagePreset.Find("sirn"));
        Assert.Contains("did you mean \"siren\"", mistake.Message);
    }
}
