using NeuralFields.Images;

namespace NeuralFields.Tests.Images;

public sealed class SrgbCurveTests
{
    [Fact]
    public void The_curve_agrees_with_the_platform_to_a_few_units_in_the_last_place()
    {
        for (double x = -3; x < 1000; x += x < 2 ? 1e-4 : 0.37)
        {
            double m = Math.Abs(x), sign = Math.Sign(x);
            double coded = sign * (m <= 0.0031308 ? 12.92 * m : (1.055 * Math.Pow(m, 1 / 2.4)) - 0.055);
            double linear = sign * (m <= 0.04045 ? m / 12.92 : Math.Pow((m + 0.055) / 1.055, 2.4));
            Assert.Equal(coded, SrgbCurve.Encode(x), 1e-14 * Math.Max(1, m));
            Assert.Equal(linear, SrgbCurve.Decode(x), 1e-14 * Math.Max(1, linear));
        }
    }

    [Fact]
    public void Extremes_stay_finite_and_what_is_not_finite_stays_so()
    {
        Assert.Equal(Math.Pow(3.4e38, 1 / 2.4) * 1.055, SrgbCurve.Encode(3.4e38), 1e3);
        Assert.Equal(0, SrgbCurve.Encode(0));
        Assert.Equal(double.PositiveInfinity, SrgbCurve.Encode(double.PositiveInfinity));
        Assert.True(double.IsNaN(SrgbCurve.Decode(double.NaN)));
    }

    [Fact]
    public void Every_8_bit_code_comes_back()
    {
        for (int code = 0; code < 256; code++)
            Assert.Equal(code, (int)((SrgbCurve.Encode((float)SrgbCurve.Decode(code / 255.0)) * 255) + 0.5));
    }
}
