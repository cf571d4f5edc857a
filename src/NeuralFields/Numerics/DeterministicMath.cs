namespace NeuralFields.Numerics;

/// <summary>
/// Elementary functions in double precision built from + − × ÷, fused multiply-add and bit operations only, so that
/// every machine gets the same bits: initial values and schedules are computed with these. Platform libraries differ.
/// </summary>
/// <remarks>Errors stay below 2 units in the last place, where a member does not say otherwise.</remarks>
public static class DeterministicMath
{
    private const double Ln2High = 0.6931471805599453, Ln2Low = 2.3190468138462996e-17;
    private const double HalfPi1 = 1.5707963267948966, HalfPi2 = 6.123233995736765e-17;
    private const double HalfPi3 = 1.0828566739012436e-32;
    private const long MantissaMask = (1L << 52) - 1;

    /// <summary>1/0!, 1/1!, 1/2!, … up to 1/18!.</summary>
    private static readonly double[] InverseFactorials = MakeInverseFactorials();

    /// <summary>eˣ.</summary>
    public static double Exp(double x) => Exp(x, 0);

    /// <summary>2ˣ; exact for integers.</summary>
    public static double Exp2(double x)
    {
        if (!(Math.Abs(x) < 2000)) return Exp(x);
        double n = Math.Floor(x + 0.5), fraction = x - n;
        return Math.ScaleB(Exp(fraction * Ln2High, fraction * Ln2Low), (int)n);
    }

    /// <summary>Natural logarithm: −∞ at 0, NaN below.</summary>
    public static double Log(double x)
    {
        (double high, double low) = LogPair(x);
        return high + low;
    }

    /// <summary>Logarithm to base 2: −∞ at 0, NaN below; exact for powers of two.</summary>
    public static double Log2(double x)
    {
        if (!double.IsFinite(x) || x <= 0) return Log(x);
        (double mantissa, int exponent) = Split(x);
        (double high, double low) = LogPair(mantissa);
        const double inverseHigh = 1.4426950408889634, inverseLow = 2.0355273740931033e-17;
        double product = high * inverseHigh;
        double rest = Math.FusedMultiplyAdd(high, inverseHigh, -product) + high * inverseLow + low * inverseHigh;
        return exponent + product + rest;
    }

    /// <summary>
    /// x to the power y, with the special values of IEEE 754 pow; errors stay below 4 units in the last place.
    /// </summary>
    public static double Pow(double x, double y)
    {
        if (y == 0 || x == 1) return 1;
        bool integer = Math.Floor(y) == y;
        bool odd = integer && Math.Abs(y) < 9007199254740992 && ((long)y & 1) != 0;
        if (x < 0 && !integer && double.IsFinite(x)) return double.NaN;
        double magnitude = PowOfMagnitude(Math.Abs(x), y);
        return odd && double.IsNegative(x) ? -magnitude : magnitude;
    }

    /// <summary>Sine of radians; accurate for |x| below 1e6, NaN where not finite.</summary>
    public static double Sin(double x) => SinCos(x).Sin;

    /// <summary>Cosine of radians; accurate for |x| below 1e6, NaN where not finite.</summary>
    public static double Cos(double x) => SinCos(x).Cos;

    /// <summary>Sine and cosine of radians; accurate for |x| below 1e6, NaN where not finite.</summary>
    public static (double Sin, double Cos) SinCos(double x)
    {
        if (!double.IsFinite(x)) return (double.NaN, double.NaN);
        double n = Math.Floor(x * (2 / Math.PI) + 0.5);
        double r = Math.FusedMultiplyAdd(-n, HalfPi1, x);
        double reduced = Math.FusedMultiplyAdd(-n, HalfPi2, r);
        // What the rounding of the last step lost; sin and cos take it in first order.
        double lost = Math.FusedMultiplyAdd(-n, HalfPi2, r - reduced) - n * HalfPi3;
        double sin = SineSeries(reduced), cos = CosineSeries(reduced);
        (sin, cos) = (sin + lost * cos, cos - lost * sin);
        long quadrant = (long)n & 3;
        if ((quadrant & 1) != 0) (sin, cos) = (cos, -sin);
        return quadrant >= 2 ? (-sin, -cos) : (sin, cos);
    }

    /// <summary>e^(x + correction) for a correction far below x.</summary>
    private static double Exp(double x, double correction)
    {
        if (double.IsNaN(x)) return x;
        if (x > 710) return double.PositiveInfinity;
        if (x < -746) return 0;
        double n = Math.Floor(x * 1.4426950408889634 + 0.5);
        double high = Math.FusedMultiplyAdd(-n, Ln2High, x);
        double low = Math.FusedMultiplyAdd(-n, Ln2Low, correction);
        double r = high + low;
        double sum = InverseFactorials[13];
        for (int k = 12; k >= 2; k--) sum = Math.FusedMultiplyAdd(sum, r, InverseFactorials[k]);
        double rest = Math.FusedMultiplyAdd(sum, r * r, high - r + low);
        return Math.ScaleB(1 + (r + rest), (int)n);
    }

    private static double PowOfMagnitude(double x, double y)
    {
        if (double.IsNaN(x) || double.IsNaN(y)) return double.NaN;
        if (double.IsInfinity(y)) return x == 1 ? 1 : x > 1 == y > 0 ? double.PositiveInfinity : 0;
        if (x == 0 || double.IsInfinity(x)) return x == 0 == y > 0 ? 0 : double.PositiveInfinity;
        (double high, double low) = LogPair(x);
        double product = high * y;
        if (!(Math.Abs(product) < 1000)) return Exp(product);
        return Exp(product, Math.FusedMultiplyAdd(high, y, -product) + low * y);
    }

    /// <summary>ln x as an unevaluated sum with about ten bits beyond double, which <see cref="Pow"/> needs.</summary>
    private static (double High, double Low) LogPair(double x)
    {
        if (double.IsNaN(x) || x < 0) return (double.NaN, 0);
        if (x == 0) return (double.NegativeInfinity, 0);
        if (double.IsInfinity(x)) return (x, 0);
        (double mantissa, int exponent) = Split(x);

        // ln m = 2 artanh s with s = f / (2 + f); s carries its rounding error along.
        double f = mantissa - 1, denominator = 2 + f, denominatorLost = f - (denominator - 2);
        double s = f / denominator;
        double lost = (Math.FusedMultiplyAdd(-s, denominator, f) - s * denominatorLost) / denominator;
        double square = s * s, sum = 1.0 / 25;
        for (int k = 23; k >= 3; k -= 2) sum = Math.FusedMultiplyAdd(sum, square, 1.0 / k);
        double small = 2 * (lost + s * square * sum);

        double scaled = exponent * Ln2High;
        double scaledLost = Math.FusedMultiplyAdd(exponent, Ln2High, -scaled) + exponent * Ln2Low;
        (double high, double highLost) = ExactSum(scaled, 2 * s);
        return ExactSum(high, highLost + scaledLost + small);
    }

    /// <summary>x = m·2ᵉ with √½ ≤ m &lt; √2, for finite x above 0.</summary>
    private static (double Mantissa, int Exponent) Split(double x)
    {
        int exponent = 0;
        if (x < 2.2250738585072014e-308)
        {
            x *= 18014398509481984; // 2⁵⁴
            exponent = -54;
        }
        long bits = BitConverter.DoubleToInt64Bits(x);
        exponent += (int)(bits >> 52) - 1023;
        double mantissa = BitConverter.Int64BitsToDouble((bits & MantissaMask) | (1023L << 52));
        return mantissa < 1.4142135623730951 ? (mantissa, exponent) : (mantissa * 0.5, exponent + 1);
    }

    /// <summary>a + b and the rounding error of that sum, exactly (Knuth).</summary>
    private static (double Sum, double Lost) ExactSum(double a, double b)
    {
        double sum = a + b, other = sum - a;
        return (sum, a - (sum - other) + (b - other));
    }

    private static double SineSeries(double x)
    {
        double square = x * x, sum = InverseFactorials[17];
        for (int k = 15; k >= 3; k -= 2) sum = Math.FusedMultiplyAdd(-sum, square, InverseFactorials[k]);
        return Math.FusedMultiplyAdd(-sum * square, x, x);
    }

    private static double CosineSeries(double x)
    {
        double square = x * x, sum = InverseFactorials[18];
        for (int k = 16; k >= 4; k -= 2) sum = Math.FusedMultiplyAdd(-sum, square, InverseFactorials[k]);
        // 1 − x²/2 rounds; what it lost is added back with the small terms.
        double half = 0.5 * square, head = 1 - half;
        return head + (1 - head - half + sum * square * square);
    }

    private static double[] MakeInverseFactorials()
    {
        double[] inverse = new double[19];
        double factorial = 1;
        for (int k = 0; k < inverse.Length; k++)
        {
            factorial *= Math.Max(k, 1);
            inverse[k] = 1 / factorial;
        }
        return inverse;
    }
}
