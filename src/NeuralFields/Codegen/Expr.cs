using NeuralFields.Numerics;

namespace NeuralFields.Codegen;

/// <summary>
/// A number that is not computed but written down: a node of <see cref="ExprGraph.Current"/>. Formulas that run on it
/// become shader text.
/// </summary>
/// <param name="Id">Its place in <see cref="ExprGraph.Nodes"/>.</param>
public readonly record struct Expr(int Id) : IReal<Expr>
{
    /// <summary>A coordinate.</summary>
    /// <param name="index">Its number, from 0.</param>
    public static Expr Input(int index) => Node(new(ExprOp.Input, Constant: index));

    /// <summary>A number of the field's flat parameter vector.</summary>
    public static Expr Parameter(uint index) => Parameter(ExprIndex.Const(index));

    /// <summary>A number of the field's flat parameter vector at a computed place.</summary>
    public static Expr Parameter(ExprIndex index) => Node(new(ExprOp.Parameter, index.Id));

    /// <inheritdoc/>
    public static Expr Const(Constant value) => Node(new(ExprOp.Constant, Constant: value.Value));

    /// <inheritdoc/>
    public static Expr operator +(Expr a, Expr b)
        => a.Is(0) ? b : b.Is(0) ? a : Fold(a, b, static (x, y) => x + y) ?? Node(new(ExprOp.Add, a.Id, b.Id));

    /// <inheritdoc/>
    public static Expr operator -(Expr a, Expr b)
        => b.Is(0) ? a : Fold(a, b, static (x, y) => x - y) ?? Node(new(ExprOp.Subtract, a.Id, b.Id));

    /// <inheritdoc/>
    public static Expr operator *(Expr a, Expr b)
        => a.Is(1) ? b : b.Is(1) ? a : Fold(a, b, static (x, y) => x * y) ?? Node(new(ExprOp.Multiply, a.Id, b.Id));

    /// <inheritdoc/>
    public static Expr operator /(Expr a, Expr b)
        => b.Is(1) ? a : Fold(a, b, static (x, y) => x / y) ?? Node(new(ExprOp.Divide, a.Id, b.Id));

    /// <inheritdoc/>
    public static Expr operator -(Expr a) => a.Constant is { } value ? Const(-value) : Node(new(ExprOp.Negate, a.Id));

    /// <inheritdoc/>
    public static Expr Fma(Expr a, Expr b, Expr c)
        => c.Is(0) || a.Is(1) || b.Is(1) ? (a * b) + c : Node(new(ExprOp.Fma, a.Id, b.Id, c.Id));

    /// <inheritdoc/>
    public static Expr Min(Expr a, Expr b) => Node(new(ExprOp.Min, a.Id, b.Id));

    /// <inheritdoc/>
    public static Expr Max(Expr a, Expr b) => Node(new(ExprOp.Max, a.Id, b.Id));

    /// <inheritdoc/>
    public static Expr Abs(Expr a) => Node(new(ExprOp.Abs, a.Id));

    /// <inheritdoc/>
    public static Expr Floor(Expr a) => Node(new(ExprOp.Floor, a.Id));

    /// <inheritdoc/>
    public static Expr Sign(Expr a) => Node(new(ExprOp.Sign, a.Id));

    /// <inheritdoc/>
    public static Expr Sqrt(Expr a) => Node(new(ExprOp.Sqrt, a.Id));

    /// <inheritdoc/>
    public static Expr Exp(Expr a) => Node(new(ExprOp.Exp, a.Id));

    /// <inheritdoc/>
    public static Expr Log(Expr a) => Node(new(ExprOp.Log, a.Id));

    /// <inheritdoc/>
    public static Expr Sin(Expr a) => Node(new(ExprOp.Sin, a.Id));

    /// <inheritdoc/>
    public static Expr Cos(Expr a) => Node(new(ExprOp.Cos, a.Id));

    /// <inheritdoc/>
    public static (Expr Sin, Expr Cos) SinCos(Expr a) => (Sin(a), Cos(a));

    /// <inheritdoc/>
    public static Expr Tanh(Expr a) => Node(new(ExprOp.Tanh, a.Id));

    /// <inheritdoc/>
    public static Expr IfLess(Expr a, Expr b, Expr then, Expr otherwise)
        => Node(new(ExprOp.Select, Node(new(ExprOp.Less, a.Id, b.Id)).Id, then.Id, otherwise.Id));

    /// <summary>The value of a constant, or null.</summary>
    private double? Constant
        => ExprGraph.Current.Nodes[Id] is { Op: ExprOp.Constant } node ? node.Constant : null;

    private bool Is(double value) => Constant == value;

    private static Expr? Fold(Expr a, Expr b, Func<double, double, double> operation)
        => a.Constant is { } x && b.Constant is { } y ? Const(operation(x, y)) : null;

    private static Expr Node(ExprNode node) => new(ExprGraph.Current.Intern(node));
}
