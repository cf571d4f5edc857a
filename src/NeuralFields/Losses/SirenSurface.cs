using System.Runtime.CompilerServices;
using NeuralFields.Numerics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace NeuralFields.Losses;

/// <summary>
/// On the surface |f| and one minus the cosine between g and the normal, off it e^(−a|f|), everywhere |‖g‖ − 1|
/// (Sitzmann et al. 2020, SIREN, section 4.2), and at the border of the domain max(0, margin − f), which keeps the
/// outside positive.
/// </summary>
/// <param name="Surface">Weight of |f| on the surface.</param>
/// <param name="Normal">Weight of the normals; samples without a normal do without the term.</param>
/// <param name="Off">Weight of e^(−a|f|) off the surface.</param>
/// <param name="Sharpness">a.</param>
/// <param name="Eikonal">Weight of the gradient's length.</param>
/// <param name="Border">Weight of the border.</param>
/// <param name="Margin">The value that the border should exceed.</param>
public readonly record struct SirenSurface(
    double Surface = 3000, double Normal = 100, double Off = 100, double Sharpness = 100, double Eikonal = 50,
    double Border = 100, double Margin = 0.05) : IGradientLoss<SirenSurface>
{
    private readonly Constant _surface = Surface, _normal = Normal, _off = Off, _sharpness = -Sharpness;
    private readonly Constant _offSlope = -Off * Sharpness, _eikonal = Eikonal, _border = Border, _margin = Margin;

    /// <summary>The loss with its default constants.</summary>
    public SirenSurface() : this(3000) { }

    /// <inheritdoc/>
    public static string Name => "SirenSurface";

    /// <inheritdoc/>
    public static string Summary =>
        "on: surface |f| + normal (1 - cos(g, n)); off: off exp(-sharpness |f|); all: eikonal ||g| - 1|; " +
        "border: border max(0, margin - f)";

    /// <inheritdoc/>
    public static ReadOnlySpan<FormulaConstant> Constants => ConstantList;

    private static readonly FormulaConstant[] ConstantList =
    [
        new("surface", 3000, "Weight on the surface"),
        new("normal", 100, "Weight of the normals", MayBeZero: true),
        new("off", 100, "Weight off the surface", MayBeZero: true),
        new("sharpness", 100, "How fast the weight off the surface falls with the distance"),
        new("eikonal", 50, "Weight of the gradient's length", MayBeZero: true),
        new("border", 100, "Weight at the border of the domain", MayBeZero: true),
        new("margin", 0.05, "Value that the border should exceed"),
    ];

    /// <inheritdoc/>
    public static SirenSurface Create(ReadOnlySpan<double> constants) => new(
        constants[0], constants[1], constants[2], constants[3], constants[4], constants[5], constants[6]);

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public T Value<T>(T f, Triple<T> g, SurfaceTarget<T> target) where T : struct, IReal<T>
    {
        T on = target.On(), off = T.Const(1) - on, size = T.Abs(f), length = g.Length();
        T loss = T.Const(_eikonal) * T.Abs(length - T.Const(1));
        loss = T.Fma(T.Const(_surface) * on, size, loss);
        loss = T.Fma(T.Const(_off) * off, T.Exp(T.Const(_sharpness) * size), loss);
        loss = T.Fma(
            T.Const(_normal) * target.HasNormal(), T.Const(1) - (target.Normal.Dot(g) / length), loss);
        return T.Fma(T.Const(_border) * target.Border(), T.Max(T.Const(0), T.Const(_margin) - f), loss);
    }

    /// <inheritdoc/>
    [MethodImpl(AggressiveInlining)]
    public (T Value, Triple<T> Gradient) Slope<T>(T f, Triple<T> g, SurfaceTarget<T> target) where T : struct, IReal<T>
    {
        T on = target.On(), off = T.Const(1) - on, size = T.Abs(f), inverse = T.Const(1) / g.Length();
        T alongSize = T.Fma(T.Const(_surface), on, T.Const(_offSlope) * off * T.Exp(T.Const(_sharpness) * size));
        T border = T.IfLess(f, T.Const(_margin), T.Const(_border) * target.Border(), T.Const(0));
        T normal = T.Const(_normal) * target.HasNormal() * inverse, cosine = target.Normal.Dot(g) * inverse;
        T along = (T.Const(_eikonal) * T.Sign(g.Length() - T.Const(1)) + normal * cosine) * inverse;
        return (T.Sign(f) * alongSize - border, along * g - normal * target.Normal);
    }
}
