using NeuralFields.Networks;

namespace NeuralFields.Testing;

/// <summary>Gaussian units in double precision, unit by unit.</summary>
public static class GaussianRbfOracle
{
    /// <summary>The outputs of one sample.</summary>
    /// <param name="network">The network.</param>
    /// <param name="x">[inputs] features.</param>
    /// <param name="outputs">Outputs.</param>
    /// <param name="parameters">The network's tensors, one after another.</param>
    public static double[] Evaluate(GaussianRbf network, double[] x, int outputs, ReadOnlySpan<double> parameters)
    {
        int units = network.Units, inputs = x.Length;
        ReadOnlySpan<double> weights = parameters[(2 * units * inputs)..];
        double[] y = weights.Slice(units * outputs, outputs).ToArray();
        for (int n = 0; n < units; n++)
        {
            double response = Math.Exp(-0.5 * Distance(x, parameters.Slice(n * inputs, inputs),
                parameters.Slice((units + n) * inputs, inputs)));
            for (int o = 0; o < outputs; o++) y[o] += weights[(o * units) + n] * response;
        }
        return y;
    }

    /// <summary>q = Σᵢ exp(γᵢ)(xᵢ − μᵢ)².</summary>
    public static double Distance(double[] x, ReadOnlySpan<double> center, ReadOnlySpan<double> logPrecision)
    {
        double q = 0;
        for (int i = 0; i < x.Length; i++) q += Math.Exp(logPrecision[i]) * (x[i] - center[i]) * (x[i] - center[i]);
        return q;
    }
}
