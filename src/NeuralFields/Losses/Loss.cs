using System.Collections.Immutable;
using NeuralFields.Codegen;
using NeuralFields.Numerics;

namespace NeuralFields.Losses;

/// <summary>
/// A loss with its constants chosen: the registry's entry. It is immutable; two are equal when names and constants are.
/// </summary>
public abstract class Loss : FormulaEntry<Loss>
{
    /// <summary>Every loss, with default constants.</summary>
    public static ImmutableArray<Loss> All { get; } =
    [
        new Of<L2>(),
        new Of<L1>(),
        new Of<RelativeL2>(),
        new Of<RelativeL1>(),
        new Of<Mape>(),
        new Of<Smape>(),
        new Of<LogL1>(),
        new Of<TruncatedL1>(),
        new Of<Huber>(),
    ];

    /// <summary>Differences prediction − target at which the slope jumps or bends.</summary>
    public abstract ImmutableArray<double> Kinks { get; }

    /// <summary>The loss of that name with its default constants.</summary>
    /// <exception cref="InputException">There is none; the message lists the names.</exception>
    public static Loss Find(string name) => RegistryLookup.Find("loss", name, All, entry => entry.Name);

    /// <summary>
    /// The loss in double precision; <paramref name="held"/> equals the prediction except in derivatives.
    /// </summary>
    public abstract F64 Value(F64 prediction, F64 target, F64 held);

    /// <summary>The derivative with respect to the prediction, in double precision.</summary>
    public abstract F64 Slope(F64 prediction, F64 target);

    /// <summary>The loss as a node of the open expression graph.</summary>
    public abstract Expr Value(Expr prediction, Expr target);

    /// <summary>The derivative with respect to the prediction as a node of the open expression graph.</summary>
    public abstract Expr Slope(Expr prediction, Expr target);

    /// <summary>The pass over floats for a lane width; the same object at every call.</summary>
    public abstract LossKernel Kernel(LaneWidth width);

    private sealed class Of<TLoss> : Loss where TLoss : struct, ILoss<TLoss>
    {
        private readonly TLoss _function;
        private readonly LossKernel?[] _kernels = new LossKernel?[(int)LaneWidth.Sixteen + 1];

        public Of() : this([.. TLoss.Constants.ToArray().Select(constant => constant.Default)]) { }

        private Of(ImmutableArray<double> values)
        {
            Values = values;
            _function = TLoss.Create(values.AsSpan());
            Kinks = [.. _function.Kinks];
        }

        public override string Name => TLoss.Name;

        public override string Summary => TLoss.Summary;

        public override ImmutableArray<FormulaConstant> Constants { get; } = [.. TLoss.Constants];

        public override ImmutableArray<double> Values { get; }

        public override ImmutableArray<double> Kinks { get; }

        public override Loss With(ReadOnlySpan<double> values)
        {
            FormulaConstants.RequireInRange("loss", Name, Constants, values);
            return new Of<TLoss>([.. values]);
        }

        public override F64 Value(F64 prediction, F64 target, F64 held) => _function.Value(prediction, target, held);

        public override F64 Slope(F64 prediction, F64 target) => _function.Slope(prediction, target);

        public override Expr Value(Expr prediction, Expr target) => _function.Value(prediction, target, prediction);

        public override Expr Slope(Expr prediction, Expr target) => _function.Slope(prediction, target);

        public override LossKernel Kernel(LaneWidth width) => _kernels[(int)width] ??= width switch
        {
            LaneWidth.Sixteen => new LossKernel<TLoss, Lanes16>(_function),
            LaneWidth.Eight => new LossKernel<TLoss, Lanes8>(_function),
            LaneWidth.Four => new LossKernel<TLoss, Lanes4>(_function),
            _ => new LossKernel<TLoss, Lanes1>(_function),
        };
    }
}
