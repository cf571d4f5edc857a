using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.RadialBases;

/// <summary>1 / √(1 + q).</summary>
public readonly record struct InverseMultiquadric : IRadialKernel<InverseMultiquadric>
{
    /// <inheritdoc/>
    public static string Name => "InverseMultiquadric";

    /// <inheritdoc/>
    public static string Summary => "1 / sqrt(1 + q)";

    /// <inheritdoc/>
    public static double WidthFactor { get; } = 1 / Math.Sqrt(3);

    /// <inheritdoc/>
    public static InverseMultiquadric Create(ReadOnlySpan<double> constants) => default;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Value<T>(T q) where T : struct, IReal<T> => T.Const(1) / T.Sqrt(T.Const(1) + q);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public (T Value, T Slope) ValueAndSlope<T>(T q) where T : struct, IReal<T>
    {
        T value = Value(q);
        return (value, T.Const(-0.5) * value * value * value);
    }
}
