using NeuralFields.Activations;
using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Networks;
using NeuralFields.Testing;

namespace NeuralFields.Tests.Fields;

/// <summary>The judge itself: small fields worked out by hand.</summary>
public sealed class FieldOracleTests
{
    [Fact]
    public void A_network_is_affine_maps_with_activations_between()
    {
        Mlp network = new() { Width = 2, HiddenLayers = 1, OutputActivation = Activation.Find("Sigmoid") };
        FieldOracle oracle = new(FieldSpec.Value(1, 1, new Identity(), network));
        double[] parameters = [2, -3, 0.5, 0.25, 1, 10, -1];
        // h = ReLU(2·1 + 0.5, −3·1 + 0.25) = (2.5, 0); y = sigmoid(2.5 − 1).
        Assert.Equal(1 / (1 + Math.Exp(-1.5)), oracle.Evaluate([1], parameters)[0], 1e-15);
    }

    [Fact]
    public void A_wavelet_network_is_complex_inside()
    {
        Mlp network = new() { Width = 1, HiddenLayers = 2, Wire = new WireFormula(3, 2) };
        FieldOracle oracle = new(FieldSpec.Value(1, 1, new Identity(), network));
        // First layer 0.5x + 0.1; hidden (0.3 + 0.2j)h + (0.05 − 0.1j); output Re((1 + 2j)h) + 0.25.
        double[] parameters = [0.5, 0.1, 0.3, 0.2, 0.05, -0.1, 1, 2, 0.25];
        double u = (0.5 * 0.4) + 0.1, size = Math.Exp(-4 * u * u);
        double re = size * Math.Cos(3 * u), im = size * Math.Sin(3 * u);
        (double zr, double zi) = ((0.3 * re) - (0.2 * im) + 0.05, (0.3 * im) + (0.2 * re) - 0.1);
        size = Math.Exp((-3 * zi) - (4 * ((zr * zr) + (zi * zi))));
        double expected = (size * Math.Cos(3 * zr)) - (2 * size * Math.Sin(3 * zr)) + 0.25;
        Assert.Equal(expected, oracle.Evaluate([0.4], parameters)[0], 1e-14);
        Assert.Equal(parameters.Length, oracle.Layout.Count);
    }

    [Fact]
    public void Nodes_read_earlier_nodes_and_heads_read_slices()
    {
        FieldSpec spec = new(
            [new FieldPort("position", 2), new FieldPort("direction", 1)],
            [
                new EncodingNode("scaled", ["position"], new Identity { Scale = 2 }),
                new NetworkNode("network", ["scaled", "direction"], new Mlp { HiddenLayers = 0, Bias = false }, 2),
            ],
            [
                new FieldHead("density", "network", 1, 1, Activation.Find("Exponential")),
                new FieldHead("color", "scaled", 0, 2, Activation.Find("None")),
            ]);
        double[] result = new FieldOracle(spec).Evaluate([1, 2, 3], [0, 0, 0, 0.5, 0.25, -1]);
        AssertClose.Relative([Math.Exp(1 + 1 - 3), 2, 4], result, 0, 1e-14);
    }

    [Fact]
    public void Gradients_of_a_linear_field_are_its_coefficients()
    {
        FieldSpec spec = FieldSpec.Value(2, 1, new Identity(), new Mlp { HiddenLayers = 0 });
        FieldOracle oracle = new(spec);
        double[] parameters = [0.5, -2, 0.25], inputs = [0.1, 0.2, 0.3, 0.4], weights = [1, 3];
        AssertClose.Relative([0.5, -2, 1.5, -6], oracle.InputGradient(inputs, parameters, weights), 0, 1e-9);
        AssertClose.Relative(
            [0.1 + 0.9, 0.2 + 1.2, 4],
            oracle.ParameterGradient(inputs, parameters, y => FieldOracle.Dot(weights, y)), 0, 1e-9);
    }

    [Fact]
    public void Fixed_tensors_have_no_gradient()
    {
        FieldSpec spec = FieldSpec.Value(1, 1, new FourierFeatures { Features = 2 }, new Mlp { HiddenLayers = 0 });
        FieldOracle oracle = new(spec);
        double[] gradient = oracle.ParameterGradient([0.3], [1, 2, 0.5, 0.5, 0.5, 0.5, 0], y => y[0]);
        Assert.Equal([0, 0], gradient[..2]);
        Assert.Equal(1, gradient[^1], 1e-9);
    }
}
