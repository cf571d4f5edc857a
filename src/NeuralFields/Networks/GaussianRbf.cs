using System.Runtime.CompilerServices;
using NeuralFields.Descriptions;
using NeuralFields.Numerics;
using NeuralFields.Parameters;

namespace NeuralFields.Networks;

/// <summary>
/// A layer of Gaussian units in the space of its features, and a linear map of them: φₙ = exp(−½ Σᵢ βₙᵢ(Fᵢ − μₙᵢ)²) with
/// βₙᵢ = exp(γₙᵢ), y = V·φ + b. It stands wherever an <see cref="Mlp"/> may.
/// </summary>
/// <remarks>
/// Bouzidi, Laga, Wannous and Sohel 2025, GNF: Gaussian Neural Fields, as in its code: precisions along the features'
/// axes alone, and the factor of ½.
/// </remarks>
public sealed record GaussianRbf : Network
{
    /// <summary>The most units that descriptions accept.</summary>
    public const int MaxUnits = 4096;

    // The centres are the first of these; the spread of the features wants more points than a few units would draw.
    private const int FewestStartPoints = 256;

    // Tables start at almost nothing: where features are closer together than this, centres are moved apart at random.
    // chelsea 451×300, hash grid, 1,000 steps: 39.6 dB, held-out pixels 30.7 dB; with 0.1 39.5 and 30.1, with 1 39.2 and
    // 31.4; with tables in ±0.1 and centres on them 37.8 and 28.8.
    private const double LeastDeviation = 0.3;

    // A unit that is this far away answers 2e-16, less than any sum keeps. Products of smaller answers with gradients are
    // subnormal, at a hundred cycles an instruction: steps of trained units took three times as long.
    private const double LeastExponent = -36;

    /// <summary>Units N.</summary>
    public int Units { get; init; } = 64;

    /// <summary>Keys of scene files.</summary>
    public static Schema<Network, GaussianRbf> Schema { get; } = new(
        "GaussianRbf", "Gaussian units in the space of the features, and a linear map of them.", new GaussianRbf(),
        Key.Int<GaussianRbf>("n_units", n => n.Units, (n, v) => n with { Units = v }, "Gaussian units", 1, MaxUnits));

    /// <summary>A unit's response to its exponent, which rounding can leave above 0 close to a centre.</summary>
    /// <param name="z">−½q.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Response<T>(T z) where T : struct, IReal<T>
        => T.IfLess(z, T.Const(LeastExponent), T.Const(0), T.Exp(T.Min(T.Const(0), z)));

    /// <inheritdoc/>
    public override int StartPoints => Math.Max(Units, FewestStartPoints);

    /// <inheritdoc/>
    public override void Declare(ParameterDeclarations into, int inputs, int outputs)
    {
        ArgumentNullException.ThrowIfNull(into);
        Distribution weights = Distribution.Uniform(1 / Math.Sqrt(Units));
        into.Add("center", ParameterRole.Bias, Distribution.Zero, Units, inputs);
        into.Add("log_precision", ParameterRole.Bias, Distribution.Zero, Units, inputs);
        into.Add("weight", ParameterRole.Matrix, weights, outputs, Units);
        into.Add("bias", ParameterRole.Bias, weights, outputs);
    }

    /// <summary>
    /// Centres become features of random places, moved apart where these hardly differ, and precisions their inverse
    /// mean squared distance over the number of features, so that q is about 1 between two units.
    /// </summary>
    /// <remarks>
    /// With centres near zero and features of any size, units look alike for long, or all are far from everything.
    /// </remarks>
    public override void Start(
        Span<float> parameters, int inputs, ReadOnlySpan<double> features, ref Pcg32 random)
    {
        int count = Units * inputs;
        for (int i = 0; i < inputs; i++)
        {
            double variance = Variance(features, i, inputs), least = LeastDeviation * LeastDeviation;
            double move = Math.Sqrt(Math.Max(0, least - variance));
            float precision = (float)-DeterministicMath.Log(2 * Math.Max(variance, least) * inputs);
            for (int at = i; at < count; at += inputs)
                (parameters[at], parameters[count + at]) =
                    ((float)(features[at] + (move * random.NextGaussianPair().First)), precision);
        }
    }

    private static double Variance(ReadOnlySpan<double> features, int feature, int inputs)
    {
        double sum = 0, squares = 0, points = features.Length / inputs;
        for (int at = feature; at < features.Length; at += inputs) sum += features[at];
        double mean = sum / points;
        for (int at = feature; at < features.Length; at += inputs)
            squares += (features[at] - mean) * (features[at] - mean);
        return squares / points;
    }
}
