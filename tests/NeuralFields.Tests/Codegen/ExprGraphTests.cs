using NeuralFields.Codegen;

namespace NeuralFields.Tests.Codegen;

public sealed class ExprGraphTests
{
    [Fact]
    public void Equal_expressions_are_one_node()
    {
        using ExprGraph graph = ExprGraph.Open();
        Expr x = graph.Input(0), y = graph.Input(1);
        Expr first = Expr.Sin(x * y + Expr.Const(2));
        int count = graph.Count;
        Assert.Equal(first.Id, Expr.Sin(Expr.Const(2) + y * x).Id);
        Assert.Equal(count, graph.Count);
        Assert.NotEqual((x - y).Id, (y - x).Id);
    }

    [Fact]
    public void Zeros_of_both_signs_stay_apart()
    {
        using ExprGraph graph = ExprGraph.Open();
        Assert.NotEqual(Expr.Const(0.0).Id, Expr.Const(-0.0).Id);
    }

    [Fact]
    public void Constants_fold()
    {
        using ExprGraph graph = ExprGraph.Open();
        Expr x = graph.Input(0);
        Assert.Equal(Expr.Const(6).Id, (Expr.Const(2) * Expr.Const(3)).Id);
        Assert.Equal(x.Id, (x * Expr.Const(1)).Id);
        Assert.Equal(x.Id, (Expr.Const(0) + x).Id);
        Assert.Equal(x.Id, (-(-x)).Id);
        Assert.Equal(Expr.Floor(x).Id, Expr.Floor(Expr.Floor(x)).Id);
        Assert.Equal((x * x).Id, Expr.Fma(x, x, Expr.Const(0)).Id);
        Assert.Equal(x.Id, Expr.IfLess(Expr.Const(1), Expr.Const(2), x, -x).Id);
        Assert.Equal(x.Id, Expr.IfLess(x, Expr.Const(2), x, x).Id);
    }

    [Fact]
    public void A_product_with_zero_does_not_fold_since_the_factor_may_be_NaN()
    {
        using ExprGraph graph = ExprGraph.Open();
        Expr x = graph.Input(0);
        Assert.NotEqual(Expr.Const(0).Id, (x * Expr.Const(0)).Id);
    }

    [Fact]
    public void Unsigned_constants_fold_and_powers_of_two_become_masks()
    {
        using ExprGraph graph = ExprGraph.Open();
        UintExpr n = Expr.FloorToInt(graph.Input(0)).ToUint();
        Assert.Equal(n.Id, (1u * n).Id);
        Assert.Equal(n.Id, (n ^ 0u).Id);
        Assert.Equal((n & 15u).Id, (n % 16u).Id);
        Assert.Equal(((UintExpr)0u).Id, (n % 1u).Id);
        Assert.Equal(((UintExpr)4294967295u).Id, ((UintExpr)0u - 1u).Id);
    }

    [Fact]
    public void Operators_outside_of_a_graph_say_what_to_do() =>
        Assert.Contains("ExprGraph.Open()", Assert.Throws<InvalidOperationException>(() => Expr.Const(1)).Message);

    [Fact]
    public void Expressions_of_two_graphs_do_not_mix()
    {
        using ExprGraph outer = ExprGraph.Open();
        Expr x = outer.Input(0);
        using ExprGraph inner = ExprGraph.Open();
        Expr y = inner.Input(0);
        Assert.Throws<ArgumentException>(() => x + y);
    }

    [Fact]
    public void Closing_a_graph_returns_to_the_one_before()
    {
        using ExprGraph outer = ExprGraph.Open();
        ExprGraph.Open().Dispose();
        Assert.Equal(outer.Input(0).Id, outer.Input(0).Id);
        Assert.Equal(Expr.Const(5).Id, Expr.Const(5).Id);
        Assert.Equal(2, outer.Count);
    }
}
