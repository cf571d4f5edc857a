namespace NeuralFields.Images;

/// <summary>
/// The sRGB transfer curve (IEC 61966-2-1:1999) between scene-linear light and coded values, mirrored for negative
/// values and continued above 1. Built from square roots and Newton steps alone, so every machine gives the same bits.
/// </summary>
public static class SrgbCurve
{
    /// <summary>Coded value of a linear one: 12.92 l up to 0.0031308, above it 1.055 l^(1/2.4) − 0.055.</summary>
    /// <param name="linear">Linear value; [0,1] maps to [0,1]. Infinities and NaN come back as they are.</param>
    public static double Encode(double linear)
    {
        double magnitude = Math.Abs(linear);
        if (magnitude <= 0.0031308 || !double.IsFinite(linear)) return 12.92 * linear;
        double quarter = Math.Sqrt(Math.Sqrt(magnitude));
        double square = quarter * quarter;
        return Math.CopySign((1.055 * Root(square * square * quarter, 3)) - 0.055, linear);
    }

    /// <summary>Linear value of a coded one: c / 12.92 up to 0.04045, above it ((c + 0.055) / 1.055)^2.4.</summary>
    /// <param name="coded">Coded value; [0,1] maps to [0,1]. Infinities and NaN come back as they are.</param>
    public static double Decode(double coded)
    {
        double magnitude = Math.Abs(coded);
        if (magnitude <= 0.04045 || !double.IsFinite(coded)) return coded / 12.92;
        double b = (magnitude + 0.055) / 1.055, square = b * b;
        return Math.CopySign(square * Root(square, 5), coded);
    }

    /// <summary>
    /// x^(1/n) for normal x > 0. The bit pattern divided by n is within 3 %; five Newton steps finish it.
    /// </summary>
    private static double Root(double x, int n)
    {
        const long one = 0x3FF0_0000_0000_0000;
        double y = BitConverter.Int64BitsToDouble((BitConverter.DoubleToInt64Bits(x) / n) + (one - (one / n)));
        for (int step = 0; step < 5; step++)
        {
            double power = y;
            for (int k = 2; k < n; k++) power *= y;
            y += ((x / power) - y) / n;
        }
        return y;
    }
}
