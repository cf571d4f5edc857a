using NeuralFields.Images;
using NeuralFields.Sampling;

namespace NeuralFields.Tests.Images;

public sealed class BilinearBaselineTests
{
    private static PixelSet Set(int count, params int[] members)
    {
        PixelSet set = new(count);
        foreach (int member in members) set.Add(member);
        return set;
    }

    private static float At(Image image, PixelSet heldOut, int x, int y)
    {
        float[] value = new float[1];
        BilinearBaseline.Interpolate(image, heldOut, x, y, value);
        return value[0];
    }

    [Fact]
    public void A_plane_is_met_inside()
        => Assert.Equal(12, At(PatternImage.Numbered(5, 5), Set(25, 12), 2, 2), 1e-6);

    [Fact]
    public void Neighbours_weigh_a_half_and_diagonals_a_quarter()
    {
        // 0 1 2 / 3 x 5 / 6 7 8 with only 1, 2 and 5 kept
        PixelSet heldOut = Set(9, 0, 3, 4, 6, 7, 8);
        Assert.Equal(((0.5 * 1) + (0.25 * 2) + (0.5 * 5)) / 1.25, At(PatternImage.Numbered(3, 3), heldOut, 1, 1), 1e-6);
    }

    [Fact]
    public void The_tent_grows_until_a_kept_pixel_is_found()
    {
        PixelSet heldOut = Set(9, 0, 1, 2, 3, 4, 5, 6, 7);
        Assert.Equal(8, At(PatternImage.Numbered(9, 1), heldOut, 0, 0));
    }

    [Fact]
    public void Held_out_values_are_never_read()
    {
        Image image = PatternImage.Waves(40, 30, 3), spoiled = PatternImage.Waves(40, 30, 3);
        PixelSet heldOut = Holdout.Parse("0.4").Choose(image.PixelCount, 1);
        for (int i = 0; i < image.PixelCount; i++)
            if (heldOut[i]) spoiled.Samples.AsSpan(3 * i, 3).Fill(float.NaN);
        Span<float> value = stackalloc float[3], same = stackalloc float[3];
        for (int i = 0; i < image.PixelCount; i++)
        {
            if (!heldOut[i]) continue;
            BilinearBaseline.Interpolate(image, heldOut, i % 40, i / 40, value);
            BilinearBaseline.Interpolate(spoiled, heldOut, i % 40, i / 40, same);
            Assert.True(value.SequenceEqual(same));
        }
        Assert.InRange(BilinearBaseline.Psnr(image, heldOut)!.Value, 20, 40);
    }

    [Fact]
    public void Without_held_out_pixels_there_is_no_figure()
        => Assert.Null(BilinearBaseline.Psnr(PatternImage.Waves(8, 8, 3), new PixelSet(64)));
}
