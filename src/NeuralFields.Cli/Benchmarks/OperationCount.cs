using NeuralFields.Networks;

namespace NeuralFields.Cli.Benchmarks;

/// <summary>Floating-point operations of networks: those of the matrix products alone.</summary>
internal static class OperationCount
{
    /// <summary>What is counted, in words.</summary>
    public const string Rule =
        "operations per sample: 2·macs to infer; to train 2·macs forward + 2·macs for the weights' gradient + 2·macs for " +
        "the inputs' gradient, the first layer's left out where nobody reads it (mlp). Activations, biases, loss and " +
        "optimiser are not counted.";

    /// <summary>Operations per sample of a forward pass.</summary>
    public static double OfInference(Network network, int inputs, int outputs) => 2 * Products(network, inputs, outputs).Sum();

    /// <summary>Operations per sample of a training step.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">Features per sample.</param>
    /// <param name="outputs">Outputs per sample.</param>
    /// <param name="firstLayerPassesOn">Whether the gradient of the network's own inputs is computed.</param>
    public static double OfTraining(Mlp network, int inputs, int outputs, bool firstLayerPassesOn)
    {
        double[] products = [.. Products(network, inputs, outputs)];
        return (6 * products.Sum()) - (firstLayerPassesOn ? 0 : 2 * products[0]);
    }

    /// <summary>Multiply-adds of each product. Gaussian units read the features and their squares.</summary>
    private static IEnumerable<double> Products(Network network, int inputs, int outputs) => network switch
    {
        Mlp mlp => mlp.Layers(inputs, outputs).Select(layer => (double)layer.Inputs * layer.Outputs),
        GaussianRbf rbf => [2.0 * inputs * rbf.Units, (double)rbf.Units * outputs],
        _ => [],
    };
}
