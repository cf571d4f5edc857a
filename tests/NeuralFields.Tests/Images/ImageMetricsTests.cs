using NeuralFields.Images;
using NeuralFields.Sampling;

namespace NeuralFields.Tests.Images;

public sealed class ImageMetricsTests
{
    [Theory]
    [InlineData(64, 48, 3), InlineData(13, 11, 1), InlineData(7, 3, 4), InlineData(1, 1, 2)]
    public void Psnr_equals_the_definition_in_double(int width, int height, int channels)
    {
        Image a = PatternImage.Waves(width, height, channels, 1), b = PatternImage.Waves(width, height, channels, 2);
        a.Samples[0] = 1.7f;    // clipped to 1
        a.Samples[^1] = -0.3f;  // clipped to 0
        double sum = 0;
        for (int i = 0; i < a.Samples.Length; i++)
            sum += Math.Pow((double)Math.Clamp(a.Samples[i], 0, 1) - b.Samples[i], 2);
        Assert.Equal(-10 * Math.Log10(sum / a.Samples.Length), ImageMetrics.Psnr(a, b), 1e-10);
    }

    [Fact]
    public void Equal_pictures_have_infinite_psnr_and_ssim_one()
    {
        Image image = PatternImage.Waves(32, 20, 3);
        Assert.Equal(double.PositiveInfinity, ImageMetrics.Psnr(image, image));
        Assert.Equal(1, ImageMetrics.Ssim(image, image)!.Value, 1e-12);
    }

    [Fact]
    public void A_prediction_that_is_not_a_number_is_not_hidden()
    {
        Image image = PatternImage.Waves(32, 20, 3), broken = PatternImage.Waves(32, 20, 3);
        broken.Samples[100] = float.NaN;
        Assert.Equal(double.NaN, ImageMetrics.Psnr(broken, image));
        Assert.Equal(double.NaN, ImageMetrics.Ssim(broken, image));
    }

    [Theory]
    [InlineData(40, 23, 3), InlineData(11, 11, 1), InlineData(30, 11, 4), InlineData(12, 40, 2)]
    public void Ssim_equals_the_definition_in_double(int width, int height, int channels)
    {
        Image a = PatternImage.Waves(width, height, channels, 1, 0.4);
        Image b = PatternImage.Waves(width, height, channels, 2, 0.4);
        Assert.Equal(PlainSsim(a, b), ImageMetrics.Ssim(a, b)!.Value, 1e-10);
    }

    [Fact]
    public void Pictures_smaller_than_the_window_have_no_ssim()
    {
        Assert.Null(ImageMetrics.Ssim(new Image(10, 40, 3), new Image(10, 40, 3)));
        Assert.Null(ImageMetrics.Ssim(new Image(40, 10, 3), new Image(40, 10, 3)));
    }

    [Fact]
    public void Pictures_of_different_size_are_refused()
        => Assert.Throws<ArgumentException>(() => ImageMetrics.Psnr(new Image(4, 3, 1), new Image(3, 4, 1)));

    [Fact]
    public void Members_alone_are_counted()
    {
        Image a = PatternImage.Waves(9, 5, 3, 1), b = PatternImage.Waves(9, 5, 3, 2);
        PixelSet set = Holdout.Parse("0.3").Choose(45, 1);
        SquaredError error = new();
        for (int y = 0; y < 5; y++)
            error.AddMembers(a.Samples.AsSpan(y * 27, 27), b.Samples.AsSpan(y * 27, 27), 3, set, y * 9);
        double[] expected = [.. Enumerable.Range(0, 135).Where(i => set[i / 3])
            .Select(i => Math.Pow((double)a.Samples[i] - b.Samples[i], 2))];
        Assert.Equal(expected.Average(), error.Mean, 1e-12);
    }

    private static double PlainSsim(Image a, Image b)
    {
        double[] g = [.. Enumerable.Range(-5, 11).Select(k => Math.Exp(-k * k / 4.5))];
        double total = Math.Pow(g.Sum(), 2), sum = 0;
        int count = 0;
        for (int y = 5; y < a.Height - 5; y++)
            for (int x = 5; x < a.Width - 5; x++)
                for (int c = 0; c < a.Channels; c++, count++)
                {
                    double ma = 0, mb = 0, aa = 0, bb = 0, ab = 0;
                    for (int dy = -5; dy <= 5; dy++)
                        for (int dx = -5; dx <= 5; dx++)
                        {
                            double p = a[x + dx, y + dy][c], q = b[x + dx, y + dy][c];
                            double w = g[dx + 5] * g[dy + 5] / total;
                            (ma, mb) = (ma + (w * p), mb + (w * q));
                            (aa, bb, ab) = (aa + (w * p * p), bb + (w * q * q), ab + (w * p * q));
                        }
                    double va = aa - (ma * ma), vb = bb - (mb * mb), cov = ab - (ma * mb);
                    sum += ((2 * ma * mb) + 1e-4) * ((2 * cov) + 9e-4)
                        / (((ma * ma) + (mb * mb) + 1e-4) * (va + vb + 9e-4));
                }
        return sum / count;
    }
}
