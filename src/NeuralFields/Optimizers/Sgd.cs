using System.Runtime.CompilerServices;
using NeuralFields.Descriptions;
using NeuralFields.Numerics;
using NeuralFields.Parameters;

namespace NeuralFields.Optimizers;

/// <summary>Stochastic gradient descent with momentum.</summary>
public sealed record Sgd : Optimizer
{
    /// <summary>The part of the last direction that goes into the next.</summary>
    public double Momentum { get; init; }

    /// <summary>Keys of scene files.</summary>
    public static Schema<Optimizer, Sgd> Schema { get; } = new(
        "Sgd", "m ← momentum·m + g; w −= rate·m.", new Sgd(),
        [
            .. CommonKeys<Sgd>(),
            Key.Number<Sgd>("momentum", o => o.Momentum, (o, v) => o with { Momentum = v },
                "part of the last direction that goes into the next", 0, 0.9999999),
        ]);

    /// <inheritdoc/>
    public override int StateCount => Momentum == 0 ? 0 : 1;

    /// <inheritdoc/>
    public override UpdateKernel Kernel(LaneWidth width, ParameterRole role) => UpdateKernel.Of(RuleOf(), width);

    /// <inheritdoc/>
    public override IUpdateRule Rule(ParameterRole role) => RuleOf();

    private SgdRule RuleOf()
        => new SgdRule(Momentum);
}

/// <summary>m ← μm + g; w ← w − rate·m.</summary>
/// <param name="Momentum">μ.</param>
public readonly record struct SgdRule(double Momentum) : IUpdateRule
{
    private readonly Constant _momentum = Momentum;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<T>(ref T w, T g, ref T first, ref T second, T rate) where T : struct, IReal<T>
    {
        first = T.Fma(T.Const(_momentum), first, g);
        w -= rate * first;
    }

    /// <inheritdoc/>
    public double Correction(long count) => 1;
}
