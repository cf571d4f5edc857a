using System.Runtime.CompilerServices;

namespace NeuralFields.Numerics;

/// <summary>
/// Elementary functions of single-precision lanes, the same operations at every width. Polynomials interpolate at
/// Chebyshev nodes of the reduced range; measured errors stand at each function.
/// </summary>
internal static class MathApprox
{
    // Adding 1.5·2²³ leaves a float rounded to a whole number in the low bits of the sum.
    private const double RoundingShift = 12582912;
    private const int FractionBits = 23, SignShift = 31, OneBits = 0x3F800000;
    private const double SmallestNormal = 1.17549435e-38, TwoTo23 = 8388608;

    // The bits of √½: mantissas are taken from [√½, √2), where log stays near 0.
    private const int SqrtHalfBits = 0x3F3504F3;
    private const double Log2E = 1.4426950408889634;

    // Nine bits of ln 2, so that products with an exponent are exact, and the rest.
    private const double Ln2High = 0.693359375, Ln2Low = -2.12194440e-4;

    // π in three floats; each is what the ones before it miss.
    private const double Pi1 = 3.1415927410125732, Pi2 = -8.742277657347586e-08, Pi3 = -3.4302490200117637e-15;
    private const double InversePi = 0.3183098861837907, HalfPi = 1.5707963;

    // e^±105 is outside single precision, subnormal numbers included, and 2^(105/ln 2) is within the shift's reach.
    private const double ExpLimit = 105;

    /// <summary>−1, 0 or 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sign<T>(T x) where T : struct, IReal<T>
    {
        T zero = T.Const(0);
        return T.IfLess(x, zero, T.Const(-1), T.IfLess(zero, x, T.Const(1), zero));
    }

    /// <summary>eˣ within 1.5 units in the last place; ∞ above 88.72, 0 below −103.97.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp<T>(T x) where T : struct, IReal<T>, ILaneBits<T>
    {
        // The constant first: then NaN gets through.
        x = T.Max(T.Const(-ExpLimit), T.Min(T.Const(ExpLimit), x));
        T minusOne = ReducedExp(x, out T n);
        // Two factors: one alone could not reach the subnormal numbers or the largest one.
        T half = T.ShiftRight(n, 1);
        return (T.Const(1) + minusOne) * PowerOfTwo(half) * PowerOfTwo(T.SubtractBits(n, half));
    }

    /// <summary>Natural logarithm within 2 units in the last place; −∞ at 0, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log<T>(T x) where T : struct, IReal<T>, ILaneBits<T>
    {
        T zero = T.Const(0), smallest = T.Const(SmallestNormal);
        T bits = T.IfLess(x, smallest, x * T.Const(TwoTo23), x);
        T exponent = T.ShiftRight(T.SubtractBits(bits, T.Bits(SqrtHalfBits)), FractionBits);
        T f = T.SubtractBits(bits, T.ShiftLeft(exponent, FractionBits)) - T.Const(1);
        T e = T.ToFloat(exponent) - T.IfLess(x, smallest, T.Const(FractionBits), zero);
        T p = T.Fma(f, T.Const(-7.9027437724e-02), T.Const(1.2622319849e-01));
        p = T.Fma(p, f, T.Const(-1.2998183764e-01));
        p = T.Fma(p, f, T.Const(1.4214495924e-01));
        p = T.Fma(p, f, T.Const(-1.6641281463e-01));
        p = T.Fma(p, f, T.Const(2.0001045094e-01));
        p = T.Fma(p, f, T.Const(-2.5000306423e-01));
        p = T.Fma(p, f, T.Const(3.3333330728e-01));
        T square = f * f, tail = T.Fma(e, T.Const(Ln2Low), square * f * p);
        T log = T.Fma(e, T.Const(Ln2High), f + T.Fma(square, T.Const(-0.5), tail));
        T infinity = T.Const(double.PositiveInfinity);
        T positive = T.IfLess(x, infinity, log, x);
        return T.IfLess(x, zero, T.Const(double.NaN), T.IfLess(T.Abs(x), T.Const(float.Epsilon), -infinity, positive));
    }

    /// <summary>Sine within 1.5e-7 for |x| ≤ 1e4; within [−1, 1] for all finite x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sin<T>(T x) where T : struct, IReal<T>, ILaneBits<T>
    {
        T r = ReduceByPi(x, out T sign);
        return T.XorBits(SinPolynomial(r), sign);
    }

    /// <summary>Cosine within 1.5e-7 for |x| ≤ 1e4; within [−1, 1] for all finite x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Cos<T>(T x) where T : struct, IReal<T>, ILaneBits<T>
    {
        T r = ReduceByPi(x, out T sign);
        return T.XorBits(CosPolynomial(r), sign);
    }

    /// <summary>The same bits as <see cref="Sin"/> and <see cref="Cos"/>, from one range reduction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (T Sin, T Cos) SinCos<T>(T x) where T : struct, IReal<T>, ILaneBits<T>
    {
        T r = ReduceByPi(x, out T sign);
        return (T.XorBits(SinPolynomial(r), sign), T.XorBits(CosPolynomial(r), sign));
    }

    /// <summary>Hyperbolic tangent within 3e-7 of its own size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Tanh<T>(T x) where T : struct, IReal<T>, ILaneBits<T>
    {
        // tanh a = E/(E + 2) with E = e²ᵃ − 1 keeps small values exact; beyond a = 10 the quotient is 1.
        T magnitude = T.Abs(x), twice = T.Min(T.Const(20), magnitude + magnitude);
        T minusOne = ReducedExp(twice, out T n);
        T power = PowerOfTwo(n), e = T.Fma(power, minusOne, power - T.Const(1));
        return T.XorBits(e / (e + T.Const(2)), T.ShiftLeft(T.ShiftRight(x, SignShift), SignShift));
    }

    /// <summary>eʳ − 1 with x = n·ln 2 + r, |r| ≤ ln 2 / 2, and the whole number n as bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ReducedExp<T>(T x, out T n) where T : struct, IReal<T>, ILaneBits<T>
    {
        T shift = T.Const(RoundingShift), shifted = T.Fma(x, T.Const(Log2E), shift), whole = shifted - shift;
        n = T.SubtractBits(shifted, shift);
        T r = T.Fma(whole, T.Const(-Ln2Low), T.Fma(whole, T.Const(-Ln2High), x));
        T p = T.Fma(r, T.Const(1.3926375996e-03), T.Const(8.3633330822e-03));
        p = T.Fma(p, r, T.Const(4.1666553459e-02));
        p = T.Fma(p, r, T.Const(1.6666576062e-01));
        p = T.Fma(p, r, T.Const(0.5));
        return T.Fma(r * r, p, r);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T PowerOfTwo<T>(T exponent) where T : struct, ILaneBits<T>
        => T.AddBits(T.ShiftLeft(exponent, FractionBits), T.Bits(OneBits));

    /// <summary>r = x − k·π in [−π/2, π/2], and the sign bit of (−1)ᵏ.</summary>
    /// <remarks>The first product is subtracted exactly, the second leaves half a unit in the last place of r.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ReduceByPi<T>(T x, out T sign) where T : struct, IReal<T>, ILaneBits<T>
    {
        T shift = T.Const(RoundingShift), shifted = T.Fma(x, T.Const(InversePi), shift), k = shifted - shift;
        sign = T.ShiftLeft(shifted, SignShift);
        T r = T.Fma(k, T.Const(-Pi1), x);
        r = T.Fma(k, T.Const(-Pi3), T.Fma(k, T.Const(-Pi2), r));
        // Far outside the range k is coarse; the clamp keeps the result a number between −1 and 1.
        return T.Max(T.Const(-HalfPi), T.Min(T.Const(HalfPi), r));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SinPolynomial<T>(T r) where T : struct, IReal<T>
    {
        T square = r * r;
        T p = T.Fma(square, T.Const(2.6346380043e-06), T.Const(-1.9822702928e-04));
        p = T.Fma(p, square, T.Const(8.3332418640e-03));
        p = T.Fma(p, square, T.Const(-1.6666665961e-01));
        return T.Fma(square * r, p, r);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T CosPolynomial<T>(T r) where T : struct, IReal<T>
    {
        T square = r * r;
        T p = T.Fma(square, T.Const(-2.6296284930e-07), T.Const(2.4774526474e-05));
        p = T.Fma(p, square, T.Const(-1.3888650942e-03));
        p = T.Fma(p, square, T.Const(4.1666659331e-02));
        p = T.Fma(p, square, T.Const(-4.9999999964e-01));
        return T.Fma(square, p, T.Const(1));
    }
}
