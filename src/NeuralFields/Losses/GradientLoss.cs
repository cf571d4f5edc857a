using System.Collections.Immutable;
using NeuralFields.Codegen;
using NeuralFields.Numerics;

namespace NeuralFields.Losses;

/// <summary>
/// A loss of a field's one value and its gradient with respect to the position, with its constants chosen: the
/// registry's entry. It is immutable; two are equal when names and constants are.
/// </summary>
public abstract class GradientLoss : FormulaEntry<GradientLoss>
{
    /// <summary>The most components that a gradient may have.</summary>
    public const int MaxDimensions = 3;

    /// <summary>Every gradient loss, with default constants.</summary>
    public static ImmutableArray<GradientLoss> All { get; } =
    [
        new Of<Eikonal>(),
        new Of<Igr>(),
        new Of<SirenSurface>(),
    ];

    /// <summary>Whether this is a term beside the loss of values rather than the whole loss.</summary>
    public abstract bool AddsToValueLoss { get; }

    /// <summary>
    /// Target values per sample: the value's own where this is a term beside the loss of values; else the kind
    /// (0 off the surface, 1 on it, 2 at the border of the domain) and the normal, zero where it is unknown.
    /// </summary>
    /// <param name="dimensions">Coordinates of the position.</param>
    public int TargetCount(int dimensions) => AddsToValueLoss ? 1 : 1 + dimensions;

    /// <summary>The gradient loss of that name with its default constants.</summary>
    /// <exception cref="InputException">There is none; the message lists the names.</exception>
    public static GradientLoss Find(string name)
        => RegistryLookup.Find("gradient loss", name, All, entry => entry.Name);

    /// <summary>The loss in double precision, without the loss of values.</summary>
    public abstract F64 Value(F64 f, Triple<F64> g, SurfaceTarget<F64> target);

    /// <summary>The derivatives with respect to value and gradient, in double precision.</summary>
    public abstract (F64 Value, Triple<F64> Gradient) Slope(F64 f, Triple<F64> g, SurfaceTarget<F64> target);

    /// <summary>The loss as a node of the open expression graph, without the loss of values.</summary>
    public abstract Expr Value(Expr f, Triple<Expr> g, SurfaceTarget<Expr> target);

    /// <summary>The derivatives with respect to value and gradient as nodes of the open expression graph.</summary>
    public abstract (Expr Value, Triple<Expr> Gradient) Slope(Expr f, Triple<Expr> g, SurfaceTarget<Expr> target);

    /// <summary>The pass over floats for a lane width; the same object at every call.</summary>
    public abstract GradientLossKernel Kernel(LaneWidth width);

    private sealed class Of<TLoss> : GradientLoss where TLoss : struct, IGradientLoss<TLoss>
    {
        private readonly TLoss _function;
        private readonly GradientLossKernel?[] _kernels = new GradientLossKernel?[(int)LaneWidth.Sixteen + 1];

        public Of() : this([.. TLoss.Constants.ToArray().Select(constant => constant.Default)]) { }

        private Of(ImmutableArray<double> values)
        {
            Values = values;
            _function = TLoss.Create(values.AsSpan());
        }

        public override string Name => TLoss.Name;

        public override string Summary => TLoss.Summary;

        public override ImmutableArray<FormulaConstant> Constants { get; } = [.. TLoss.Constants];

        public override ImmutableArray<double> Values { get; }

        public override bool AddsToValueLoss => TLoss.AddsToValueLoss;

        public override GradientLoss With(ReadOnlySpan<double> values)
        {
            FormulaConstants.RequireInRange("gradient loss", Name, Constants, values);
            return new Of<TLoss>([.. values]);
        }

        public override F64 Value(F64 f, Triple<F64> g, SurfaceTarget<F64> target) => _function.Value(f, g, target);

        public override (F64 Value, Triple<F64> Gradient) Slope(F64 f, Triple<F64> g, SurfaceTarget<F64> target)
            => _function.Slope(f, g, target);

        public override Expr Value(Expr f, Triple<Expr> g, SurfaceTarget<Expr> target) => _function.Value(f, g, target);

        public override (Expr Value, Triple<Expr> Gradient) Slope(Expr f, Triple<Expr> g, SurfaceTarget<Expr> target)
            => _function.Slope(f, g, target);

        public override GradientLossKernel Kernel(LaneWidth width) => _kernels[(int)width] ??= width switch
        {
            LaneWidth.Sixteen => new GradientLossKernel<TLoss, Lanes16>(_function),
            LaneWidth.Eight => new GradientLossKernel<TLoss, Lanes8>(_function),
            LaneWidth.Four => new GradientLossKernel<TLoss, Lanes4>(_function),
            _ => new GradientLossKernel<TLoss, Lanes1>(_function),
        };
    }
}
