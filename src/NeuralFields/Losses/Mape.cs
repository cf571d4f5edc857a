using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.Losses;

/// <summary>|d| / (|t| + 0.01), t the target: mean absolute percentage error.</summary>
public readonly record struct Mape : ILoss<Mape>
{
    /// <inheritdoc/>
    public static string Name => "Mape";

    /// <inheritdoc/>
    public static string Summary => "|d| / (|t| + 0.01)";

    /// <inheritdoc/>
    public ReadOnlySpan<double> Kinks => [0];

    /// <inheritdoc/>
    public static Mape Create(ReadOnlySpan<double> constants) => default;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Value<T>(T prediction, T target, T held) where T : struct, IReal<T> =>
        T.Abs(prediction - target) / (T.Abs(target) + T.Const(0.01));

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Slope<T>(T prediction, T target) where T : struct, IReal<T> =>
        T.Sign(prediction - target) / (T.Abs(target) + T.Const(0.01));
}
