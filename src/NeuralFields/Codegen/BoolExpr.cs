namespace NeuralFields.Codegen;

/// <summary>The outcome of a comparison, a node of the open <see cref="ExprGraph"/>; Select takes it.</summary>
public readonly struct BoolExpr
{
    private BoolExpr(int id) => Id = id;

    /// <summary>The node's number.</summary>
    public int Id { get; }

    internal static BoolExpr Make(ExprOp op, int a, int b) => new(ExprGraph.Current.Add(new(op, ExprType.Bool, a, b)));
}
