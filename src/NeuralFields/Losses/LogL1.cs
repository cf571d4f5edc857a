using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.Losses;

/// <summary>ln(1 + |d|) with d = prediction − target.</summary>
public readonly record struct LogL1 : ILoss<LogL1>
{
    /// <inheritdoc/>
    public static string Name => "LogL1";

    /// <inheritdoc/>
    public static string Summary => "ln(1 + |d|)";

    /// <inheritdoc/>
    public ReadOnlySpan<double> Kinks => [0];

    /// <inheritdoc/>
    public static LogL1 Create(ReadOnlySpan<double> constants) => default;

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Value<T>(T prediction, T target, T held) where T : struct, IReal<T> =>
        T.Log(T.Const(1) + T.Abs(prediction - target));

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Slope<T>(T prediction, T target) where T : struct, IReal<T>
    {
        T d = prediction - target;
        return T.Sign(d) / (T.Const(1) + T.Abs(d));
    }
}
