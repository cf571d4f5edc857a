using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using NeuralFields.Parameters;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.Activations;

/// <summary>Hyperbolic tangent.</summary>
public readonly record struct Tanh : IActivation<Tanh>
{
    /// <inheritdoc/>
    public static string Name => "Tanh";

    /// <inheritdoc/>
    public static string Summary => "tanh z";

    /// <inheritdoc/>
    public static Tanh Create(ReadOnlySpan<double> constants) => default;

    /// <inheritdoc/>
    /// <remarks>PyTorch's default for linear layers, which the published runs used.</remarks>
    public (Distribution Weights, Distribution Biases) InitialValues(bool isFirst, int fanIn, int fanOut)
        => (Distribution.Uniform(1 / Math.Sqrt(fanIn)), Distribution.Uniform(1 / Math.Sqrt(fanIn)));

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Value<T>(T z) where T : struct, IReal<T> => T.Tanh(z);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Slope<T>(T z) where T : struct, IReal<T> => ValueAndSlope(z).Slope;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Curvature<T>(T z) where T : struct, IReal<T>
    {
        (T value, T slope) = ValueAndSlope(z);
        return T.Const(-2) * value * slope;
    }

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public (T Value, T Slope) ValueAndSlope<T>(T z) where T : struct, IReal<T>
    {
        T t = T.Tanh(z);
        return (t, T.Fma(-t, t, T.Const(1)));
    }
}
