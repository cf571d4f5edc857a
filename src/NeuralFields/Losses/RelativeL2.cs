using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.Losses;

/// <summary>d² / (p² + 0.01), p the prediction, held constant in the denominator.</summary>
public readonly record struct RelativeL2 : ILoss<RelativeL2>
{
    /// <inheritdoc/>
    public static string Name => "RelativeL2";

    /// <inheritdoc/>
    public static string Summary => "d^2 / (p^2 + 0.01)";

    /// <inheritdoc/>
    public ReadOnlySpan<double> Kinks => [];

    /// <inheritdoc/>
    public static RelativeL2 Create(ReadOnlySpan<double> constants) => default;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Value<T>(T prediction, T target, T held) where T : struct, IReal<T>
    {
        T d = prediction - target;
        return d * d / T.Fma(held, held, T.Const(0.01));
    }

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Slope<T>(T prediction, T target) where T : struct, IReal<T> =>
        T.Const(2) * (prediction - target) / T.Fma(prediction, prediction, T.Const(0.01));
}
