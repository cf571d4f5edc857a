using NeuralFields.Descriptions;
using NeuralFields.Numerics;
using NeuralFields.Parameters;

namespace NeuralFields.Optimizers;

/// <summary>Adam with tiny-cuda-nn's rules: ε outside the root, not bias-corrected, counters per table entry.</summary>
/// <remarks>Kingma and Ba 2015; Müller et al. 2022 for β₂ = 0.99, ε = 1e-15 and the untouched entries.</remarks>
public sealed record Adam : Optimizer
{
    /// <summary>Decay of the mean gradient.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the mean squared gradient.</summary>
    public double Beta2 { get; init; } = 0.99;

    /// <summary>
    /// Added to the root. So small that a step is about as long as the rate however small the gradient is, which lets
    /// rarely visited table entries keep up.
    /// </summary>
    public double Epsilon { get; init; } = 1e-15;

    /// <summary>The multiple of the parameter that is added to the gradient of matrices.</summary>
    public double L2Regularization { get; init; }

    /// <summary>Keys of scene files.</summary>
    public static Schema<Optimizer, Adam> Schema { get; } = new(
        "Adam", "w −= rate·√(1−β₂ᵏ)/(1−β₁ᵏ) · m/(√v + ε).", new Adam(),
        [
            .. CommonKeys<Adam>(),
            Key.Number<Adam>("beta1", o => o.Beta1, (o, v) => o with { Beta1 = v },
                "decay of the mean gradient", 0, 0.9999999),
            Key.Number<Adam>("beta2", o => o.Beta2, (o, v) => o with { Beta2 = v },
                "decay of the mean squared gradient", 0, 0.9999999),
            Key.Number<Adam>("epsilon", o => o.Epsilon, (o, v) => o with { Epsilon = v },
                "added to the root", 1e-30, 1),
            Key.Number<Adam>("l2_reg", o => o.L2Regularization, (o, v) => o with { L2Regularization = v },
                "multiple of the parameter added to the gradient of matrices", 0, 1),
        ]);

    /// <inheritdoc/>
    public override int StateCount => 2;

    /// <inheritdoc/>
    public override UpdateKernel Kernel(LaneWidth width, ParameterRole role)
        => SettledRule.Kernel(RuleOf(role), role, width);

    /// <inheritdoc/>
    public override IUpdateRule Rule(ParameterRole role) => SettledRule.Of(RuleOf(role), role);

    private AdamRule RuleOf(ParameterRole role)
        => new AdamRule(Beta1, Beta2, Epsilon, role == ParameterRole.Matrix ? L2Regularization : 0, 0);
}
