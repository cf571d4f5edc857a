using System.Numerics;
using NeuralFields.Numerics;

namespace NeuralFields.Codegen;

/// <summary>
/// Evaluates a graph in double precision, integers in 32 bits: the judge of emitted text and of kernels.
/// </summary>
public static class DoubleInterpreter
{
    /// <summary>The outputs' values, where the graph reads no parameters.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="outputs">[outputs] expressions of the graph.</param>
    /// <param name="inputs">[inputs] the arguments' components in order.</param>
    /// <returns>[outputs] values.</returns>
    public static double[] Evaluate(ExprGraph graph, ReadOnlySpan<Expr> outputs, ReadOnlySpan<double> inputs)
        => Evaluate<float>(graph, outputs, inputs, []);

    /// <summary>The outputs' values.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="outputs">[outputs] expressions of the graph.</param>
    /// <param name="inputs">[inputs] the arguments' components in order.</param>
    /// <param name="parameters">The parameter buffer that loads read.</param>
    /// <returns>[outputs] values.</returns>
    /// <exception cref="ArgumentException">An output belongs to another graph.</exception>
    /// <exception cref="IndexOutOfRangeException">An input or a load is out of range.</exception>
    public static double[] Evaluate<TParameter>(
        ExprGraph graph, ReadOnlySpan<Expr> outputs, ReadOnlySpan<double> inputs, ReadOnlySpan<TParameter> parameters)
        where TParameter : INumberBase<TParameter>
    {
        bool[] needed = graph.Reachable(outputs);
        double[] numbers = new double[graph.Count];
        uint[] bits = new uint[graph.Count];
        for (int id = 0; id < needed.Length; id++)
            if (needed[id]) Evaluate(graph, id, numbers, bits, inputs, parameters);
        double[] values = new double[outputs.Length];
        for (int i = 0; i < values.Length; i++) values[i] = numbers[outputs[i].Id];
        return values;
    }

    private static void Evaluate<TParameter>(
        ExprGraph graph, int id, double[] numbers, uint[] bits, ReadOnlySpan<double> inputs,
        ReadOnlySpan<TParameter> parameters)
        where TParameter : INumberBase<TParameter>
    {
        ExprNode node = graph[id];
        if (node.Op == ExprOp.Select)
        {
            int chosen = bits[node.A] != 0 ? node.B : node.C;
            (numbers[id], bits[id]) = (numbers[chosen], bits[chosen]);
        }
        else if (node.Op == ExprOp.Near)
            bits[id] = Near(graph, node, numbers, parameters);
        else if (node.Type == ExprType.Float)
            numbers[id] = Float(graph, node, numbers, bits, inputs, parameters);
        else
            bits[id] = Integer(graph, node, numbers, bits);
    }

    private static double Float<TParameter>(
        ExprGraph graph, ExprNode node, double[] numbers, uint[] bits, ReadOnlySpan<double> inputs,
        ReadOnlySpan<TParameter> parameters)
        where TParameter : INumberBase<TParameter> => node.Op switch
        {
            ExprOp.Constant => node.Number,
            ExprOp.Input => inputs[(int)node.Bits],
            ExprOp.Load => double.CreateChecked(parameters[checked((int)bits[node.A])]),
            ExprOp.ToFloat => graph[node.A].Type == ExprType.Int ? (int)bits[node.A] : bits[node.A],
            _ => ExprArithmetic.Float(node.Op, At(numbers, node.A), At(numbers, node.B), At(numbers, node.C)),
        };

    /// <summary>The plainest search: all points, sorted by distance and number.</summary>
    private static uint Near<TParameter>(
        ExprGraph graph, ExprNode node, double[] numbers, ReadOnlySpan<TParameter> parameters)
        where TParameter : INumberBase<TParameter>
    {
        NearestSearch search = graph.Searches[NearestSearch.NumberOf(node)];
        double[] squares = new double[search.Points];
        for (int i = 0; i < squares.Length; i++)
            for (int d = 0; d < search.Dimensions; d++)
            {
                int at = search.First + (i * search.Dimensions) + d;
                double offset = numbers[node.Operand(d)] - double.CreateChecked(parameters[at]);
                squares[i] += offset * offset;
            }
        return (uint)Enumerable.Range(0, squares.Length).OrderBy(i => squares[i]).ElementAt(NearestSearch.RankOf(node));
    }

    private static uint Integer(ExprGraph graph, ExprNode node, double[] numbers, uint[] bits)
    {
        if (node.Op == ExprOp.Constant) return node.Bits;
        if (node.Op == ExprOp.ToInt) return (uint)(int)numbers[node.A];
        if (node.Type != ExprType.Bool)
            return ExprArithmetic.Integer(node.Op, bits[node.A], node.B < 0 ? 0 : bits[node.B]);
        ExprType type = graph[node.A].Type;
        bool holds = type == ExprType.Float
            ? ExprArithmetic.Compare(node.Op, numbers[node.A], numbers[node.B])
            : ExprArithmetic.Compare(node.Op, type, bits[node.A], bits[node.B]);
        return holds ? 1u : 0;
    }

    private static F64 At(double[] numbers, int id) => id < 0 ? 0 : numbers[id];
}
