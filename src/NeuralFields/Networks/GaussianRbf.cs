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

    // A feature that hardly moves gets no more precision than this multiple of what the others have on average.
    private const double MostPrecision = 1e3;

    /// <summary>Units N.</summary>
    public int Units { get; init; } = 64;

    /// <summary>Keys of scene files.</summary>
    public static Schema<Network, GaussianRbf> Schema { get; } = new(
        "GaussianRbf", "Gaussian units in the space of the features, and a linear map of them.", new GaussianRbf(),
        Key.Int<GaussianRbf>("n_units", n => n.Units, (n, v) => n with { Units = v }, "Gaussian units", 1, MaxUnits));

    /// <inheritdoc/>
    public override double TableRange => 0.1;

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
    /// Centres become features of random places, and precisions their inverse variance over the number of features, so
    /// that q is about 1 between a unit and a place.
    /// </summary>
    /// <remarks>
    /// With centres near zero and features of any size, units look alike for long, or all are far from everything.
    /// </remarks>
    public override void Start(Span<float> parameters, int inputs, ReadOnlySpan<double> features)
    {
        int count = Units * inputs;
        for (int i = 0; i < count; i++) parameters[i] = (float)features[i];
        double[] spread = new double[inputs];
        for (int i = 0; i < inputs; i++) spread[i] = MeanSquaredDistance(features, i, inputs);
        double least = spread.Average() / MostPrecision;
        for (int i = 0; i < inputs; i++)
        {
            double distance = Math.Max(spread[i], least);
            float precision = distance > 0 ? (float)-DeterministicMath.Log(distance * inputs) : 0;
            for (int n = 0; n < Units; n++) parameters[count + (n * inputs) + i] = precision;
        }
    }

    /// <summary>Of two random points along one feature: twice the variance.</summary>
    private static double MeanSquaredDistance(ReadOnlySpan<double> features, int feature, int inputs)
    {
        double sum = 0, squares = 0;
        for (int p = feature; p < features.Length; p += inputs) sum += features[p];
        double points = features.Length / inputs, mean = sum / points;
        for (int p = feature; p < features.Length; p += inputs)
            squares += (features[p] - mean) * (features[p] - mean);
        return 2 * squares / points;
    }
}
