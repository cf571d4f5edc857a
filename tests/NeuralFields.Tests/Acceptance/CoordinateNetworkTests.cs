using NeuralFields.Activations;
using NeuralFields.Backends;
using NeuralFields.Backends.Cpu;
using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Networks;
using NeuralFields.Testing;

namespace NeuralFields.Tests.Acceptance;

/// <summary>What coordinate networks are known to reach on a small target, and what they are known not to.</summary>
[Trait("Category", "Acceptance")]
public sealed class CoordinateNetworkTests
{
    private static readonly Lazy<PictureFit> s_siren = new(() => PictureFit.MeanOf(Activation.Find("Sine")));

    [Fact]
    public void The_target_is_the_published_one()
    {
        double[] pixels = HardTarget.Samples(64, corners: false).Values;
        Assert.Equal(0.332794, pixels.Average(), 1e-6);
        Assert.Equal(12.35, HardTarget.Psnr(Enumerable.Repeat(pixels.Average(), pixels.Length), pixels), 0.005);
        Assert.Equal(23.02, BilinearAtCorners(pixels), 0.005);
        Assert.Equal(8577, FieldSpec.Value(2, 1, new Identity(), new Mlp { HiddenLayers = 3 }).Layout().Count);
    }

    [Fact]
    public void A_sine_network_holds_the_pixels_and_interpolates_like_a_bilinear_filter()
    {
        Assert.True(s_siren.Value.Pixels >= 50, $"{s_siren.Value}");
        Assert.InRange(s_siren.Value.Corners, 22.5, 23.5);
    }

    [Fact]
    public void Finer_holds_the_pixels_at_least_as_well_as_a_sine_network()
    {
        PictureFit finer = PictureFit.Of(Activation.Find("Finer"));
        Assert.True(finer.Pixels >= s_siren.Value.Pixels, $"FINER {finer}, SIREN {s_siren.Value}");
    }

    [Fact]
    public void A_ReLU_network_without_an_encoding_stays_blurred()
    {
        PictureFit fit = PictureFit.Of(Activation.Find("ReLU"));
        Assert.True(fit.Pixels <= 18, $"{fit}");
    }

    [Fact]
    public void Fourier_features_interpolate_best_at_a_middle_frequency()
    {
        double[] sigmas = [0.5, 2, 5, 15];
        PictureFit[] fits = [.. sigmas.Select(
            s => PictureFit.Of(Activation.Find("ReLU"), new FourierFeatures { Features = 64, Sigma = s }))];
        string all = string.Join(", ", fits);
        PictureFit best = fits.MaxBy(f => f.Corners);
        Assert.True(best == fits[1], all);
        Assert.True(fits[3].Corners <= best.Corners - 8, all);
    }

    [Fact]
    public void A_sine_network_holds_most_of_four_times_as_many_pixels()
    {
        PictureFit fit = PictureFit.Of(Activation.Find("Sine"), side: 128);
        Assert.True(fit.Pixels >= 32 && fit.Corners >= 26, $"{fit}");
    }

    [Fact]
    public void A_lower_frequency_holds_fewer_pixels_but_interpolates_as_well()
    {
        PictureFit slow = PictureFit.MeanOf(Activation.Find("Sine").With([10]));
        Assert.True(slow.Pixels <= s_siren.Value.Pixels - 20, $"{slow} against {s_siren.Value}");
        Assert.InRange(slow.Corners, s_siren.Value.Corners - 0.5, s_siren.Value.Corners + 0.5);
    }

    [Fact]
    public void A_sine_network_of_known_weights_has_the_derived_value_and_gradient()
    {
        Mlp mlp = new() { Width = 2, HiddenLayers = 2, Activation = Activation.Find("Sine").With([3]) };
        using CpuBackend backend = new(1);
        using IFieldProgram program = backend.Compile(FieldSpec.Value(2, 1, new Identity(), mlp));
        program.SetParameters(
            [0.5f, -0.3f, 0.2f, 0.8f, 0.1f, -0.2f, 1, -0.5f, 0.3f, 0.7f, 0.05f, -0.1f, 0.6f, -0.4f, 0.02f]);
        float[] value = new float[1], gradient = new float[2];
        program.Differentiate([0.4f, -0.7f], value, [1], gradient);
        AssertClose.Relative([-0.18212080998457433], value, 1e-6, 1e-6);
        AssertClose.Relative([-0.019484498804724627, 0.06570836069143517], gradient, 1e-5, 1e-6);
    }

    private static double BilinearAtCorners(double[] pixels)
    {
        double[] corners = HardTarget.Samples(64, corners: true).Values;
        IEnumerable<double> blended = Enumerable.Range(0, corners.Length).Select(i =>
        {
            int p = (i / 63 * 64) + (i % 63);
            return (pixels[p] + pixels[p + 1] + pixels[p + 64] + pixels[p + 65]) / 4;
        });
        return HardTarget.Psnr(blended, corners);
    }
}
