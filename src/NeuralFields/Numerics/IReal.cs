namespace NeuralFields.Numerics;

/// <summary>
/// Real numbers a formula is written against: double (the oracle), SIMD lanes of 16, 8, 4 or 1
/// floats, or source text (a node of an expression graph).
/// </summary>
/// <typeparam name="T">The number type itself.</typeparam>
public interface IReal<T> where T : struct, IReal<T>
{
    /// <summary>The same constant in every lane.</summary>
    static abstract T Const(Constant value);

    /// <summary>Sum.</summary>
    static abstract T operator +(T a, T b);

    /// <summary>Difference.</summary>
    static abstract T operator -(T a, T b);

    /// <summary>Product.</summary>
    static abstract T operator *(T a, T b);

    /// <summary>Quotient.</summary>
    static abstract T operator /(T a, T b);

    /// <summary>Negation.</summary>
    static abstract T operator -(T a);

    /// <summary>a·b + c with one rounding.</summary>
    static abstract T Fma(T a, T b, T c);

    /// <summary>The smaller of two numbers.</summary>
    static abstract T Min(T a, T b);

    /// <summary>The larger of two numbers.</summary>
    static abstract T Max(T a, T b);

    /// <summary>Magnitude.</summary>
    static abstract T Abs(T a);

    /// <summary>The largest integer that is not above a.</summary>
    static abstract T Floor(T a);

    /// <summary>−1, 0 or 1.</summary>
    static abstract T Sign(T a);

    /// <summary>Square root.</summary>
    static abstract T Sqrt(T a);

    /// <summary>eᵃ.</summary>
    static abstract T Exp(T a);

    /// <summary>Natural logarithm.</summary>
    static abstract T Log(T a);

    /// <summary>Sine of radians.</summary>
    static abstract T Sin(T a);

    /// <summary>Cosine of radians.</summary>
    static abstract T Cos(T a);

    /// <summary>Sine and cosine of the same angle, sharing the range reduction.</summary>
    static abstract (T Sin, T Cos) SinCos(T a);

    /// <summary>Hyperbolic tangent.</summary>
    static abstract T Tanh(T a);

    /// <summary>
    /// <paramref name="then"/> where a &lt; b, elsewhere <paramref name="otherwise"/>; both are evaluated.
    /// </summary>
    static abstract T IfLess(T a, T b, T then, T otherwise);
}
