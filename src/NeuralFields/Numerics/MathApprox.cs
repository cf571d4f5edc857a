using System.Runtime.CompilerServices;

namespace NeuralFields.Numerics;

/// <summary>
/// Elementary functions in single precision for SIMD lanes, without branches or tables: a range reduction and a minimax
/// polynomial each. Every lane width gives the same bits.
/// </summary>
/// <remarks>
/// The polynomials minimise the largest error over the reduced interval (Remez' algorithm at 40 digits); what remains
/// is rounding. NaN goes in and comes out; the bounds stated at each function are tested over its whole domain.
/// </remarks>
public static class MathApprox
{
    /// <summary>1.5·2²³: adding it rounds to an integer, which then stands in the low bits.</summary>
    private const double RoundingBias = 12582912;

    private const int RoundingBiasBits = 0x4B400000;
    private const int SignBit = unchecked((int)0x80000000);
    private const int MantissaBits = 23;
    private const int ExponentBias = 127;

    // π as a sum of 24-bit numbers, each rounded towards zero: with positive parts −0 survives the reduction. The third
    // part, 1.1e-14, would change nothing within the stated bound.
    private const double Pi1 = 3.1415925025939941, Pi2 = 1.5099578831723193e-7;
    private const double Ln2High = 0.693145751953125, Ln2Low = 1.42860682031e-6; // the high part has 15 bits

    /// <summary>eˣ: relative error below 2e-7; subnormal results are kept, and overflow gives infinity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp<T>(T x) where T : struct, ILanes<T>
    {
        x = T.Min(T.Const(89), T.Max(T.Const(-104), x));
        T biased = T.Fma(x, T.Const(1.4426950408889634), T.Const(RoundingBias));
        T n = biased - T.Const(RoundingBias);
        T r = T.Fma(n, T.Const(-Ln2Low), T.Fma(n, T.Const(-Ln2High), x));

        T p = T.Fma(r, T.Const(0.001381443111), T.Const(0.00836879665));
        p = T.Fma(p, r, T.Const(0.04166839582));
        p = T.Fma(p, r, T.Const(0.1666651997));
        p = T.Fma(p, r, T.Const(0.499999934));
        p = T.Fma(p, r, T.Const(1));
        p = T.Fma(p, r, T.Const(1));

        // 2ⁿ in two factors, since n reaches 128 and −150.
        T exponent = T.BitSubtract(biased, T.Bits(RoundingBiasBits));
        T half = T.ShiftRight(exponent, 1);
        return p * PowerOfTwo(half) * PowerOfTwo(T.BitSubtract(exponent, half));
    }

    /// <summary>ln x: relative error below 2e-7; −∞ at 0 and NaN below; subnormal arguments are exact too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log<T>(T x) where T : struct, ILanes<T>
    {
        const double smallestNormal = 1.17549435e-38, smallest = 1.4e-45, scale = 8388608; // 2²³
        T normal = T.IfLess(x, T.Const(smallestNormal), x * T.Const(scale), x);
        T offset = T.IfLess(x, T.Const(smallestNormal), T.Const(-MantissaBits), T.Const(0));

        // x = m·2ᵉ with √½ ≤ m < √2
        T e = T.ShiftRight(T.BitSubtract(normal, T.Bits(0x3F3504F3)), MantissaBits);
        T f = T.BitSubtract(normal, T.ShiftLeft(e, MantissaBits)) - T.Const(1);
        T exponent = T.BitAdd(e, T.Bits(RoundingBiasBits)) - T.Const(RoundingBias) + offset;

        T p = T.Fma(f, T.Const(-0.07634502974), T.Const(0.1276157913));
        p = T.Fma(p, f, T.Const(-0.1316018084));
        p = T.Fma(p, f, T.Const(0.1420175767));
        p = T.Fma(p, f, T.Const(-0.166233575));
        p = T.Fma(p, f, T.Const(0.2000122689));
        p = T.Fma(p, f, T.Const(-0.2500082103));
        p = T.Fma(p, f, T.Const(0.3333333171));
        T square = f * f;
        T tail = T.Fma(square, T.Fma(p, f, T.Const(-0.5)), exponent * T.Const(Ln2Low));
        T log = T.Fma(exponent, T.Const(Ln2High), f + tail);

        log = T.IfLess(T.Abs(x), T.Const(smallest), T.Const(double.NegativeInfinity), log);
        log = T.IfLess(x, T.Const(0), T.Const(double.NaN), log);
        return T.IfLess(x, T.Const(double.PositiveInfinity), log, x);
    }

    /// <summary>
    /// sin x: absolute error below 1.5e-7 for |x| ≤ 1e4, growing beyond; finite for every finite x, NaN at infinity.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sin<T>(T x) where T : struct, ILanes<T>
    {
        T biased = T.Fma(x, T.Const(1 / Math.PI), T.Const(RoundingBias));
        return SineOfRemainder(x, biased - T.Const(RoundingBias), T.ShiftLeft(biased, 31));
    }

    /// <summary>
    /// cos x: absolute error below 1.5e-7 for |x| ≤ 1e4, growing beyond; finite for every finite x, NaN at infinity.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Cos<T>(T x) where T : struct, ILanes<T>
    {
        // cos x = −(−1)ⁿ sin(x − (n + ½)π)
        T biased = T.Fma(x, T.Const(1 / Math.PI), T.Const(-0.5)) + T.Const(RoundingBias);
        T half = biased - T.Const(RoundingBias) + T.Const(0.5);
        return SineOfRemainder(x, half, T.BitXor(T.ShiftLeft(biased, 31), T.Bits(SignBit)));
    }

    /// <summary>sin x and cos x with the bounds of <see cref="Sin"/> for less than the price of both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (T Sin, T Cos) SinCos<T>(T x) where T : struct, ILanes<T>
    {
        T biased = T.Fma(x, T.Const(2 / Math.PI), T.Const(RoundingBias));
        T n = biased - T.Const(RoundingBias);
        T r = Remainder(x, n, 0.5, 1);
        T square = r * r;

        T s = T.Fma(square, T.Const(-0.0001951145794), T.Const(0.008332132974));
        s = T.Fma(s, square, T.Const(-0.1666665418));
        T sine = T.Fma(s, square, T.Const(1)) * r;
        T c = T.Fma(square, T.Const(2.443421424e-5), T.Const(-0.001388733172));
        c = T.Fma(c, square, T.Const(0.04166664616));
        T cosine = T.Fma(T.Fma(c, square, T.Const(-0.5)), square, T.Const(1));

        // Quadrant n mod 4: odd ones swap the two; 2 and 3 negate the sine, 1 and 2 the cosine.
        T odd = T.ShiftRight(T.ShiftLeft(biased, 31), 31);
        T swap = T.BitAnd(T.BitXor(sine, cosine), odd);
        T sineSign = T.BitAnd(T.ShiftLeft(biased, 30), T.Bits(SignBit));
        T cosineSign = T.BitAnd(T.ShiftLeft(T.BitAdd(biased, T.Bits(1)), 30), T.Bits(SignBit));
        return (T.BitXor(T.BitXor(sine, swap), sineSign), T.BitXor(T.BitXor(cosine, swap), cosineSign));
    }

    /// <summary>tanh x: relative error below 3e-7; −0 and ±1 at infinity are kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Tanh<T>(T x) where T : struct, ILanes<T>
    {
        T square = x * x;
        T p = T.Fma(square, T.Const(-0.005704985596), T.Const(0.02063908584));
        p = T.Fma(p, square, T.Const(-0.05373971459));
        p = T.Fma(p, square, T.Const(0.1333144219));
        p = T.Fma(p, square, T.Const(-0.3333328194));
        T near = T.Fma(p, square, T.Const(1)) * x;

        T magnitude = T.Abs(x);
        T far = T.Const(1) - T.Const(2) / (Exp(magnitude + magnitude) + T.Const(1));
        far = T.BitXor(far, T.BitAnd(x, T.Bits(SignBit)));
        return T.IfLess(magnitude, T.Const(0.625), near, far);
    }

    /// <summary>
    /// The angle in radians from the x axis to (x, y), in [−π, π]: absolute error below 4e-7 for finite arguments; 0 at
    /// (0, 0), whatever its signs.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Atan2<T>(T y, T x) where T : struct, ILanes<T>
    {
        const double smallestNormal = 1.17549435e-38;
        T width = T.Abs(x), height = T.Abs(y);
        // The order of the arguments lets NaN through; the bound keeps 0/0 away.
        T larger = T.Max(T.Const(smallestNormal), T.Max(width, height));
        T ratio = T.Min(height, width) / larger, square = ratio * ratio;
        T p = T.Fma(square, T.Const(0.0027662835), T.Const(-0.01573124912));
        p = T.Fma(p, square, T.Const(0.04213762358));
        p = T.Fma(p, square, T.Const(-0.07456854825));
        p = T.Fma(p, square, T.Const(0.1061837064));
        p = T.Fma(p, square, T.Const(-0.1419779779));
        p = T.Fma(p, square, T.Const(0.1999187203));
        p = T.Fma(p, square, T.Const(-0.3333303671));
        T angle = T.Fma(p * square, ratio, ratio);
        angle = T.IfLess(width, height, T.Const(Math.PI / 2) - angle, angle);
        angle = T.IfLess(x, T.Const(0), T.Const(Math.PI) - angle, angle);
        return T.IfLess(y, T.Const(0), -angle, angle);
    }

    /// <summary>−1, 0 or 1; 0 for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sign<T>(T x) where T : struct, ILanes<T>
    {
        T negative = T.IfLess(x, T.Const(0), T.Const(-1), T.Const(0));
        return T.IfLess(T.Const(0), x, T.Const(1), negative);
    }

    /// <summary>2ⁿ from an integer −126 ≤ n ≤ 127 in the bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T PowerOfTwo<T>(T n) where T : struct, ILanes<T> =>
        T.ShiftLeft(T.BitAdd(n, T.Bits(ExponentBias)), MantissaBits);

    /// <summary>sin(x − nπ) for n next to x/π, with its bits flipped by <paramref name="sign"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SineOfRemainder<T>(T x, T n, T sign) where T : struct, ILanes<T>
    {
        T r = Remainder(x, n, 1, 1.6);
        T square = r * r;
        T p = T.Fma(square, T.Const(2.605589463e-6), T.Const(-0.0001980952113));
        p = T.Fma(p, square, T.Const(0.008333065202));
        p = T.Fma(p, square, T.Const(-0.1666665951));
        T sine = T.Fma(p, square, T.Const(1)) * r;
        return T.BitXor(sine, sign);
    }

    /// <summary>
    /// x − n·unit·π after Cody and Waite, bounded: where x is so large that n carries no fraction the polynomial would
    /// otherwise overflow. The first step is exact, since the bits that it leaves fit a float.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Remainder<T>(T x, T n, double unit, double bound) where T : struct, ILanes<T>
    {
        T r = T.Fma(n, T.Const(-Pi1 * unit), x);
        r = T.Fma(n, T.Const(-Pi2 * unit), r);
        return T.Min(T.Const(bound), T.Max(T.Const(-bound), r));
    }
}
