using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.RadialBases;

/// <summary>(1 − r)⁴(4r + 1) with r = √q within the unit ball: twice continuously differentiable (Wendland 1995).</summary>
public readonly record struct WendlandC2 : IRadialKernel<WendlandC2>
{
    /// <inheritdoc/>
    public static string Name => "WendlandC2";

    /// <inheritdoc/>
    public static string Summary => "(1 - r)^4 (4r + 1) with r = sqrt q below 1, else 0";

    /// <inheritdoc/>
    public static bool IsCompact => true;

    /// <inheritdoc/>
    public static double WidthFactor => 2.6;

    /// <inheritdoc/>
    public static WendlandC2 Create(ReadOnlySpan<double> constants) => default;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Value<T>(T q) where T : struct, IReal<T> => ValueAndSlope(q).Value;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public (T Value, T Slope) ValueAndSlope<T>(T q) where T : struct, IReal<T>
    {
        T r = T.Sqrt(q), rest = T.Max(T.Const(0), T.Const(1) - r), cube = rest * rest * rest;
        return (cube * rest * T.Fma(T.Const(4), r, T.Const(1)), T.Const(-10) * cube);
    }
}
