using System.Numerics;

namespace NeuralFields.Codegen;

/// <summary>A node of an expression graph.</summary>
/// <param name="Op">What it does.</param>
/// <param name="A">The first operand's id, or −1.</param>
/// <param name="B">The second operand's id, or −1.</param>
/// <param name="C">The third operand's id, or −1.</param>
/// <param name="Constant">The number of a constant, or of an input.</param>
public readonly record struct ExprNode(ExprOp Op, int A = -1, int B = -1, int C = -1, double Constant = 0);

/// <summary>
/// The nodes that formulas leave behind when they run on <see cref="Expr"/>. Equal nodes are kept once, and operands
/// come before their users, so the list is a program: for shader text, or for the double oracle.
/// </summary>
/// <remarks>
/// Formulas reach the graph without naming it: it is the innermost open one of the thread. Write
/// <c>using ExprGraph graph = ExprGraph.Open();</c>.
/// </remarks>
public sealed class ExprGraph : IDisposable
{
    [ThreadStatic]
    private static ExprGraph? t_current;

    private readonly ExprGraph? _outer;
    private readonly List<ExprNode> _nodes = [];
    private readonly Dictionary<ExprNode, int> _ids = [];

    private ExprGraph() => (_outer, t_current) = (t_current, this);

    /// <summary>The graph that expressions of this thread go into.</summary>
    /// <exception cref="InvalidOperationException">None is open.</exception>
    public static ExprGraph Current
        => t_current ?? throw new InvalidOperationException("No expression graph is open. Call ExprGraph.Open first.");

    /// <summary>The nodes, operands before users.</summary>
    public IReadOnlyList<ExprNode> Nodes => _nodes;

    /// <summary>Opens a graph until it is disposed.</summary>
    public static ExprGraph Open() => new();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (ReferenceEquals(t_current, this)) t_current = _outer;
    }

    /// <summary>The id of a node, which is added unless the graph has its equal.</summary>
    internal int Intern(ExprNode node)
    {
        if (_ids.TryGetValue(node, out int id)) return id;
        id = _nodes.Count;
        _nodes.Add(node);
        _ids.Add(node, id);
        return id;
    }

    /// <summary>Runs the graph in double precision.</summary>
    /// <param name="inputs">The coordinates.</param>
    /// <param name="parameters">The field's flat parameter vector.</param>
    /// <param name="values">[Nodes] receives every node's value; index an <see cref="Expr"/>'s by its id.</param>
    public void Evaluate<TParameter>(ReadOnlySpan<double> inputs, ReadOnlySpan<TParameter> parameters, Span<double> values)
        where TParameter : INumber<TParameter>
    {
        for (int i = 0; i < _nodes.Count; i++)
        {
            ExprNode node = _nodes[i];
            values[i] = node.Op switch
            {
                ExprOp.Constant or ExprOp.IndexConstant => node.Constant,
                ExprOp.Input => inputs[(int)node.Constant],
                ExprOp.Parameter => double.CreateChecked(parameters[(int)values[node.A]]),
                >= ExprOp.ToIndex => Index(node, values),
                _ => Real(node, values),
            };
        }
    }

    private static double Real(ExprNode node, ReadOnlySpan<double> values)
    {
        double a = values[node.A], b = node.B < 0 ? 0 : values[node.B], c = node.C < 0 ? 0 : values[node.C];
        return node.Op switch
        {
            ExprOp.Add => a + b,
            ExprOp.Subtract => a - b,
            ExprOp.Multiply => a * b,
            ExprOp.Divide => a / b,
            ExprOp.Negate => -a,
            ExprOp.Fma => Math.FusedMultiplyAdd(a, b, c),
            ExprOp.Min => Math.Min(a, b),
            ExprOp.Max => Math.Max(a, b),
            ExprOp.Abs => Math.Abs(a),
            ExprOp.Floor => Math.Floor(a),
            ExprOp.Sign => a < 0 ? -1 : a > 0 ? 1 : 0,
            ExprOp.Sqrt => Math.Sqrt(a),
            ExprOp.Exp => Math.Exp(a),
            ExprOp.Log => Math.Log(a),
            ExprOp.Sin => Math.Sin(a),
            ExprOp.Cos => Math.Cos(a),
            ExprOp.Tanh => Math.Tanh(a),
            ExprOp.Less => a < b ? 1 : 0,
            ExprOp.Select => a != 0 ? b : c,
            _ => throw new InvalidOperationException($"{node.Op} has no value in double precision."),
        };
    }

    // Indices are 32-bit unsigned integers, which doubles hold exactly.
    private static double Index(ExprNode node, ReadOnlySpan<double> values)
    {
        if (node.Op == ExprOp.ToIndex) return unchecked((uint)(long)values[node.A]);
        uint a = (uint)values[node.A], b = (uint)values[node.B];
        return node.Op switch
        {
            ExprOp.IndexAdd => unchecked(a + b),
            ExprOp.IndexMultiply => unchecked(a * b),
            ExprOp.IndexXor => a ^ b,
            ExprOp.IndexAnd => a & b,
            ExprOp.IndexModulo => a % b,
            _ => throw new InvalidOperationException($"{node.Op} is not an operation on indices."),
        };
    }
}
