using NeuralFields.Images;

namespace NeuralFields.Tests.Images;

public sealed class ImageResamplingTests
{
    [Fact]
    public void Downscale_averages_blocks()
    {
        Image half = ImageResampling.Downscale(PatternImage.Numbered(6, 4), 2);
        Assert.Equal((3, 2), (half.Width, half.Height));
        Assert.Equal([3.5f, 5.5f, 7.5f, 15.5f, 17.5f, 19.5f], half.Samples);
    }

    [Theory]
    [InlineData(5, 3), InlineData(7, 7), InlineData(64, 48), InlineData(100, 1)]
    public void The_mean_is_kept_at_any_size(int width, int height)
    {
        Image image = PatternImage.Waves(64, 48, 3);
        Image scaled = ImageResampling.AreaAverage(image, width, height);
        Assert.Equal(image.Samples.Average(), scaled.Samples.Average(), 1e-5);
    }

    [Fact]
    public void The_same_size_is_the_same_picture()
    {
        Image image = PatternImage.Waves(30, 20, 3);
        Assert.Equal(image.Samples, ImageResampling.AreaAverage(image, 30, 20).Samples);
        Assert.Equal(image.Samples, ImageResampling.Nearest(image, 30, 20).Samples);
        Assert.Same(image, ImageResampling.Downscale(image, 1));
    }

    [Fact]
    public void Invisible_colours_do_not_bleed()
    {
        Image image = new(2, 1, 4, ColorEncoding.Srgb, [1, 0.5f, 0, 1, 0, 0, 1, 0]);
        Assert.Equal([1, 0.5f, 0, 0.5f], ImageResampling.Downscale(image, 2).Samples);
    }

    [Fact]
    public void Nearest_takes_the_middle()
        => Assert.Equal([7, 10], ImageResampling.Nearest(PatternImage.Numbered(6, 3), 2, 1).Samples);

    /// <summary>What each EXIF value makes of the picture 0 1 2 / 3 4 5.</summary>
    [Theory]
    [InlineData(1, 3, new[] { 0, 1, 2, 3, 4, 5 })]
    [InlineData(2, 3, new[] { 2, 1, 0, 5, 4, 3 })]
    [InlineData(3, 3, new[] { 5, 4, 3, 2, 1, 0 })]
    [InlineData(4, 3, new[] { 3, 4, 5, 0, 1, 2 })]
    [InlineData(5, 2, new[] { 0, 3, 1, 4, 2, 5 })]
    [InlineData(6, 2, new[] { 3, 0, 4, 1, 5, 2 })]
    [InlineData(7, 2, new[] { 5, 2, 4, 1, 3, 0 })]
    [InlineData(8, 2, new[] { 2, 5, 1, 4, 0, 3 })]
    [InlineData(0, 3, new[] { 0, 1, 2, 3, 4, 5 })]
    public void Pictures_are_turned_upright(int orientation, int width, int[] expected)
    {
        Image upright = ImageOrientation.Apply(PatternImage.Numbered(3, 2), orientation);
        Assert.Equal(width, upright.Width);
        Assert.Equal(expected.Select(v => (float)v), upright.Samples);
    }
}
