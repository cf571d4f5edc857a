namespace NeuralFields.Codegen;

/// <summary>An unsigned 32-bit integer that is a node of the open <see cref="ExprGraph"/>; it wraps.</summary>
public readonly struct UintExpr
{
    internal UintExpr(int id) => Id = id;

    /// <summary>The node's number.</summary>
    public int Id { get; }

    /// <summary>A constant.</summary>
    public static implicit operator UintExpr(uint value) =>
        new(ExprGraph.Current.Add(ExprNode.OfBits(ExprType.Uint, value)));

    /// <summary>Sum.</summary>
    public static UintExpr operator +(UintExpr a, UintExpr b) => Make(ExprOp.Add, a, b);

    /// <summary>Difference.</summary>
    public static UintExpr operator -(UintExpr a, UintExpr b) => Make(ExprOp.Subtract, a, b);

    /// <summary>Product.</summary>
    public static UintExpr operator *(UintExpr a, UintExpr b) => Make(ExprOp.Multiply, a, b);

    /// <summary>Remainder.</summary>
    public static UintExpr operator %(UintExpr a, UintExpr b) => Make(ExprOp.Modulo, a, b);

    /// <summary>Bitwise and.</summary>
    public static UintExpr operator &(UintExpr a, UintExpr b) => Make(ExprOp.And, a, b);

    /// <summary>Bitwise or.</summary>
    public static UintExpr operator |(UintExpr a, UintExpr b) => Make(ExprOp.Or, a, b);

    /// <summary>Bitwise exclusive or.</summary>
    public static UintExpr operator ^(UintExpr a, UintExpr b) => Make(ExprOp.Xor, a, b);

    /// <summary>Bits moved up by a count below 32.</summary>
    public static UintExpr operator <<(UintExpr a, int count) => Make(ExprOp.ShiftLeft, a, (uint)count);

    /// <summary>Bits moved down by a count below 32.</summary>
    public static UintExpr operator >>(UintExpr a, int count) => Make(ExprOp.ShiftRight, a, (uint)count);

    /// <summary>A comparison.</summary>
    public static BoolExpr operator <(UintExpr a, UintExpr b) => BoolExpr.Make(ExprOp.Less, a.Id, b.Id);

    /// <summary>A comparison.</summary>
    public static BoolExpr operator >(UintExpr a, UintExpr b) => b < a;

    /// <summary>Whether two are equal.</summary>
    public static BoolExpr Equal(UintExpr a, UintExpr b) => BoolExpr.Make(ExprOp.Equal, a.Id, b.Id);

    /// <summary><paramref name="then"/> where the condition holds, else <paramref name="otherwise"/>.</summary>
    public static UintExpr Select(BoolExpr condition, UintExpr then, UintExpr otherwise) =>
        new(ExprGraph.Current.Add(new(ExprOp.Select, ExprType.Uint, condition.Id, then.Id, otherwise.Id)));

    /// <summary>The number as a real one.</summary>
    public Expr ToFloat() => new(ExprGraph.Current, ExprGraph.Current.Add(new(ExprOp.ToFloat, ExprType.Float, Id)));

    private static UintExpr Make(ExprOp op, UintExpr a, UintExpr b) =>
        new(ExprGraph.Current.Add(new(op, ExprType.Uint, a.Id, b.Id)));
}
