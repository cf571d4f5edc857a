using System.Numerics;
using NeuralFields.Codegen;
using NeuralFields.Encodings;

namespace NeuralFields.Testing;

/// <summary>An encoding in double precision: its expression graph, interpreted.</summary>
public sealed class EncodingOracle
{
    private readonly ExprGraph _graph;
    private readonly int[] _outputs;
    private readonly double[] _values;

    /// <summary>Lowers an encoding.</summary>
    /// <param name="encoding">The encoding.</param>
    /// <param name="inputs">Coordinates per sample.</param>
    /// <param name="firstParameter">Where its first tensor starts in the parameter vectors given later.</param>
    public EncodingOracle(Encoding encoding, int inputs, int firstParameter = 0)
    {
        using ExprGraph graph = ExprGraph.Open();
        Expr[] x = [.. Enumerable.Range(0, inputs).Select(Expr.Input)];
        Expr[] y = new Expr[encoding.OutputCount(inputs)];
        encoding.Lower(x, firstParameter, y);
        _graph = graph;
        _outputs = [.. y.Select(e => e.Id)];
        _values = new double[graph.Nodes.Count];
    }

    /// <summary>The features of one sample.</summary>
    public double[] Evaluate<TParameter>(ReadOnlySpan<double> x, ReadOnlySpan<TParameter> parameters)
        where TParameter : INumber<TParameter>
    {
        _graph.Evaluate(x, parameters, _values);
        return [.. _outputs.Select(id => _values[id])];
    }
}
