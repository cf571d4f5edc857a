namespace NeuralFields.Codegen;

/// <summary>A 32-bit unsigned integer that is written down: a place in the parameter vector.</summary>
/// <param name="Id">Its place in <see cref="ExprGraph.Nodes"/>.</param>
public readonly record struct ExprIndex(int Id)
{
    /// <summary>A constant.</summary>
    public static ExprIndex Const(uint value) => Node(new(ExprOp.IndexConstant, Constant: value));

    /// <summary>The largest integer not above a, negative ones wrapped to 32 bits.</summary>
    public static ExprIndex FloorOf(Expr a) => Node(new(ExprOp.ToIndex, Expr.Floor(a).Id));

    /// <summary>Sum in 32 bits.</summary>
    public static ExprIndex operator +(ExprIndex a, ExprIndex b) => Node(new(ExprOp.IndexAdd, a.Id, b.Id));

    /// <summary>Product in 32 bits.</summary>
    public static ExprIndex operator *(ExprIndex a, ExprIndex b) => Node(new(ExprOp.IndexMultiply, a.Id, b.Id));

    /// <summary>Exclusive or.</summary>
    public static ExprIndex operator ^(ExprIndex a, ExprIndex b) => Node(new(ExprOp.IndexXor, a.Id, b.Id));

    /// <summary>And, bit by bit.</summary>
    public static ExprIndex operator &(ExprIndex a, ExprIndex b) => Node(new(ExprOp.IndexAnd, a.Id, b.Id));

    /// <summary>Remainder.</summary>
    public static ExprIndex operator %(ExprIndex a, ExprIndex b) => Node(new(ExprOp.IndexModulo, a.Id, b.Id));

    private static ExprIndex Node(ExprNode node) => new(ExprGraph.Current.Intern(node));
}
