using NeuralFields.Activations;
using NeuralFields.Descriptions;
using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Networks;
using NeuralFields.Testing;
using NeuralNetwork = NeuralFields.Networks.Network;

namespace NeuralFields.Tests.Networks;

public sealed class GeometricStartTests
{
    /// <summary>
    /// In a network of finite width, a draw scales ‖x‖ by a factor near one that varies little with the direction.
    /// </summary>
    [Theory, InlineData(128, 4, 3), InlineData(256, 3, 3), InlineData(256, 4, 2)]
    public void The_first_values_are_nearly_the_distance_to_a_sphere(int width, int layers, int dimensions)
    {
        const int Seeds = 8, Points = 12;
        FieldOracle oracle = Rectified(dimensions, Network(width, layers, 0.5));
        Random random = new(1);
        double sum = 0;
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            double[] parameters = [.. oracle.Layout.Initialize(seed).Select(p => (double)p)];
            double[] factors =
                [.. Enumerable.Range(0, Points).Select(_ => Factor(oracle, parameters, random, dimensions))];
            double mean = factors.Average();
            Assert.InRange(factors.Average(f => Math.Abs(f - mean)) / mean, 0, 0.25);
            sum += mean;
        }
        Assert.InRange(sum / Seeds, 0.8, 1.2);
    }

    /// <summary>What softplus comes near to, without what it adds at zero.</summary>
    private static FieldOracle Rectified(int dimensions, Mlp mlp)
        => new(FieldSpec.Value(dimensions, 1, new Identity(), mlp with { Activation = Activation.Find("ReLU") }));

    private static double Factor(FieldOracle oracle, double[] parameters, Random random, int dimensions)
    {
        double[] x = [.. Enumerable.Range(0, dimensions).Select(_ => (2 * random.NextDouble()) - 1)];
        return (oracle.Evaluate(x, parameters)[0] + 0.5) / Math.Sqrt(x.Sum(v => v * v));
    }

    [Fact]
    public void The_middle_is_inside_by_the_radius()
    {
        FieldOracle oracle = Rectified(3, Network(128, 2, 0.7));
        double[] parameters = [.. oracle.Layout.Initialize(3).Select(p => (double)p)];
        Assert.Equal(-0.7, oracle.Evaluate([0, 0, 0], parameters)[0], 1e-6);
    }

    [Fact]
    public void The_radius_is_a_key_that_networks_without_it_do_not_write()
    {
        Mlp mlp = Network(64, 3, 0.25);
        DescriptionNode written = Write(mlp);
        Assert.Equal(0.25, written["geometric_radius"]!.AsNumber("geometric_radius"));
        Assert.Equal(mlp, NeuralNetwork.Family.Read("network", written));
        Assert.Null(Write(mlp with { GeometricRadius = null })["geometric_radius"]);
    }

    private static DescriptionNode Write(Mlp mlp) => NeuralNetwork.Family.Write(mlp);

    private static Mlp Network(int width, int layers, double radius) => new()
    {
        Width = width,
        HiddenLayers = layers,
        Activation = Activation.Find("Softplus").With([100]),
        GeometricRadius = radius,
    };
}
