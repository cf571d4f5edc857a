using System.Collections.Immutable;
using NeuralFields.Codegen;
using NeuralFields.Numerics;
using NeuralFields.Parameters;

namespace NeuralFields.Activations;

/// <summary>
/// An activation function with its constants chosen: the registry's entry. It is immutable; two are equal when names
/// and constants are.
/// </summary>
public abstract class Activation : FormulaEntry<Activation>
{
    /// <summary>Every activation, with default constants.</summary>
    public static ImmutableArray<Activation> All { get; } =
    [
        new Of<None>(),
        new Of<ReLU>(),
        new Of<LeakyReLU>(),
        new Of<Softplus>(),
        new Of<Squareplus>(),
        new Of<Sigmoid>(),
        new Of<Tanh>(),
        new Of<SiLU>(),
        new Of<Sine>(),
        new Of<Gaussian>(),
        new Of<Finer>(),
        new Of<Exponential>(), new Of<SymmetricToUnit>(), new Of<SafeExponential>(),
    ];

    /// <summary>Whether the slope can be had from the value alone, so that kernels keep no slopes.</summary>
    public abstract bool SlopeOfValue { get; }

    /// <summary>Whether σ(z) = z.</summary>
    public abstract bool IsIdentity { get; }

    /// <summary>Whether σ(z) = max(0, z), which matrix kernels apply to sums before they store them.</summary>
    public abstract bool IsRectifier { get; }

    /// <summary>Places where σ′ or σ″ jumps.</summary>
    public abstract ImmutableArray<double> Kinks { get; }

    /// <summary>The activation of that name with its default constants.</summary>
    /// <exception cref="InputException">There is none; the message lists the names.</exception>
    public static Activation Find(string name) => RegistryLookup.Find("activation", name, All, entry => entry.Name);

    /// <summary>How the first weights and biases of a layer with this activation are drawn, after its paper.</summary>
    /// <param name="isFirst">Whether the layer reads the network's inputs.</param>
    /// <param name="fanIn">Inputs of the layer.</param>
    /// <param name="fanOut">Outputs of the layer.</param>
    public abstract (Distribution Weights, Distribution Biases) InitialValues(bool isFirst, int fanIn, int fanOut);

    /// <summary>σ(z) in double precision.</summary>
    public abstract F64 Value(F64 z);

    /// <summary>σ′(z) in double precision.</summary>
    public abstract F64 Slope(F64 z);

    /// <summary>σ″(z) in double precision.</summary>
    public abstract F64 Curvature(F64 z);

    /// <summary>σ(z) as a node of the open expression graph.</summary>
    public abstract Expr Value(Expr z);

    /// <summary>σ′(z) as a node of the open expression graph.</summary>
    public abstract Expr Slope(Expr z);

    /// <summary>The second derivative as a node of the open expression graph.</summary>
    public abstract Expr Curvature(Expr z);

    /// <summary>The passes over floats for a lane width; the same object at every call.</summary>
    public abstract ActivationKernel Kernel(LaneWidth width);

    private sealed class Of<TActivation> : Activation where TActivation : struct, IActivation<TActivation>
    {
        private readonly TActivation _function;
        private readonly ActivationKernel?[] _kernels = new ActivationKernel?[(int)LaneWidth.Sixteen + 1];

        public Of() : this([.. TActivation.Constants.ToArray().Select(constant => constant.Default)]) { }

        private Of(ImmutableArray<double> values)
        {
            Values = values;
            _function = TActivation.Create(values.AsSpan());
        }

        public override string Name => TActivation.Name;

        public override string Summary => TActivation.Summary;

        public override ImmutableArray<FormulaConstant> Constants { get; } = [.. TActivation.Constants];

        public override ImmutableArray<double> Values { get; }

        public override bool SlopeOfValue => TActivation.SlopeOfValue;

        public override bool IsIdentity => TActivation.IsIdentity;

        public override bool IsRectifier => TActivation.IsRectifier;

        public override ImmutableArray<double> Kinks { get; } = [.. TActivation.Kinks];

        public override Activation With(ReadOnlySpan<double> values)
        {
            FormulaConstants.RequireInRange("activation", Name, Constants, values);
            return new Of<TActivation>([.. values]);
        }

        public override (Distribution Weights, Distribution Biases) InitialValues(bool isFirst, int fanIn, int fanOut)
            => ((IActivation<TActivation>)_function).InitialValues(isFirst, fanIn, fanOut);

        public override F64 Value(F64 z) => _function.Value(z);

        public override F64 Slope(F64 z) => _function.Slope(z);

        public override F64 Curvature(F64 z) => _function.Curvature(z);

        public override Expr Value(Expr z) => _function.Value(z);

        public override Expr Slope(Expr z) => _function.Slope(z);

        public override Expr Curvature(Expr z) => _function.Curvature(z);

        public override ActivationKernel Kernel(LaneWidth width) => _kernels[(int)width] ??= width switch
        {
            LaneWidth.Sixteen => new ActivationKernel<TActivation, Lanes16>(_function),
            LaneWidth.Eight => new ActivationKernel<TActivation, Lanes8>(_function),
            LaneWidth.Four => new ActivationKernel<TActivation, Lanes4>(_function),
            _ => new ActivationKernel<TActivation, Lanes1>(_function),
        };
    }
}
