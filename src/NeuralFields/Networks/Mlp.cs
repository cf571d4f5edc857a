using System.Collections.Immutable;
using NeuralFields.Activations;
using NeuralFields.Descriptions;
using NeuralFields.Parameters;
using NeuralFields.RadialBases;

namespace NeuralFields.Networks;

/// <summary>A multilayer perceptron: h ← σ(W·h + b) for each hidden layer, then an output layer.</summary>
/// <remarks>
/// With <see cref="Wire"/> the hidden layers are complex (Saragadam et al. 2023): the first takes real inputs, the
/// others are complex affine maps, each followed by the complex Gabor wavelet; the output is the real part of a
/// complex affine map.
/// </remarks>
public sealed record Mlp : Network
{
    /// <summary>The largest width that descriptions accept.</summary>
    public const int MaxWidth = 4096;

    /// <summary>Units per hidden layer (complex units with <see cref="Wire"/>).</summary>
    public int Width { get; init; } = 64;

    /// <summary>Hidden layers; the output layer is not counted. 0 is a linear map.</summary>
    public int HiddenLayers { get; init; } = 2;

    /// <summary>σ of the hidden layers, unless <see cref="Wire"/> is set.</summary>
    public Activation Activation { get; init; } = Activation.Find("ReLU");

    /// <summary>The complex wavelet in place of an activation, or null.</summary>
    public WireFormula? Wire { get; init; }

    /// <summary>σ of the output layer.</summary>
    public Activation OutputActivation { get; init; } = Activation.Find("None");

    /// <summary>Whether layers have biases.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>
    /// Radius r of the sphere that the first values stand for, f(x) ≈ ‖x‖ − r, where coordinates enter unencoded and
    /// one value comes out; null for the activation's own first values.
    /// </summary>
    /// <remarks>
    /// Atzmon and Lipman 2020, SAL, theorem 1; Gropp et al. 2020. It holds for activations near max(0, z): Softplus
    /// with a large beta.
    /// </remarks>
    public double? GeometricRadius { get; init; }

    /// <summary>
    /// z + sin(m·z) in place of the first hidden layer's activation, with m from this band, a frequency for each unit;
    /// null for the same activation everywhere. All layers then start like PyTorch's, U(±1/√inputs).
    /// </summary>
    public FrequencyBand? ResidualSine { get; init; }

    /// <summary>Keys of scene files.</summary>
    public static Schema<Network, Mlp> Schema { get; } = new(
        "Mlp", "A multilayer perceptron. The activation's own constants stand beside it.", new Mlp(),
        new SchemaKey<Mlp>("activation", "function of the hidden layers: an activation's name or { otype, constants }",
            (m, node) => ActivationKey.IsWire(node)
                ? m with { Wire = ActivationKey.ReadWire(node) }
                : m with { Activation = ActivationKey.Read("activation", node), Wire = null },
            m => m.Wire is { } w ? ActivationKey.Write(w) : ActivationKey.Write(m.Activation)),
        new SchemaKey<Mlp>("output_activation", "function of the output layer",
            (m, node) => m with { OutputActivation = ActivationKey.Read("output_activation", node) },
            m => ActivationKey.Write(m.OutputActivation)),
        Key.Int<Mlp>("n_neurons", m => m.Width, (m, v) => m with { Width = v }, "units per hidden layer", 1, MaxWidth),
        Key.Int<Mlp>("n_hidden_layers", m => m.HiddenLayers, (m, v) => m with { HiddenLayers = v },
            "hidden layers, the output layer not counted", 0, 64),
        Key.Flag<Mlp>("bias", m => m.Bias, (m, v) => m with { Bias = v }, "whether layers have biases"),
        Key.Optional<Mlp>("geometric_radius", m => m.GeometricRadius, (m, v) => m with { GeometricRadius = v },
            "starts as the distance to a sphere of this radius, for Softplus with a large beta and plain coordinates",
            1e-6, 1e6),
        FrequencyBand.KeyOf<Mlp>("residual_sine", m => m.ResidualSine, (m, v) => m with { ResidualSine = v },
            "z + sin(m z) in the first hidden layer, with a frequency m for each unit"))
    { Normalize = ActivationKey.GatherConstants };

    /// <summary>The affine maps, first to last.</summary>
    /// <param name="inputs">Features per sample.</param>
    /// <param name="outputs">Outputs per sample.</param>
    public ImmutableArray<MlpLayer> Layers(int inputs, int outputs)
    {
        ImmutableArray<MlpLayer>.Builder layers = ImmutableArray.CreateBuilder<MlpLayer>(HiddenLayers + 1);
        for (int i = 0; i <= HiddenLayers; i++)
            layers.Add(new(i, i == 0 ? inputs : Width, i == HiddenLayers ? outputs : Width,
                IsOutput: i == HiddenLayers, ComplexInput: Wire is not null && i > 0, ComplexOutput: Wire is not null && i < HiddenLayers));
        return layers.MoveToImmutable();
    }

    /// <inheritdoc/>
    public override void Declare(ParameterDeclarations into, int inputs, int outputs)
    {
        ArgumentNullException.ThrowIfNull(into);
        foreach (MlpLayer layer in Layers(inputs, outputs))
        {
            (Distribution weights, Distribution biases) = InitialValues(layer);
            into.Add($"{layer.Index}.weight", ParameterRole.Matrix, weights, layer.WeightShape);
            if (Bias) into.Add($"{layer.Index}.bias", ParameterRole.Bias, biases, layer.BiasShape);
        }
    }

    /// <summary>The frequencies of a layer that is followed by a residual sine; null for all others.</summary>
    /// <param name="layer">A layer of this network.</param>
    public float[]? SineFrequencies(MlpLayer layer)
        => layer is { Index: 0, IsOutput: false } && Wire is null ? ResidualSine?.Values(Width) : null;

    private (Distribution Weights, Distribution Biases) InitialValues(MlpLayer layer)
    {
        if (GeometricRadius is { } radius && Wire is null) return Geometric(layer, radius);
        double torch = 1 / Math.Sqrt(layer.Inputs);
        return Wire is null && ResidualSine is null
            ? Activation.InitialValues(layer.Index == 0, layer.Inputs, layer.Outputs)
            : (Distribution.Uniform(torch), Distribution.Uniform(torch));
    }

    /// <summary>Hidden layers keep lengths on average; the last one adds up to ‖x‖ and takes the radius off.</summary>
    private static (Distribution Weights, Distribution Biases) Geometric(MlpLayer layer, double radius)
        => layer.IsOutput
            ? (new Distribution(Math.Sqrt(Math.PI / layer.Inputs), 1e-5, Normal: true), Distribution.Always(-radius))
            : (Distribution.Gaussian(Math.Sqrt(2.0 / layer.Outputs)), Distribution.Zero);
}

/// <summary>One affine map of an <see cref="Mlp"/>.</summary>
/// <param name="Index">Its place, from 0.</param>
/// <param name="Inputs">Inputs; complex ones count once.</param>
/// <param name="Outputs">Outputs; complex ones count once.</param>
/// <param name="IsOutput">Whether it is the last.</param>
/// <param name="ComplexInput">Whether inputs and weights are complex.</param>
/// <param name="ComplexOutput">Whether a wavelet follows, which makes the outputs complex.</param>
public readonly record struct MlpLayer(
    int Index, int Inputs, int Outputs, bool IsOutput, bool ComplexInput, bool ComplexOutput)
{
    /// <summary>[outputs, inputs], with a last axis of real and imaginary parts for complex weights.</summary>
    public ImmutableArray<int> WeightShape => ComplexInput ? [Outputs, Inputs, 2] : [Outputs, Inputs];

    /// <summary>[outputs], with a last axis of real and imaginary parts for complex weights that feed a wavelet.</summary>
    public ImmutableArray<int> BiasShape => ComplexInput && !IsOutput ? [Outputs, 2] : [Outputs];
}
