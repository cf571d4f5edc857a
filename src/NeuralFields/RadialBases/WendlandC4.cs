using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.RadialBases;

/// <summary>(1 − r)⁶(35r² + 18r + 3)/3 with r = √q within the unit ball: four times continuously differentiable (Wendland 1995).</summary>
public readonly record struct WendlandC4 : IRadialKernel<WendlandC4>
{
    /// <inheritdoc/>
    public static string Name => "WendlandC4";

    /// <inheritdoc/>
    public static string Summary => "(1 - r)^6 (35r^2 + 18r + 3) / 3 with r = sqrt q below 1, else 0";

    /// <inheritdoc/>
    public static bool IsCompact => true;

    /// <inheritdoc/>
    public static double WidthFactor => 3.3;

    /// <inheritdoc/>
    public static WendlandC4 Create(ReadOnlySpan<double> constants) => default;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Value<T>(T q) where T : struct, IReal<T> => ValueAndSlope(q).Value;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public (T Value, T Slope) ValueAndSlope<T>(T q) where T : struct, IReal<T>
    {
        T r = T.Sqrt(q), rest = T.Max(T.Const(0), T.Const(1) - r), square = rest * rest, fifth = square * square * rest;
        T polynomial = T.Fma(T.Fma(T.Const(35 / 3.0), r, T.Const(6)), r, T.Const(1));
        return (fifth * rest * polynomial, T.Const(-28 / 3.0) * fifth * T.Fma(T.Const(5), r, T.Const(1)));
    }
}
