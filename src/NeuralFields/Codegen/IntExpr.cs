namespace NeuralFields.Codegen;

/// <summary>A signed 32-bit integer that is a node of the open <see cref="ExprGraph"/>; it wraps.</summary>
public readonly struct IntExpr
{
    internal IntExpr(int id) => Id = id;

    /// <summary>The node's number.</summary>
    public int Id { get; }

    /// <summary>A constant.</summary>
    public static implicit operator IntExpr(int value) =>
        new(ExprGraph.Current.Add(ExprNode.OfBits(ExprType.Int, (uint)value)));

    /// <summary>Sum.</summary>
    public static IntExpr operator +(IntExpr a, IntExpr b) => Make(ExprOp.Add, a, b);

    /// <summary>Difference.</summary>
    public static IntExpr operator -(IntExpr a, IntExpr b) => Make(ExprOp.Subtract, a, b);

    /// <summary>Product.</summary>
    public static IntExpr operator *(IntExpr a, IntExpr b) => Make(ExprOp.Multiply, a, b);

    /// <summary>A comparison.</summary>
    public static BoolExpr operator <(IntExpr a, IntExpr b) => BoolExpr.Make(ExprOp.Less, a.Id, b.Id);

    /// <summary>A comparison.</summary>
    public static BoolExpr operator >(IntExpr a, IntExpr b) => b < a;

    /// <summary>Whether two are equal.</summary>
    public static BoolExpr Equal(IntExpr a, IntExpr b) => BoolExpr.Make(ExprOp.Equal, a.Id, b.Id);

    /// <summary><paramref name="then"/> where the condition holds, else <paramref name="otherwise"/>.</summary>
    public static IntExpr Select(BoolExpr condition, IntExpr then, IntExpr otherwise) =>
        new(ExprGraph.Current.Add(new(ExprOp.Select, ExprType.Int, condition.Id, then.Id, otherwise.Id)));

    /// <summary>The same bits, unsigned.</summary>
    public UintExpr ToUint() => new(ExprGraph.Current.Add(new(ExprOp.ToUint, ExprType.Uint, Id)));

    /// <summary>The number as a real one.</summary>
    public Expr ToFloat() => new(ExprGraph.Current, ExprGraph.Current.Add(new(ExprOp.ToFloat, ExprType.Float, Id)));

    private static IntExpr Make(ExprOp op, IntExpr a, IntExpr b) =>
        new(ExprGraph.Current.Add(new(op, ExprType.Int, a.Id, b.Id)));
}
