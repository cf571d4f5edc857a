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
}
