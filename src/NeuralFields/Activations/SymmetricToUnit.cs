using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.Activations;

/// <summary>
/// (z + 1)/2: an output activation with which a network speaks of [0,1] in numbers of [−1,1], as SIREN's own program
/// does with pictures (Sitzmann et al. 2020).
/// </summary>
public readonly record struct SymmetricToUnit : IActivation<SymmetricToUnit>
{
    /// <inheritdoc/>
    public static string Name => "SymmetricToUnit";

    /// <inheritdoc/>
    public static string Summary => "(z + 1) / 2";

    /// <inheritdoc/>
    public static bool SlopeOfValue => true;

    /// <inheritdoc/>
    public static SymmetricToUnit Create(ReadOnlySpan<double> constants) => default;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Value<T>(T z) where T : struct, IReal<T> => T.Fma(T.Const(0.5), z, T.Const(0.5));

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Slope<T>(T z) where T : struct, IReal<T> => T.Const(0.5);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Curvature<T>(T z) where T : struct, IReal<T> => T.Const(0);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public (T Value, T Slope) ValueAndSlope<T>(T z) where T : struct, IReal<T> => (Value(z), T.Const(0.5));
}
