using System.Runtime.CompilerServices;
using NeuralFields.Numerics;

namespace NeuralFields.Optimizers;

/// <summary>
/// g ← g + λw; m ← β₁m + (1−β₁)g; v ← β₂v + (1−β₂)g²; w ← w − η·(m/(√v + ε) + decay·w), with
/// η = rate·√(1−β₂ᵏ)/(1−β₁ᵏ).
/// </summary>
/// <param name="Beta1">β₁.</param>
/// <param name="Beta2">β₂.</param>
/// <param name="Epsilon">ε.</param>
/// <param name="L2">λ.</param>
/// <param name="Decay">Decoupled decay.</param>
public readonly record struct AdamRule(double Beta1, double Beta2, double Epsilon, double L2, double Decay)
    : IUpdateRule
{
    private readonly Constant _beta1 = Beta1, _take1 = 1 - Beta1, _beta2 = Beta2, _take2 = 1 - Beta2;
    private readonly Constant _epsilon = Epsilon, _l2 = L2, _decay = Decay;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<T>(ref T w, T g, ref T first, ref T second, T rate) where T : struct, IReal<T>
    {
        g = T.Fma(T.Const(_l2), w, g);
        first = T.Fma(T.Const(_beta1), first, T.Const(_take1) * g);
        second = T.Fma(T.Const(_beta2), second, T.Const(_take2) * g * g);
        T direction = first / (T.Sqrt(second) + T.Const(_epsilon));
        w -= rate * T.Fma(T.Const(_decay), w, direction);
    }

    /// <inheritdoc/>
    public double Correction(long count) => Math.Sqrt(1 - Power(Beta2, count)) / (1 - Power(Beta1, count));

    // By squaring: the same bits on every machine, and fast for counts in the millions.
    private static double Power(double number, long exponent)
    {
        double power = 1;
        for (; exponent > 0; exponent >>= 1, number *= number)
            if ((exponent & 1) != 0) power *= number;
        return power;
    }
}
