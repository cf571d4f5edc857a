using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.Activations;

/// <summary>max(0, z); NaN stays NaN, since the constant stands first.</summary>
public readonly record struct ReLU : IActivation<ReLU>
{
    /// <inheritdoc/>
    public static string Name => "ReLU";

    /// <inheritdoc/>
    public static string Summary => "max(0, z)";

    /// <inheritdoc/>
    public static bool IsRectifier => true;

    /// <inheritdoc/>
    public static bool SlopeOfValue => true;

    /// <inheritdoc/>
    public static ReadOnlySpan<double> Kinks => [0];

    /// <inheritdoc/>
    public static ReLU Create(ReadOnlySpan<double> constants) => default;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Value<T>(T z) where T : struct, IReal<T> => T.Max(T.Const(0), z);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Slope<T>(T z) where T : struct, IReal<T> => T.IfLess(T.Const(0), z, T.Const(1), T.Const(0));

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Curvature<T>(T z) where T : struct, IReal<T> => T.Const(0);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public (T Value, T Slope) ValueAndSlope<T>(T z) where T : struct, IReal<T> => (Value(z), Slope(z));
}
