using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.Losses;

/// <summary>
/// On the surface |f| + τ‖g − n‖, off it λ(‖g‖ − 1)² (Gropp et al. 2020, Implicit Geometric Regularization, eq. 2). The
/// paper takes the mean over points on and off the surface apart; with as many of one as of the other its weights hold.
/// </summary>
/// <param name="NormalWeight">τ; samples without a normal do without the term.</param>
/// <param name="EikonalWeight">λ.</param>
public readonly record struct Igr(double NormalWeight = 1, double EikonalWeight = 0.1) : IGradientLoss<Igr>
{
    private readonly Constant _normal = NormalWeight, _eikonal = EikonalWeight, _twice = 2 * EikonalWeight;

    /// <summary>The loss with its default constants.</summary>
    public Igr() : this(1) { }

    /// <inheritdoc/>
    public static string Name => "Igr";

    /// <inheritdoc/>
    public static string Summary => "on: |f| + normal_weight |g - n|; off: eikonal_weight (|g| - 1)^2";

    /// <inheritdoc/>
    public static ReadOnlySpan<FormulaConstant> Constants => ConstantList;

    private static readonly FormulaConstant[] ConstantList =
    [
        new("normal_weight", 1, "Weight of the normals", MayBeZero: true),
        new("eikonal_weight", 0.1, "Weight of the gradient's length", MayBeZero: true),
    ];

    /// <inheritdoc/>
    public static Igr Create(ReadOnlySpan<double> constants) => new(constants[0], constants[1]);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Value<T>(T f, Triple<T> g, SurfaceTarget<T> target) where T : struct, IReal<T>
    {
        T on = target.On(), excess = g.Length() - T.Const(1);
        T normal = target.HasNormal() * T.Const(_normal) * (g - target.Normal).Length();
        return T.Fma(on, T.Abs(f), T.Fma((T.Const(1) - on) * T.Const(_eikonal), excess * excess, normal));
    }

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public (T Value, Triple<T> Gradient) Slope<T>(T f, Triple<T> g, SurfaceTarget<T> target) where T : struct, IReal<T>
    {
        T on = target.On(), length = g.Length();
        Triple<T> away = g - target.Normal;
        Triple<T> normal = target.HasNormal() * T.Const(_normal) / away.Length() * away;
        Triple<T> eikonal = (T.Const(1) - on) * T.Const(_twice) * (length - T.Const(1)) / length * g;
        return (on * T.Sign(f), normal + eikonal);
    }
}
