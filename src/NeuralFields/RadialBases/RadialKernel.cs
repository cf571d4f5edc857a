using System.Collections.Immutable;
using NeuralFields.Codegen;
using NeuralFields.Numerics;

namespace NeuralFields.RadialBases;

/// <summary>A radial kernel with its constants chosen: the registry's entry.</summary>
/// <remarks>Chen et al. 2023, NeuRBF, and the textbooks of radial bases; q is the squared distance in widths.</remarks>
public abstract class RadialKernel : FormulaEntry<RadialKernel>
{
    /// <summary>The squared distance below which slopes that have no bound at the centre stay as they are.</summary>
    internal const double SmallestSquare = 1e-18;

    /// <summary>Every kernel, with default constants.</summary>
    public static ImmutableArray<RadialKernel> All { get; } =
    [
        new Of<InverseQuadratic>(),
        new Of<Gaussian>(),
        new Of<InverseMultiquadric>(),
        new Of<Multiquadric>(),
        new Of<Exponential>(),
        new Of<Tent>(),
        new Of<WendlandC2>(),
        new Of<WendlandC4>(),
        new Of<ThinPlate>(),
        new Of<Polyharmonic>(),
    ];

    /// <summary>Whether the kernel is a product over the axes.</summary>
    public abstract bool IsProduct { get; }

    /// <summary>Whether the kernel ends at one width.</summary>
    public abstract bool IsCompact { get; }

    /// <summary>Widths per standard deviation of a cluster.</summary>
    public abstract double WidthFactor { get; }

    /// <summary>Squared distances at which the slope jumps.</summary>
    public abstract ImmutableArray<double> Kinks { get; }

    /// <summary>The kernel of that name with its default constants.</summary>
    /// <exception cref="InputException">There is none; the message lists the names.</exception>
    public static RadialKernel Find(string name) => RegistryLookup.Find("kernel", name, All, entry => entry.Name);

    /// <summary>φ(q) and dφ/dq in double precision.</summary>
    public abstract (F64 Value, F64 Slope) ValueAndSlope(F64 q);

    /// <summary>φ of an offset in widths, in double precision.</summary>
    /// <param name="u">[dimensions] the offset.</param>
    public abstract F64 Value(ReadOnlySpan<F64> u);

    /// <summary>φ of an offset in widths and its gradient, in double precision.</summary>
    /// <param name="u">[dimensions] the offset.</param>
    /// <param name="gradient">[dimensions] ∂φ/∂u, overwritten.</param>
    public abstract F64 ValueAndGradient(ReadOnlySpan<F64> u, Span<F64> gradient);

    /// <summary>φ of an offset in widths as a node of the open expression graph.</summary>
    /// <param name="u">[dimensions] the offset.</param>
    public abstract Expr Value(ReadOnlySpan<Expr> u);

    /// <summary>φ of an offset in widths and its gradient as nodes of the open expression graph.</summary>
    /// <param name="u">[dimensions] the offset.</param>
    /// <param name="gradient">[dimensions] ∂φ/∂u, overwritten.</param>
    public abstract Expr ValueAndGradient(ReadOnlySpan<Expr> u, Span<Expr> gradient);

    /// <summary>The passes over rows for a lane width; the same object at every call.</summary>
    public abstract RadialKernelPass Pass(LaneWidth width);

    private sealed class Of<TKernel> : RadialKernel where TKernel : struct, IRadialKernel<TKernel>
    {
        private readonly TKernel _function;
        private readonly RadialKernelPass?[] _passes = new RadialKernelPass?[(int)LaneWidth.Sixteen + 1];

        public Of() : this([.. TKernel.Constants.ToArray().Select(constant => constant.Default)]) { }

        private Of(ImmutableArray<double> values)
        {
            Values = values;
            _function = TKernel.Create(values.AsSpan());
        }

        public override string Name => TKernel.Name;

        public override string Summary => TKernel.Summary;

        public override ImmutableArray<FormulaConstant> Constants { get; } = [.. TKernel.Constants];

        public override ImmutableArray<double> Values { get; }

        public override bool IsProduct => TKernel.IsProduct;

        public override bool IsCompact => TKernel.IsCompact;

        public override double WidthFactor => TKernel.WidthFactor;

        public override ImmutableArray<double> Kinks { get; } = [.. TKernel.Kinks];

        public override RadialKernel With(ReadOnlySpan<double> values)
        {
            FormulaConstants.RequireInRange("kernel", Name, Constants, values);
            return new Of<TKernel>([.. values]);
        }

        public override (F64 Value, F64 Slope) ValueAndSlope(F64 q) => _function.ValueAndSlope(q);

        public override F64 Value(ReadOnlySpan<F64> u) => RadialFormula.Value(_function, u);

        public override F64 ValueAndGradient(ReadOnlySpan<F64> u, Span<F64> gradient)
            => RadialFormula.ValueAndGradient(_function, u, gradient);

        public override Expr Value(ReadOnlySpan<Expr> u) => RadialFormula.Value(_function, u);

        public override Expr ValueAndGradient(ReadOnlySpan<Expr> u, Span<Expr> gradient)
            => RadialFormula.ValueAndGradient(_function, u, gradient);

        public override RadialKernelPass Pass(LaneWidth width) => _passes[(int)width] ??= width switch
        {
            LaneWidth.Sixteen => new RadialKernelPass<TKernel, Lanes16>(_function),
            LaneWidth.Eight => new RadialKernelPass<TKernel, Lanes8>(_function),
            LaneWidth.Four => new RadialKernelPass<TKernel, Lanes4>(_function),
            _ => new RadialKernelPass<TKernel, Lanes1>(_function),
        };
    }
}
