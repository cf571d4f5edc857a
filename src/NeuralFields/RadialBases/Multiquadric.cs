using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.RadialBases;

/// <summary>√(1 + q): grows with the distance, so it wants neighbours and normalisation.</summary>
public readonly record struct Multiquadric : IRadialKernel<Multiquadric>
{
    /// <inheritdoc/>
    public static string Name => "Multiquadric";

    /// <inheritdoc/>
    public static string Summary => "sqrt(1 + q)";

    /// <inheritdoc/>
    public static Multiquadric Create(ReadOnlySpan<double> constants) => default;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Value<T>(T q) where T : struct, IReal<T> => T.Sqrt(T.Const(1) + q);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public (T Value, T Slope) ValueAndSlope<T>(T q) where T : struct, IReal<T>
    {
        T value = Value(q);
        return (value, T.Const(0.5) / value);
    }
}
