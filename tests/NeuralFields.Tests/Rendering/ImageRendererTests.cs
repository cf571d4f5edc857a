using NeuralFields.Fields;
using NeuralFields.Images;
using NeuralFields.Rendering;
using NeuralFields.Sampling;
using NeuralFields.Tests.Images;
using NeuralFields.Tests.Sampling;

namespace NeuralFields.Tests.Rendering;

public sealed class ImageRendererTests
{
    private static readonly CoordinateMap s_unit = new CoordinateFrame().Map(64, 64);

    private static ImageRenderer Waves(int channels = 3)
        => new(new PictureProgram(channels, (x, y, c) => (float)(Math.Sin(20 * x) + Math.Cos(9 * y * (c + 1)))), s_unit);

    [Fact]
    public void A_region_equals_the_crop_of_the_whole()
    {
        Image whole = Waves().Render(new(64, 64));
        Image part = Waves().Render(new(16, 32) { Region = new(0.25, 0.5, 0.5, 1) });
        for (int y = 0; y < 32; y++)
            for (int x = 0; x < 16; x++) Assert.Equal(whole[16 + x, 32 + y], part[x, y]);
    }

    [Fact]
    public void A_region_may_reach_beyond_the_picture()
    {
        ImageRenderer renderer = new(new PictureProgram(2, (x, y, c) => c == 0 ? x : y), s_unit);
        Image image = renderer.Render(new(3, 3) { Region = new(-1, -1, 2, 2) });
        Assert.Equal([-0.5f, -0.5f], image[0, 0].ToArray());
        Assert.Equal([1.5f, 0.5f], image[2, 1].ToArray());
    }

    [Theory]
    [InlineData(CoordinateRange.Unit, CoordinateAspect.Stretched)]
    [InlineData(CoordinateRange.Symmetric, CoordinateAspect.Isotropic)]
    [InlineData(CoordinateRange.Unit, CoordinateAspect.Isotropic)]
    [InlineData(CoordinateRange.Symmetric, CoordinateAspect.Stretched)]
    public void Pixels_are_rendered_at_the_coordinates_they_are_trained_at(CoordinateRange range, CoordinateAspect aspect)
    {
        CoordinateFrame frame = new() { Range = range, Aspect = aspect };
        Image image = PatternImage.Numbered(37, 23);
        ImageSampler sampler = new(image, frame, new() { BatchSize = image.PixelCount });
        float[][] trained = SampledRows.Draw(sampler, 0, image.PixelCount).Inputs;
        ImageRenderer renderer = new(new PictureProgram(2, (x, y, c) => c == 0 ? x : y), frame.Map(37, 23));
        Image rendered = renderer.Render(new(37, 23));
        for (int i = 0; i < image.PixelCount; i++)
            Assert.Equal((trained[0][i], trained[1][i]), (rendered.Samples[2 * i], rendered.Samples[(2 * i) + 1]));
    }

    [Theory]
    [InlineData(4), InlineData(7), InlineData(64)]
    public void More_samples_approach_the_mean_over_the_pixel(int samples)
    {
        ImageRenderer renderer = new(new PictureProgram(1, (x, y, _) => x * x * y), s_unit);
        Image image = renderer.Render(new(2, 2) { SamplesPerPixel = samples });
        // ∫∫ x²y over [½,1]×[0,½], divided by its area
        Assert.Equal((1 - 0.125) / 3 / 0.5 * 0.25, image[1, 0][0], 0.15 / samples);
    }

    [Fact]
    public void Calls_stay_small_and_progress_reaches_one()
    {
        PictureProgram program = new(1, (x, y, _) => x + y);
        List<double> parts = [];
        ImageRenderer.Request request = new(300, 200) { SamplesPerPixel = 9 };
        Image image = new ImageRenderer(program, s_unit).Render(request, new Recorder(parts));
        Assert.InRange(program.LargestCall, 1, 1 << 16);
        Assert.Equal(1.0, parts[^1]);
        Assert.Equal(parts.Order(), parts);
        Assert.Equal((299.5 / 300) + (199.5 / 200), image[299, 199][0], 1e-4);
    }

    [Fact]
    public void Rendering_can_be_cancelled()
    {
        CancellationToken cancelled = new(true);
        Assert.Throws<OperationCanceledException>(() => Waves().Render(new(8, 8), null, cancelled));
    }

    [Fact]
    public void A_field_that_is_not_of_pictures_is_refused()
        => Assert.Throws<InputException>(() => new ImageRenderer(new PictureProgram(5, (_, _, _) => 0), s_unit));

    [Fact]
    public void Regions_are_read_from_four_numbers()
        => Assert.Equal(new ImageRegion(-0.5, 0, 1.25, 0.75), ImageRegion.Parse("-0.5,0,1.25,0.75"));

    [Theory]
    [InlineData("0,0,1"), InlineData("0,0,0,1"), InlineData("0,1,1,0"), InlineData("a,0,1,1"), InlineData("0,0,1,NaN")]
    [InlineData("")]
    public void Empty_or_broken_regions_are_refused(string text)
        => Assert.Throws<InputException>(() => ImageRegion.Parse(text));

    private sealed class Recorder(List<double> parts) : IProgress<double>
    {
        public void Report(double value) => parts.Add(value);
    }
}
