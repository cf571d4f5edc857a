using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.Activations;

/// <summary>z times its sigmoid; also called swish.</summary>
public readonly record struct SiLU : IActivation<SiLU>
{
    /// <inheritdoc/>
    public static string Name => "SiLU";

    /// <inheritdoc/>
    public static string Summary => "z / (1 + exp(-z))";

    /// <inheritdoc/>
    public static SiLU Create(ReadOnlySpan<double> constants) => default;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Value<T>(T z) where T : struct, IReal<T> => z * default(Sigmoid).Value(z);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Slope<T>(T z) where T : struct, IReal<T> => ValueAndSlope(z).Slope;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Curvature<T>(T z) where T : struct, IReal<T>
    {
        (T sigmoid, T slope) = default(Sigmoid).ValueAndSlope(z);
        return slope * T.Fma(z, T.Const(1) - sigmoid - sigmoid, T.Const(2));
    }

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public (T Value, T Slope) ValueAndSlope<T>(T z) where T : struct, IReal<T>
    {
        (T sigmoid, T slope) = default(Sigmoid).ValueAndSlope(z);
        return (z * sigmoid, T.Fma(z, slope, sigmoid));
    }
}
