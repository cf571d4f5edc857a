using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.RadialBases;

/// <summary>exp(−q/2).</summary>
public readonly record struct Gaussian : IRadialKernel<Gaussian>
{
    /// <inheritdoc/>
    public static string Name => "Gaussian";

    /// <inheritdoc/>
    public static string Summary => "exp(-q/2)";

    /// <inheritdoc/>
    public static Gaussian Create(ReadOnlySpan<double> constants) => default;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Value<T>(T q) where T : struct, IReal<T> => T.Exp(T.Const(-0.5) * q);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public (T Value, T Slope) ValueAndSlope<T>(T q) where T : struct, IReal<T>
    {
        T value = Value(q);
        return (value, T.Const(-0.5) * value);
    }
}
