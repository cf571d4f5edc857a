using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.Losses;

/// <summary>
/// |clamp(p, ±δ) − clamp(t, ±δ)|: distances matter near the surface alone (Park et al. 2019, DeepSDF, eq. 4). Beyond δ
/// the prediction gets no slope.
/// </summary>
/// <param name="Delta">The distance from which on all are alike.</param>
public readonly record struct TruncatedL1(double Delta = 0.1) : ILoss<TruncatedL1>
{
    private readonly Constant _above = Delta, _below = -Delta;

    /// <summary>The loss with its default constants.</summary>
    public TruncatedL1() : this(0.1) { }

    /// <inheritdoc/>
    public static string Name => "TruncatedL1";

    /// <inheritdoc/>
    public static string Summary => "|clamp(p, -delta, delta) - clamp(t, -delta, delta)|";

    /// <inheritdoc/>
    public static ReadOnlySpan<FormulaConstant> Constants => ConstantList;

    private static readonly FormulaConstant[] ConstantList =
        [new("delta", 0.1, "Distance from which on all are alike")];

    /// <inheritdoc/>
    public ReadOnlySpan<double> Kinks => [0];

    /// <inheritdoc/>
    public static TruncatedL1 Create(ReadOnlySpan<double> constants) => new(constants[0]);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Value<T>(T prediction, T target, T held) where T : struct, IReal<T>
        => T.Abs(Clamp(prediction) - Clamp(target));

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Slope<T>(T prediction, T target) where T : struct, IReal<T>
        => T.IfLess(T.Abs(prediction), T.Const(_above), T.Sign(prediction - Clamp(target)), T.Const(0));

    [MethodImpl(AggressiveInlining)]
    private T Clamp<T>(T x) where T : struct, IReal<T> => T.Max(T.Const(_below), T.Min(T.Const(_above), x));
}
