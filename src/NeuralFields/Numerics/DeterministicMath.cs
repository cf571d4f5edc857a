namespace NeuralFields.Numerics;

/// <summary>
/// Elementary functions in double precision from exactly rounded operations alone, so that every machine computes the
/// same bits. Relative error about 1e-15.
/// </summary>
public static class DeterministicMath
{
    private const double Log2E = 1.4426950408889634;
    private const double Ln2 = 0.6931471805599453;

    // The first 32 bits of ln 2, so that a product with an exponent is exact, and the rest.
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    // π/2 in three doubles; each is what the ones before it miss.
    private const double HalfPi1 = 1.5707963267948966;
    private const double HalfPi2 = 6.123233995736766e-17;
    private const double HalfPi3 = -1.4973849048591833e-33;

    private const int FractionBits = 52, ExponentBias = 1023;
    private const double SmallestNormal = 2.2250738585072014e-308, TwoTo54 = 18014398509481984;

    // The bits of √½: mantissas are taken from [√½, √2), where log stays near 0.
    private const long SqrtHalfBits = 0x3FE6A09E667F3BCD;
    private const int LargestSquaredPower = 1024;

    /// <summary>eˣ; 0 and ∞ where double ends.</summary>
    public static double Exp(double x)
    {
        if (double.IsNaN(x)) return x;
        x = Math.Clamp(x, -800, 800);
        double n = Math.Floor((x * Log2E) + 0.5);
        double r = Math.FusedMultiplyAdd(-n, Ln2Low, Math.FusedMultiplyAdd(-n, Ln2High, x));
        return Scale(ExpNearZero(r), (int)n);
    }

    /// <summary>2ˣ; exact for integers.</summary>
    public static double Exp2(double x)
    {
        if (double.IsNaN(x)) return x;
        x = Math.Clamp(x, -1100, 1100);
        double n = Math.Floor(x + 0.5);
        return Scale(ExpNearZero((x - n) * Ln2), (int)n);
    }

    /// <summary>Natural logarithm; −∞ at 0, NaN below.</summary>
    public static double Log(double x)
    {
        if (!(x > 0) || double.IsPositiveInfinity(x)) return OutsideLog(x);
        double m = Split(x, out int exponent);
        return Math.FusedMultiplyAdd(exponent, Ln2High, Math.FusedMultiplyAdd(exponent, Ln2Low, LogNearOne(m)));
    }

    /// <summary>Logarithm to base 2; exact for powers of two.</summary>
    public static double Log2(double x)
    {
        if (!(x > 0) || double.IsPositiveInfinity(x)) return OutsideLog(x);
        double m = Split(x, out int exponent);
        return Math.FusedMultiplyAdd(LogNearOne(m), Log2E, exponent);
    }

    /// <summary>
    /// xʸ. Whole y up to 1024 by squaring; others as e^(y·ln x), whose relative error grows as 2e-16·|y·ln x|.
    /// </summary>
    /// <returns>NaN for negative x and fractional y.</returns>
    public static double Pow(double x, double y)
    {
        if (Math.Floor(y) == y && Math.Abs(y) <= LargestSquaredPower) return WholePower(x, (int)y);
        if (x == 0) return y > 0 ? 0 : double.PositiveInfinity;
        return x == 1 ? 1 : Exp(y * Log(x));
    }

    /// <summary>Sine of radians, for |x| up to 1e9.</summary>
    public static double Sin(double x) => Wave(x, quarterTurns: 0);

    /// <summary>Cosine of radians, for |x| up to 1e9.</summary>
    public static double Cos(double x) => Wave(x, quarterTurns: 1);

    // Taylor to r¹³: the rest is below 5e-18 for |r| ≤ ln 2 / 2.
    private static double ExpNearZero(double r)
    {
        double sum = 1;
        for (int i = 13; i >= 1; i--) sum = Math.FusedMultiplyAdd(sum, r / i, 1);
        return sum;
    }

    // Two factors: one alone could not reach the subnormal numbers or the largest one.
    private static double Scale(double value, int exponent)
    {
        int half = exponent >> 1;
        return value * PowerOfTwo(half) * PowerOfTwo(exponent - half);
    }

    private static double PowerOfTwo(int exponent)
        => BitConverter.Int64BitsToDouble((long)(exponent + ExponentBias) << FractionBits);

    private static double OutsideLog(double x)
        => x == 0 ? double.NegativeInfinity : x < 0 ? double.NaN : x;

    private static double Split(double x, out int exponent)
    {
        bool subnormal = x < SmallestNormal;
        long bits = BitConverter.DoubleToInt64Bits(subnormal ? x * TwoTo54 : x);
        exponent = (int)((bits - SqrtHalfBits) >> FractionBits);
        double mantissa = BitConverter.Int64BitsToDouble(bits - ((long)exponent << FractionBits));
        if (subnormal) exponent -= 54;
        return mantissa;
    }

    // ln m = 2·artanh s, s = (m − 1)/(m + 1), |s| ≤ 0.172: the series to s²⁵ leaves 1e-19.
    private static double LogNearOne(double m)
    {
        double s = (m - 1) / (m + 1), square = s * s, sum = 0;
        for (int i = 25; i >= 3; i -= 2) sum = Math.FusedMultiplyAdd(sum, square, 1.0 / i);
        return Math.FusedMultiplyAdd(sum * square, 2 * s, 2 * s);
    }

    private static double WholePower(double x, int y)
    {
        double power = 1, square = x;
        for (int rest = Math.Abs(y); rest > 0; rest >>= 1, square *= square)
            if ((rest & 1) != 0) power *= square;
        return y < 0 ? 1 / power : power;
    }

    private static double Wave(double x, int quarterTurns)
    {
        double k = Math.Floor((x / HalfPi1) + 0.5);
        double r = Math.FusedMultiplyAdd(-k, HalfPi1, x);
        r = Math.FusedMultiplyAdd(-k, HalfPi3, Math.FusedMultiplyAdd(-k, HalfPi2, r));
        long quadrant = (long)k + quarterTurns;
        double value = (quadrant & 1) == 0 ? SinNearZero(r) : CosNearZero(r);
        return (quadrant & 2) == 0 ? value : -value;
    }

    private static double SinNearZero(double r)
    {
        double square = r * r, sum = 1;
        for (int i = 18; i >= 4; i -= 2) sum = Math.FusedMultiplyAdd(sum, -square / (i * (i + 1)), 1);
        return Math.FusedMultiplyAdd(sum * square, -r / 6, r);
    }

    private static double CosNearZero(double r)
    {
        double square = r * r, sum = 1;
        for (int i = 17; i >= 1; i -= 2) sum = Math.FusedMultiplyAdd(sum, -square / (i * (i + 1)), 1);
        return sum;
    }
}
