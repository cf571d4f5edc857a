using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.RadialBases;

/// <summary>Π max(0, 1 − |u_j|): on a regular lattice, linear interpolation; NeuRBF's kernel for distances.</summary>
public readonly record struct Tent : IRadialKernel<Tent>
{
    /// <inheritdoc/>
    public static string Name => "Tent";

    /// <inheritdoc/>
    public static string Summary => "product over the axes of max(0, 1 - |u|)";

    /// <inheritdoc/>
    public static bool IsProduct => true;

    /// <inheritdoc/>
    public static bool IsCompact => true;

    /// <inheritdoc/>
    public static double WidthFactor => 2;

    /// <inheritdoc/>
    public static ReadOnlySpan<double> Kinks => KinkList;

    private static readonly double[] KinkList = [0, 1];

    /// <inheritdoc/>
    public static Tent Create(ReadOnlySpan<double> constants) => default;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Value<T>(T q) where T : struct, IReal<T> => T.Max(T.Const(0), T.Const(1) - T.Sqrt(q));

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public (T Value, T Slope) ValueAndSlope<T>(T q) where T : struct, IReal<T>
    {
        T distance = T.Sqrt(T.Max(T.Const(RadialKernel.SmallestSquare), q));
        return (Value(q), T.IfLess(q, T.Const(1), T.Const(-0.5) / distance, T.Const(0)));
    }
}
