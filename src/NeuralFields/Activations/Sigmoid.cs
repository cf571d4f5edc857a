using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using NeuralFields.Parameters;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.Activations;

/// <summary>1 / (1 + e^−z) in the form that cannot overflow.</summary>
public readonly record struct Sigmoid : IActivation<Sigmoid>
{
    /// <inheritdoc/>
    public static string Name => "Sigmoid";

    /// <inheritdoc/>
    public static string Summary => "1 / (1 + exp(-z))";

    /// <inheritdoc/>
    public static Sigmoid Create(ReadOnlySpan<double> constants) => default;

    /// <inheritdoc/>
    /// <remarks>PyTorch's default for linear layers, which the published runs used.</remarks>
    public (Distribution Weights, Distribution Biases) InitialValues(bool isFirst, int fanIn, int fanOut)
        => (Distribution.Uniform(1 / Math.Sqrt(fanIn)), Distribution.Uniform(1 / Math.Sqrt(fanIn)));

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Value<T>(T z) where T : struct, IReal<T>
    {
        T e = T.Exp(-T.Abs(z));
        return T.IfLess(z, T.Const(0), e, T.Const(1)) / (T.Const(1) + e);
    }

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Slope<T>(T z) where T : struct, IReal<T> => ValueAndSlope(z).Slope;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Curvature<T>(T z) where T : struct, IReal<T>
    {
        (T value, T slope) = ValueAndSlope(z);
        return slope * (T.Const(1) - value - value);
    }

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public (T Value, T Slope) ValueAndSlope<T>(T z) where T : struct, IReal<T>
    {
        T e = T.Exp(-T.Abs(z)), inverse = T.Const(1) / (T.Const(1) + e), small = e * inverse;
        return (T.IfLess(z, T.Const(0), small, inverse), small * inverse);
    }
}
