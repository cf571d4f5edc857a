using NeuralFields.Numerics;

namespace NeuralFields.Codegen;

/// <summary>
/// A real number that is a node of the open <see cref="ExprGraph"/>: formulas run on it to become text.
/// </summary>
public readonly struct Expr : IReal<Expr>
{
    internal Expr(ExprGraph graph, int id) => (Graph, Id) = (graph, id);

    /// <summary>The node's number.</summary>
    public int Id { get; }

    internal ExprGraph Graph { get; }

    /// <summary>A constant; text shows it rounded to float.</summary>
    public static Expr Const(Constant value) =>
        new(ExprGraph.Current, ExprGraph.Current.Add(ExprNode.OfFloat(value.Value)));

    /// <inheritdoc/>
    public static Expr operator +(Expr a, Expr b) => Make(ExprOp.Add, a, b);

    /// <inheritdoc/>
    public static Expr operator -(Expr a, Expr b) => Make(ExprOp.Subtract, a, b);

    /// <inheritdoc/>
    public static Expr operator *(Expr a, Expr b) => Make(ExprOp.Multiply, a, b);

    /// <inheritdoc/>
    public static Expr operator /(Expr a, Expr b) => Make(ExprOp.Divide, a, b);

    /// <inheritdoc/>
    public static Expr operator -(Expr a) => Make(ExprOp.Negate, a);

    /// <summary>A comparison.</summary>
    public static BoolExpr operator <(Expr a, Expr b) => BoolExpr.Make(ExprOp.Less, a.Id, b.Id);

    /// <summary>A comparison.</summary>
    public static BoolExpr operator >(Expr a, Expr b) => b < a;

    /// <inheritdoc/>
    public static Expr Fma(Expr a, Expr b, Expr c) =>
        new(a.Graph, a.Graph.Add(new(ExprOp.Fma, ExprType.Float, a.Id, a.Graph.Owned(b), a.Graph.Owned(c))));

    /// <inheritdoc/>
    public static Expr Min(Expr a, Expr b) => Make(ExprOp.Min, a, b);

    /// <inheritdoc/>
    public static Expr Max(Expr a, Expr b) => Make(ExprOp.Max, a, b);

    /// <inheritdoc/>
    public static Expr Abs(Expr a) => Make(ExprOp.Abs, a);

    /// <inheritdoc/>
    public static Expr Floor(Expr a) => Make(ExprOp.Floor, a);

    /// <summary>a − ⌊a⌋.</summary>
    public static Expr Fract(Expr a) => a - Floor(a);

    /// <inheritdoc/>
    public static Expr Sign(Expr a) => Make(ExprOp.Sign, a);

    /// <inheritdoc/>
    public static Expr Sqrt(Expr a) => Make(ExprOp.Sqrt, a);

    /// <inheritdoc/>
    public static Expr Exp(Expr a) => Make(ExprOp.Exp, a);

    /// <inheritdoc/>
    public static Expr Log(Expr a) => Make(ExprOp.Log, a);

    /// <inheritdoc/>
    public static Expr Sin(Expr a) => Make(ExprOp.Sin, a);

    /// <inheritdoc/>
    public static Expr Cos(Expr a) => Make(ExprOp.Cos, a);

    /// <inheritdoc/>
    public static (Expr Sin, Expr Cos) SinCos(Expr a) => (Sin(a), Cos(a));

    /// <inheritdoc/>
    public static Expr Tanh(Expr a) => Make(ExprOp.Tanh, a);

    /// <inheritdoc/>
    public static Expr IfLess(Expr a, Expr b, Expr then, Expr otherwise) => Select(a < b, then, otherwise);

    /// <summary><paramref name="then"/> where the condition holds, else <paramref name="otherwise"/>.</summary>
    public static Expr Select(BoolExpr condition, Expr then, Expr otherwise) =>
        new(then.Graph, then.Graph.Add(new(ExprOp.Select, ExprType.Float, condition.Id, then.Id, otherwise.Id)));

    /// <summary>⌊a⌋ as an integer.</summary>
    public static IntExpr FloorToInt(Expr a) => new(a.Graph.Add(new(ExprOp.ToInt, ExprType.Int, Floor(a).Id)));

    private static Expr Make(ExprOp op, Expr a) => new(a.Graph, a.Graph.Add(new(op, ExprType.Float, a.Id)));

    private static Expr Make(ExprOp op, Expr a, Expr b) =>
        new(a.Graph, a.Graph.Add(new(op, ExprType.Float, a.Id, a.Graph.Owned(b))));
}
