using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.Losses;

/// <summary>|d| with d = prediction − target.</summary>
public readonly record struct L1 : ILoss<L1>
{
    /// <inheritdoc/>
    public static string Name => "L1";

    /// <inheritdoc/>
    public static string Summary => "|d|";

    /// <inheritdoc/>
    public ReadOnlySpan<double> Kinks => [0];

    /// <inheritdoc/>
    public static L1 Create(ReadOnlySpan<double> constants) => default;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Value<T>(T prediction, T target, T held) where T : struct, IReal<T> => T.Abs(prediction - target);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Slope<T>(T prediction, T target) where T : struct, IReal<T> => T.Sign(prediction - target);
}
