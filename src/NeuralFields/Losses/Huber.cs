using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.Losses;

/// <summary>d²/2α below α, |d| − α/2 above, the whole divided by 5 as in instant-ngp.</summary>
/// <param name="Delta">Where the square turns into the straight line.</param>
public readonly record struct Huber(double Delta = 0.1) : ILoss<Huber>
{
    private readonly Constant _delta = Delta, _half = 0.5 * Delta, _curvature = 0.5 / Delta, _slope = 1 / Delta;

    /// <summary>The loss with its default constants.</summary>
    public Huber() : this(0.1) { }

    /// <inheritdoc/>
    public static string Name => "Huber";

    /// <inheritdoc/>
    public static string Summary => "(d^2 / (2 delta) if |d| <= delta, else |d| - delta/2) / 5";

    /// <inheritdoc/>
    public static ReadOnlySpan<FormulaConstant> Constants => ConstantList;

    private static readonly FormulaConstant[] ConstantList =
        [new("delta", 0.1, "Where the square turns into the straight line")];

    /// <inheritdoc/>
    public ReadOnlySpan<double> Kinks => new[] { -Delta, Delta };

    /// <inheritdoc/>
    public static Huber Create(ReadOnlySpan<double> constants) => new(constants[0]);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Value<T>(T prediction, T target, T held) where T : struct, IReal<T>
    {
        T d = T.Abs(prediction - target), delta = T.Const(_delta);
        T linear = d - T.Const(_half), square = d * d * T.Const(_curvature);
        return T.IfLess(delta, d, linear, square) * T.Const(0.2);
    }

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Slope<T>(T prediction, T target) where T : struct, IReal<T>
    {
        T d = (prediction - target) * T.Const(_slope);
        return T.Max(T.Const(-1), T.Min(T.Const(1), d)) * T.Const(0.2);
    }
}
