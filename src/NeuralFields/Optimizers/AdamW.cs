using NeuralFields.Descriptions;
using NeuralFields.Numerics;
using NeuralFields.Parameters;

namespace NeuralFields.Optimizers;

/// <summary>
/// Adam with decoupled decay: parameters of networks shrink by a multiple of the step's rate. Tables do not.
/// </summary>
/// <remarks>
/// Loshchilov and Hutter 2019. The decay is multiplied by the bias-corrected rate, as in tiny-cuda-nn's relative decay.
/// </remarks>
public sealed record AdamW : Optimizer
{
    /// <summary>Decay of the mean gradient.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the mean squared gradient.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>The part of a parameter that is lost per unit of rate.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Keys of scene files.</summary>
    public static Schema<Optimizer, AdamW> Schema { get; } = new(
        "AdamW", "Adam, and w −= rate·weight_decay·w for networks.", new AdamW(),
        [
            .. CommonKeys<AdamW>(),
            Key.Number<AdamW>("beta1", o => o.Beta1, (o, v) => o with { Beta1 = v },
                "decay of the mean gradient", 0, 0.9999999),
            Key.Number<AdamW>("beta2", o => o.Beta2, (o, v) => o with { Beta2 = v },
                "decay of the mean squared gradient", 0, 0.9999999),
            Key.Number<AdamW>("epsilon", o => o.Epsilon, (o, v) => o with { Epsilon = v },
                "added to the root", 1e-30, 1),
            Key.Number<AdamW>("weight_decay", o => o.WeightDecay, (o, v) => o with { WeightDecay = v },
                "part of a parameter lost per unit of rate", 0, 10),
        ]);

    /// <inheritdoc/>
    public override int StateCount => 2;

    /// <inheritdoc/>
    public override UpdateKernel Kernel(LaneWidth width, ParameterRole role)
        => SettledRule.Kernel(RuleOf(role), role, width);

    /// <inheritdoc/>
    public override IUpdateRule Rule(ParameterRole role) => SettledRule.Of(RuleOf(role), role);

    private AdamRule RuleOf(ParameterRole role)
        => new AdamRule(Beta1, Beta2, Epsilon, 0, role == ParameterRole.Table ? 0 : WeightDecay);
}
