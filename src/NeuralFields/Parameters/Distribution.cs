using NeuralFields.Numerics;

namespace NeuralFields.Parameters;

/// <summary>How the first values of a tensor are drawn.</summary>
/// <param name="Center">The mean.</param>
/// <param name="Spread">Half the width of the interval, or the standard deviation.</param>
/// <param name="Normal">Gaussian instead of uniform.</param>
public readonly record struct Distribution(double Center, double Spread, bool Normal)
{
    /// <summary>Always zero.</summary>
    public static Distribution Zero => default;

    /// <summary>Always the same value.</summary>
    public static Distribution Always(double value) => new(value, 0, false);

    /// <summary>U(−bound, bound).</summary>
    public static Distribution Uniform(double bound) => new(0, bound, false);

    /// <summary>N(0, deviation²).</summary>
    public static Distribution Gaussian(double deviation) => new(0, deviation, true);

    /// <summary>Fills a tensor in order: one uniform draw per value, or one Gaussian pair per two values.</summary>
    public void Fill(ref Pcg32 random, Span<float> values)
    {
        if (Normal) FillNormal(ref random, values);
        else foreach (ref float value in values) value = (float)(Center + (Spread * ((2 * random.NextDouble()) - 1)));
    }

    private void FillNormal(ref Pcg32 random, Span<float> values)
    {
        for (int i = 0; i < values.Length; i += 2)
        {
            (double first, double second) = random.NextGaussianPair();
            values[i] = (float)(Center + (Spread * first));
            if (i + 1 < values.Length) values[i + 1] = (float)(Center + (Spread * second));
        }
    }
}
