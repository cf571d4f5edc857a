using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.Losses;

/// <summary>
/// w(‖g‖ − 1)², added to the loss of values: the gradient of a distance has length one (Gropp et al. 2020, IGR, eq. 2).
/// </summary>
/// <param name="Weight">w.</param>
public readonly record struct Eikonal(double Weight = 0.1) : IGradientLoss<Eikonal>
{
    private readonly Constant _weight = Weight, _twice = 2 * Weight;

    /// <summary>The loss with its default constants.</summary>
    public Eikonal() : this(0.1) { }

    /// <inheritdoc/>
    public static string Name => "Eikonal";

    /// <inheritdoc/>
    public static string Summary => "loss(f, t) + weight (|g| - 1)^2";

    /// <inheritdoc/>
    public static bool AddsToValueLoss => true;

    /// <inheritdoc/>
    public static ReadOnlySpan<FormulaConstant> Constants => ConstantList;

    private static readonly FormulaConstant[] ConstantList = [new("weight", 0.1, "Weight of the gradient's length")];

    /// <inheritdoc/>
    public static Eikonal Create(ReadOnlySpan<double> constants) => new(constants[0]);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Value<T>(T f, Triple<T> g, SurfaceTarget<T> target) where T : struct, IReal<T>
    {
        T excess = g.Length() - T.Const(1);
        return T.Const(_weight) * excess * excess;
    }

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public (T Value, Triple<T> Gradient) Slope<T>(T f, Triple<T> g, SurfaceTarget<T> target) where T : struct, IReal<T>
    {
        T length = g.Length();
        return (T.Const(0), T.Const(_twice) * (length - T.Const(1)) / length * g);
    }
}
