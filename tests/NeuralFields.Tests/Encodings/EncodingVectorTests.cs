using NeuralFields.Encodings;
using NeuralFields.Numerics;

namespace NeuralFields.Tests.Encodings;

/// <summary>The numbers of the hash-grid reference, section 21.</summary>
public sealed class EncodingVectorTests
{
    [Fact]
    public void Frequency_gives_the_published_numbers()
        => AssertEncodes(new FrequencyFormula(4), [0.3],
            [0.809017, 0.587785, 0.951057, -0.309017, -0.587785, -0.809017, 0.951057, 0.309017]);

    [Fact]
    public void Triangle_wave_gives_the_published_numbers()
        => AssertEncodes(new TriangleWaveFormula(4), [0.3], [0.4, -0.8, 0.6, 0.8]);

    [Fact]
    public void One_blob_gives_the_published_numbers()
    {
        AssertEncodes(new OneBlobFormula(8), [0.3], [0, 0.16308, 0.779, 0.05792, 0, 0, 0, 0]);
        AssertEncodes(new OneBlobFormula(4), [0.99], [0.46254, 0, 0.000078, 0.537382]);
        AssertEncodes(new OneBlobFormula(4), [0.3], [0.31744, 0.674, 0.00856, 0]);
    }

    [Fact]
    public void Spherical_harmonics_give_the_published_numbers()
        => AssertEncodes(new SphericalHarmonicsFormula(4), [5 / 6.0, 1 / 3.0, 5 / 6.0],
            [
                0.282095, 0.162868, 0.325735, -0.325735, -0.242789, 0.242789, 0.105131, -0.485577,
                0.182091, 0.240388, -0.428239, 0.186204, -0.193499, -0.372408, 0.321179, -0.043707,
            ]);

    [Fact]
    public void Fourier_features_are_cosines_before_sines()
        => AssertEncodes(new FourierFormula([0.5f, 1, 0.25f, 0]), [0.5, 0.25], [-1, 0.707107, 0, 0.707107]);

    private static void AssertEncodes<TFormula>(TFormula formula, double[] x, double[] expected)
        where TFormula : struct, IPointwiseFormula
    {
        F64[] inputs = [.. x.Select(v => new F64(v))], outputs = new F64[expected.Length];
        formula.Encode<F64>(inputs, outputs);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], outputs[i].Value, 1.5e-6);
    }
}
