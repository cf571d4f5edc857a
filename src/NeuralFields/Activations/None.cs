using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.Activations;

/// <summary>The identity.</summary>
public readonly record struct None : IActivation<None>
{
    /// <inheritdoc/>
    public static string Name => "None";

    /// <inheritdoc/>
    public static string Summary => "z";

    /// <inheritdoc/>
    public static bool IsIdentity => true;

    /// <inheritdoc/>
    public static bool SlopeOfValue => true;

    /// <inheritdoc/>
    public static None Create(ReadOnlySpan<double> constants) => default;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Value<T>(T z) where T : struct, IReal<T> => z;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Slope<T>(T z) where T : struct, IReal<T> => T.Const(1);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Curvature<T>(T z) where T : struct, IReal<T> => T.Const(0);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public (T Value, T Slope) ValueAndSlope<T>(T z) where T : struct, IReal<T> => (z, T.Const(1));
}
