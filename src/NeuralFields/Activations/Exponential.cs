using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.Activations;

/// <summary>e^z, the density activation of radiance fields.</summary>
public readonly record struct Exponential : IActivation<Exponential>
{
    /// <inheritdoc/>
    public static string Name => "Exponential";

    /// <inheritdoc/>
    public static string Summary => "exp(z)";

    /// <inheritdoc/>
    public static Exponential Create(ReadOnlySpan<double> constants) => default;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Value<T>(T z) where T : struct, IReal<T> => T.Exp(z);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Slope<T>(T z) where T : struct, IReal<T> => T.Exp(z);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Curvature<T>(T z) where T : struct, IReal<T> => T.Exp(z);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public (T Value, T Slope) ValueAndSlope<T>(T z) where T : struct, IReal<T>
    {
        T value = T.Exp(z);
        return (value, value);
    }
}
