using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.Losses;

/// <summary>|d| / (½(|t| + |p|) + 0.01), the prediction p held constant in the denominator: symmetric MAPE.</summary>
public readonly record struct Smape : ILoss<Smape>
{
    /// <inheritdoc/>
    public static string Name => "Smape";

    /// <inheritdoc/>
    public static string Summary => "|d| / ((|t| + |p|) / 2 + 0.01)";

    /// <inheritdoc/>
    public ReadOnlySpan<double> Kinks => [0];

    /// <inheritdoc/>
    public static Smape Create(ReadOnlySpan<double> constants) => default;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Value<T>(T prediction, T target, T held) where T : struct, IReal<T> =>
        T.Abs(prediction - target) / Scale(held, target);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Slope<T>(T prediction, T target) where T : struct, IReal<T> =>
        T.Sign(prediction - target) / Scale(prediction, target);

    [MethodImpl(AggressiveInlining)]
    private static T Scale<T>(T prediction, T target) where T : struct, IReal<T> =>
        T.Fma(T.Abs(target) + T.Abs(prediction), T.Const(0.5), T.Const(0.01));
}
