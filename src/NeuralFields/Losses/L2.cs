using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.Losses;

/// <summary>d² with d = prediction − target.</summary>
public readonly record struct L2 : ILoss<L2>
{
    /// <inheritdoc/>
    public static string Name => "L2";

    /// <inheritdoc/>
    public static string Summary => "d^2";

    /// <inheritdoc/>
    public ReadOnlySpan<double> Kinks => [];

    /// <inheritdoc/>
    public static L2 Create(ReadOnlySpan<double> constants) => default;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Value<T>(T prediction, T target, T held) where T : struct, IReal<T> =>
        (prediction - target) * (prediction - target);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Slope<T>(T prediction, T target) where T : struct, IReal<T> => T.Const(2) * (prediction - target);
}
