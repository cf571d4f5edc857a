using System.Numerics;
using NeuralFields.Activations;
using NeuralFields.Networks;
using NeuralFields.Numerics;

namespace NeuralFields.Testing;

/// <summary>A multilayer perceptron in double precision, neuron by neuron.</summary>
public static class MlpOracle
{
    /// <summary>The outputs of one sample.</summary>
    /// <param name="mlp">The network.</param>
    /// <param name="x">[inputs] features.</param>
    /// <param name="outputs">Outputs.</param>
    /// <param name="parameters">The network's tensors, one after another.</param>
    public static double[] Evaluate(Mlp mlp, double[] x, int outputs, ReadOnlySpan<double> parameters)
    {
        Complex[] h = [.. x.Select(v => new Complex(v, 0))];
        foreach (MlpLayer layer in mlp.Layers(x.Length, outputs))
        {
            int weightCount = Product(layer.WeightShape), biasCount = mlp.Bias ? Product(layer.BiasShape) : 0;
            Complex[] weights = Numbers(parameters[..weightCount], layer.WeightShape.Length > 2);
            Complex[] biases = Numbers(parameters.Slice(weightCount, biasCount), layer.BiasShape.Length > 1);
            parameters = parameters[(weightCount + biasCount)..];
            float[]? sines = mlp.SineFrequencies(layer);
            h =
            [
                .. Affine(h, weights, biases, layer.Outputs).Select(
                    (z, o) => sines is null ? Activate(mlp, layer, z) : z + Math.Sin(sines[o] * z.Real)),
            ];
        }
        return [.. h.Select(v => v.Real)];
    }

    /// <summary>How the outputs of one sample change while its features move, for a network of real layers.</summary>
    /// <param name="mlp">The network.</param>
    /// <param name="x">[inputs] features.</param>
    /// <param name="direction">[inputs] their movement.</param>
    /// <param name="outputs">Outputs.</param>
    /// <param name="parameters">The network's tensors, one after another.</param>
    public static double[] Tangent(
        Mlp mlp, double[] x, double[] direction, int outputs, ReadOnlySpan<double> parameters)
    {
        foreach (MlpLayer layer in mlp.Layers(x.Length, outputs))
        {
            Activation function = layer.IsOutput ? mlp.OutputActivation : mlp.Activation;
            ReadOnlySpan<double> weights = parameters[..(layer.Outputs * layer.Inputs)];
            parameters = parameters[weights.Length..];
            double[] values = new double[layer.Outputs], moves = new double[layer.Outputs];
            for (int o = 0; o < layer.Outputs; o++)
            {
                double z = mlp.Bias ? parameters[o] : 0, move = 0;
                for (int i = 0; i < layer.Inputs; i++)
                {
                    z += weights[(o * layer.Inputs) + i] * x[i];
                    move += weights[(o * layer.Inputs) + i] * direction[i];
                }
                double m = mlp.SineFrequencies(layer)?[o] ?? 0;
                values[o] = m > 0 ? z + Math.Sin(m * z) : function.Value((F64)z);
                moves[o] = m > 0 ? (1 + (m * Math.Cos(m * z))) * move : function.Slope((F64)z) * move;
            }
            if (mlp.Bias) parameters = parameters[layer.Outputs..];
            (x, direction) = (values, moves);
        }
        return direction;
    }

    private static Complex[] Affine(Complex[] x, Complex[] weights, Complex[] biases, int outputs)
    {
        Complex[] z = new Complex[outputs];
        for (int o = 0; o < outputs; o++)
        {
            if (biases.Length > 0) z[o] = biases[o];
            for (int i = 0; i < x.Length; i++) z[o] += weights[(o * x.Length) + i] * x[i];
        }
        return z;
    }

    // coordinate-networks reference 4.3: ψ(z) = exp(jωz − |sz|²).
    private static Complex Activate(Mlp mlp, MlpLayer layer, Complex z)
    {
        if (layer.IsOutput) return mlp.OutputActivation.Value((F64)z.Real).Value;
        if (mlp.Wire is not { } wire) return mlp.Activation.Value((F64)z.Real).Value;
        double size = wire.Scale * z.Magnitude;
        return Complex.Exp((Complex.ImaginaryOne * wire.Omega0 * z) - (size * size));
    }

    private static Complex[] Numbers(ReadOnlySpan<double> values, bool complex)
    {
        Complex[] numbers = new Complex[complex ? values.Length / 2 : values.Length];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = complex ? new(values[2 * i], values[(2 * i) + 1]) : new(values[i], 0);
        return numbers;
    }

    private static int Product(IEnumerable<int> shape) => shape.Aggregate(1, (product, size) => product * size);
}
