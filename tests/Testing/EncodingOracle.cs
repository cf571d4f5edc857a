using System.Numerics;
using NeuralFields.Codegen;
using NeuralFields.Encodings;

namespace NeuralFields.Testing;

/// <summary>An encoding in double precision: its expression graph, interpreted.</summary>
public sealed class EncodingOracle
{
    private readonly ExprGraph _graph;
    private readonly Expr[] _outputs;

    /// <summary>Lowers an encoding.</summary>
    /// <param name="encoding">The encoding.</param>
    /// <param name="inputs">Coordinates per sample.</param>
    /// <param name="firstParameter">Where its first tensor starts in the parameter vectors given later.</param>
    public EncodingOracle(Encoding encoding, int inputs, int firstParameter = 0)
    {
        using ExprGraph graph = ExprGraph.Open();
        Expr[] x = [.. Enumerable.Range(0, inputs).Select(graph.Input)];
        _outputs = new Expr[encoding.OutputCount(inputs)];
        encoding.Lower(x, firstParameter, _outputs);
        _graph = graph;
    }

    /// <summary>The features of one sample.</summary>
    public double[] Evaluate<TParameter>(ReadOnlySpan<double> x, ReadOnlySpan<TParameter> parameters)
        where TParameter : INumberBase<TParameter>
        => DoubleInterpreter.Evaluate(_graph, _outputs, x, parameters);

    /// <summary>How the features change while the coordinates move along a direction.</summary>
    public double[] Tangent(double[] x, double[] direction, double[] parameters)
    {
        const double Step = 1e-4;
        double[] At(double distance)
            => Evaluate<double>([.. x.Select((v, i) => v + (distance * direction[i]))], parameters);
        double[] above = At(Step), below = At(-Step), farAbove = At(2 * Step), farBelow = At(-2 * Step);
        return [.. above.Select((v, i) => ((8 * (v - below[i])) - (farAbove[i] - farBelow[i])) / (12 * Step))];
    }
}
