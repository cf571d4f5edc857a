using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.RadialBases;

/// <summary>exp(−√q): a peak at the centre.</summary>
public readonly record struct Exponential : IRadialKernel<Exponential>
{
    /// <inheritdoc/>
    public static string Name => "Exponential";

    /// <inheritdoc/>
    public static string Summary => "exp(-sqrt q)";

    /// <inheritdoc/>
    public static Exponential Create(ReadOnlySpan<double> constants) => default;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Value<T>(T q) where T : struct, IReal<T> => T.Exp(-T.Sqrt(q));

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public (T Value, T Slope) ValueAndSlope<T>(T q) where T : struct, IReal<T>
    {
        T distance = T.Sqrt(T.Max(T.Const(RadialKernel.SmallestSquare), q)), value = T.Exp(-T.Sqrt(q));
        return (value, T.Const(-0.5) * value / distance);
    }
}
