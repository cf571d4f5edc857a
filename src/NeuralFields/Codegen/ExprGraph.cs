namespace NeuralFields.Codegen;

/// <summary>
/// A graph of expressions, each distinct one standing once. Formulas written against
/// <see cref="Numerics.IReal{T}"/> build it by running with <see cref="Expr"/>; it is then interpreted in double or
/// printed in a shading language.
/// </summary>
/// <remarks>
/// While it is open, a graph is its thread's current one and operators add to it. Nodes keep their numbers; operands
/// stand before the nodes that use them.
/// </remarks>
public sealed class ExprGraph : IDisposable
{
    [ThreadStatic]
    private static ExprGraph? s_current;

    private readonly ExprGraph? _outer;
    private readonly List<ExprNode> _nodes = [];
    private readonly Dictionary<ExprNode, int> _ids = [];
    private readonly List<NearestSearch> _searches = [];

    private ExprGraph() => _outer = s_current;

    /// <summary>How many nodes there are.</summary>
    public int Count => _nodes.Count;

    /// <summary>A node by number.</summary>
    public ExprNode this[int id] => _nodes[id];

    /// <summary>The graph that operators add to.</summary>
    /// <exception cref="InvalidOperationException">None is open on this thread.</exception>
    public static ExprGraph Current => s_current
        ?? throw new InvalidOperationException("No expression graph is open on this thread; use ExprGraph.Open().");

    /// <summary>Starts a graph and makes it the thread's current one until it is disposed.</summary>
    public static ExprGraph Open() => s_current = new ExprGraph();

    /// <summary>An argument of the function under construction.</summary>
    /// <param name="index">Its place among all components of all arguments.</param>
    public Expr Input(int index) => new(this, Add(new(ExprOp.Input, ExprType.Float, Payload: index)));

    /// <summary>A float of the parameter buffer.</summary>
    public Expr Load(UintExpr index) => new(this, Add(new(ExprOp.Load, ExprType.Float, index.Id)));

    /// <summary>The searches for nearest points.</summary>
    public IReadOnlyList<NearestSearch> Searches => _searches;

    /// <summary>The numbers of the points that are nearest to a place.</summary>
    /// <param name="place">[dimensions] coordinates, at most three.</param>
    /// <param name="search">Among which points.</param>
    /// <returns>[Neighbors] numbers, nearest first; of equally near points the first.</returns>
    public UintExpr[] Nearest(ReadOnlySpan<Expr> place, NearestSearch search)
    {
        ArgumentNullException.ThrowIfNull(search);
        _searches.Add(search);
        UintExpr[] results = new UintExpr[search.Neighbors];
        for (int rank = 0; rank < results.Length; rank++)
            results[rank] = new(Add(new(
                ExprOp.Near, ExprType.Uint, Owned(place[0]), place.Length > 1 ? Owned(place[1]) : -1,
                place.Length > 2 ? Owned(place[2]) : -1, NearestSearch.Payload(_searches.Count - 1, rank))));
        return results;
    }

    /// <summary>Which nodes the outputs need, by node number.</summary>
    public bool[] Reachable(ReadOnlySpan<Expr> outputs)
    {
        bool[] needed = new bool[_nodes.Count];
        foreach (Expr output in outputs) needed[Owned(output)] = true;
        for (int id = needed.Length - 1; id >= 0; id--)
            for (int k = 0; needed[id] && k < _nodes[id].OperandCount; k++)
                needed[_nodes[id].Operand(k)] = true;
        return needed;
    }

    /// <summary>Gives the thread back to the graph that was open before. The nodes stay readable.</summary>
    public void Dispose()
    {
        if (s_current == this) s_current = _outer;
    }

    /// <summary>The number of the node of an expression of this graph.</summary>
    /// <exception cref="ArgumentException">It belongs to another graph.</exception>
    internal int Owned(Expr expression) => expression.Graph == this
        ? expression.Id
        : throw new ArgumentException("The expression belongs to another graph.", nameof(expression));

    /// <summary>The number of a node after folding; a new one only where there is no equal node.</summary>
    internal int Add(ExprNode node)
    {
        if (ExprFolding.Fold(this, node) is int folded) return folded;
        node = ExprFolding.Ordered(node);
        if (_ids.TryGetValue(node, out int id)) return id;
        _nodes.Add(node);
        _ids.Add(node, _nodes.Count - 1);
        return _nodes.Count - 1;
    }
}
