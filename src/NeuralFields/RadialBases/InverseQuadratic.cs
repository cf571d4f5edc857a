using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.RadialBases;

/// <summary>1 / (1 + q): one half at one standard deviation; NeuRBF's kernel for pictures.</summary>
public readonly record struct InverseQuadratic : IRadialKernel<InverseQuadratic>
{
    /// <inheritdoc/>
    public static string Name => "InverseQuadratic";

    /// <inheritdoc/>
    public static string Summary => "1 / (1 + q)";

    /// <inheritdoc/>
    public static InverseQuadratic Create(ReadOnlySpan<double> constants) => default;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Value<T>(T q) where T : struct, IReal<T> => T.Const(1) / (T.Const(1) + q);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public (T Value, T Slope) ValueAndSlope<T>(T q) where T : struct, IReal<T>
    {
        T value = Value(q);
        return (value, -(value * value));
    }
}
