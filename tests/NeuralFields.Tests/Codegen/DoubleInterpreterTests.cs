using NeuralFields.Activations;
using NeuralFields.Codegen;
using NeuralFields.Losses;
using NeuralFields.Numerics;

namespace NeuralFields.Tests.Codegen;

public sealed class DoubleInterpreterTests
{
    private static readonly double[] Points = [-3, -1.1, -0.4, -0.01, 0.02, 0.3, 1.7, 40];

    public static TheoryData<string> Activations => [.. Activation.All.Select(activation => activation.Name)];

    public static TheoryData<string> Losses => [.. Loss.All.Select(loss => loss.Name)];

    [Theory, MemberData(nameof(Activations))]
    public void Activations_equal_their_double_form(string name)
    {
        Activation activation = Activation.Find(name);
        using ExprGraph graph = ExprGraph.Open();
        Expr z = graph.Input(0);
        Expr[] outputs = [activation.Value(z), activation.Slope(z)];
        foreach (double x in Points)
            Assert.Equal(
                [activation.Value(x), activation.Slope(x)], DoubleInterpreter.Evaluate(graph, outputs, [x]));
    }

    [Theory, MemberData(nameof(Losses))]
    public void Losses_equal_their_double_form(string name)
    {
        Loss loss = Loss.Find(name);
        using ExprGraph graph = ExprGraph.Open();
        Expr prediction = graph.Input(0), target = graph.Input(1);
        Expr[] outputs = [loss.Value(prediction, target), loss.Slope(prediction, target)];
        foreach (double x in Points)
            Assert.Equal(
                [loss.Value(x, 0.3, x), loss.Slope(x, 0.3)], DoubleInterpreter.Evaluate(graph, outputs, [x, 0.3]));
    }

    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(0, 1, 489905)]
    [InlineData(5, 7, 283602)]
    [InlineData(-1, 0, 524287)]
    public void Hash_of_a_vertex_wraps_in_32_bits(int x, int y, double expected)
    {
        using ExprGraph graph = ExprGraph.Open();
        UintExpr hash = GridFragment.Hash(
            Expr.FloorToInt(graph.Input(0)).ToUint(), Expr.FloorToInt(graph.Input(1)).ToUint());
        Expr index = (hash % (1u << 19)).ToFloat();
        Assert.Equal([expected], DoubleInterpreter.Evaluate(graph, [index], [x, y]));
    }

    [Fact]
    public void A_hashed_grid_level_equals_plain_code()
    {
        Pcg32 random = new(1, 1);
        float[] parameters = new float[GridFragment.TableSize + GridFragment.Offset];
        for (int i = 0; i < parameters.Length; i++) parameters[i] = random.NextFloat();
        using ExprGraph graph = ExprGraph.Open();
        Expr[] outputs = [GridFragment.Build(graph)];
        for (int i = 0; i < 100; i++)
        {
            double x = 2 * random.NextDouble() - 0.5, y = 2 * random.NextDouble() - 0.5;
            double value = DoubleInterpreter.Evaluate<float>(graph, outputs, [x, y], parameters)[0];
            Assert.Equal(GridFragment.Exact(x, y, parameters), value, 1e-12);
        }
    }

    [Fact]
    public void Integer_operations_mean_what_their_names_say()
    {
        using ExprGraph graph = ExprGraph.Open();
        IntExpr n = Expr.FloorToInt(graph.Input(0));
        UintExpr u = n.ToUint();
        Expr[] outputs =
        [
            n.ToFloat(), (n * 3 - 1).ToFloat(), u.ToFloat(), (u >> 28).ToFloat(), ((u << 4) | 1u).ToFloat(),
            IntExpr.Select(n < 0, 0 - n, n).ToFloat(), UintExpr.Select(u < 10u, 1u, 2u).ToFloat(),
            Expr.Select(UintExpr.Equal(u & 1u, 1u), Expr.Const(7), Expr.Const(8)),
        ];
        double[] values = DoubleInterpreter.Evaluate(graph, outputs, [-2.5]);
        Assert.Equal([-3, -10, 4294967293, 15, 4294967249, 3, 2, 7], values);
    }
}
