using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.Activations;

/// <summary>
/// The complex Gabor wavelet ψ(w) = exp(jω₀w − |s₀w|²) of w = u + jv: two numbers in, two out, which is why it is a
/// layer kind and no activation (Saragadam et al. 2023, WIRE).
/// </summary>
/// <remarks>
/// |ψ| = e^(−ω₀v − s₀²(u² + v²)) grows to e^(ω₀²/4s₀²) at v = −ω₀/2s₀²: ω₀ far above s₀ does not train.
/// </remarks>
/// <param name="Omega0">Angular frequency ω₀.</param>
/// <param name="Scale">Inverse width s₀.</param>
public readonly record struct WireFormula(double Omega0 = 20, double Scale = 10)
{
    private readonly Constant _omega = Omega0, _exponent = -Scale * Scale, _slope = -2 * Scale * Scale;

    /// <summary>The wavelet with its default constants.</summary>
    public WireFormula() : this(20) { }

    /// <summary>The constants that scene files may set.</summary>
    public static ReadOnlySpan<FormulaConstant> Constants => s_constants;

    private static readonly FormulaConstant[] s_constants =
        [new("omega_0", 20, "angular frequency"), new("scale", 10, "inverse width")];

    /// <summary>Real and imaginary part of ψ(u + jv).</summary>
    [MethodImpl(AggressiveInlining)]
    public (T Real, T Imaginary) Value<T>(T u, T v) where T : struct, IReal<T>
    {
        T square = T.Fma(u, u, v * v);
        T magnitude = T.Exp(T.Fma(T.Const(_exponent), square, -(T.Const(_omega) * v)));
        (T sin, T cos) = T.SinCos(T.Const(_omega) * u);
        return (magnitude * cos, magnitude * sin);
    }

    /// <summary>
    /// Pulls a gradient back through ψ: from the loss' derivatives with respect to its two outputs to those with
    /// respect to u and v.
    /// </summary>
    [MethodImpl(AggressiveInlining)]
    public (T U, T V) Pullback<T>(T u, T v, T realGradient, T imaginaryGradient) where T : struct, IReal<T>
    {
        (T real, T imaginary) = Value(u, v);
        (T uReal, T uImaginary, T vReal, T vImaginary) = Partials(u, v, real, imaginary);
        return (
            T.Fma(realGradient, uReal, imaginaryGradient * uImaginary),
            T.Fma(realGradient, vReal, imaginaryGradient * vImaginary));
    }

    /// <summary>
    /// ∂ψ/∂u = (jω₀ − 2s₀²u)ψ and ∂ψ/∂v = −(ω₀ + 2s₀²v)ψ from ψ itself, each as real and imaginary part.
    /// </summary>
    [MethodImpl(AggressiveInlining)]
    public (T UReal, T UImaginary, T VReal, T VImaginary) Partials<T>(T u, T v, T real, T imaginary)
        where T : struct, IReal<T>
    {
        T omega = T.Const(_omega), decay = T.Const(_slope);
        T alongU = decay * u, alongV = T.Fma(decay, v, -omega);
        return (
            T.Fma(alongU, real, -(omega * imaginary)),
            T.Fma(alongU, imaginary, omega * real),
            alongV * real,
            alongV * imaginary);
    }
}
