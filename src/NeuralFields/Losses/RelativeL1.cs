using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.Losses;

/// <summary>
/// |d| / (|p| + 0.01), p the prediction, held constant in the denominator; instant-ngp calls it Mape.
/// </summary>
public readonly record struct RelativeL1 : ILoss<RelativeL1>
{
    /// <inheritdoc/>
    public static string Name => "RelativeL1";

    /// <inheritdoc/>
    public static string Summary => "|d| / (|p| + 0.01)";

    /// <inheritdoc/>
    public ReadOnlySpan<double> Kinks => [0];

    /// <inheritdoc/>
    public static RelativeL1 Create(ReadOnlySpan<double> constants) => default;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Value<T>(T prediction, T target, T held) where T : struct, IReal<T> =>
        T.Abs(prediction - target) / (T.Abs(held) + T.Const(0.01));

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Slope<T>(T prediction, T target) where T : struct, IReal<T> =>
        T.Sign(prediction - target) / (T.Abs(prediction) + T.Const(0.01));
}
