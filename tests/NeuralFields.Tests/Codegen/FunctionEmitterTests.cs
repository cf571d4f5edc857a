using System.Globalization;
using System.Text;
using NeuralFields.Activations;
using NeuralFields.Codegen;
using NeuralFields.Losses;
using NeuralFields.Testing;

namespace NeuralFields.Tests.Codegen;

public sealed class FunctionEmitterTests
{
    [Fact]
    public void Shared_nodes_become_locals_in_glsl() =>
        Assert.Equal(
            """
            float f(vec2 p)
            {
                float t0 = p.x * p.y;
                return sin(t0) / (t0 + 0.1);
            }

            """,
            Emit(new GlslDialect()));

    [Fact]
    public void Shared_nodes_become_locals_in_opencl() =>
        Assert.Equal(
            """
            float f(float2 p)
            {
                float t0 = p.x * p.y;
                return sin(t0) / (t0 + 0.1f);
            }

            """,
            Emit(new OpenClDialect()));

    [Fact]
    public void Several_outputs_are_written_to_an_array()
    {
        using ExprGraph graph = ExprGraph.Open();
        Expr x = graph.Input(0);
        FunctionSignature signature = new("f", [new("x", 1)]);
        string text = FunctionEmitter.Emit(new GlslDialect(), graph, signature, [x + x, graph.Load(2u)]);
        Assert.Contains("void f(float x, out float result[2])", text);
        Assert.Contains("result[0] = x + x;", text);
        Assert.Contains("result[1] = parameters[2u];", text);
    }

    [Theory]
    [InlineData(0.1f)]
    [InlineData(1f)]
    [InlineData(-0f)]
    [InlineData(1e-38f)]
    [InlineData(3.4028235e38f)]
    [InlineData(16777217f)]
    [InlineData(2.605589463e-6f)]
    public void Float_literals_read_back_as_the_same_float(float value)
    {
        string text = new GlslDialect().Literal(ExprNode.OfFloat(value));
        Assert.Equal(value, float.Parse(text, CultureInfo.InvariantCulture));
        Assert.True(text.Contains('.') || text.Contains('e'));
        Assert.Equal(text + "f", new OpenClDialect().Literal(ExprNode.OfFloat(value)));
    }

    [Fact]
    public void Glsl_of_every_formula_compiles()
    {
        if (ExternalTool.Find("glslangValidator", "glsl") is not string compiler) return;
        Dialect dialect = new GlslDialect();
        string head = "#version 430\nlayout(local_size_x = 1) in;\n";
        string text = head + dialect.ParameterPrelude(0) + EveryFormula(dialect);
        ExternalTool.Compile(compiler, ".comp", text + "void main() { }\n");
    }

    [Fact]
    public void OpenCl_of_every_formula_compiles()
    {
        if (ExternalTool.Find("clang", "opencl") is not string compiler) return;
        Dialect dialect = new OpenClDialect();
        string text = dialect.ParameterPrelude(0) + EveryFormula(dialect);
        ExternalTool.Compile(compiler, ".cl", text, "-x", "cl", "-cl-std=CL1.2", "-fsyntax-only", "-Werror");
    }

    [Fact]
    public void A_compiler_refuses_broken_text()
    {
        if (ExternalTool.Find("clang", "opencl") is not string compiler) return;
        Assert.Throws<CheckFailedException>(() => ExternalTool.Compile(
            compiler, ".cl", "float f(float x) { return y; }\n", "-x", "cl", "-fsyntax-only"));
    }

    private static string Emit(Dialect dialect)
    {
        using ExprGraph graph = ExprGraph.Open();
        Expr product = graph.Input(0) * graph.Input(1);
        FunctionSignature signature = new("f", [new("p", 2)]);
        return FunctionEmitter.Emit(dialect, graph, signature, [Expr.Sin(product) / (product + Expr.Const(0.1))]);
    }

    private static string EveryFormula(Dialect dialect)
    {
        StringBuilder text = new();
        foreach (Activation activation in Activation.All)
            Append(text, dialect, $"activation_{activation.Name}", [new("z", 1)], graph =>
                [activation.Value(graph.Input(0)), activation.Slope(graph.Input(0))]);
        foreach (Loss loss in Loss.All)
            Append(text, dialect, $"loss_{loss.Name}", [new("p", 1), new("t", 1)], graph =>
                [loss.Value(graph.Input(0), graph.Input(1)), loss.Slope(graph.Input(0), graph.Input(1))]);
        Append(text, dialect, "wire", [new("w", 2)], graph =>
        {
            (Expr real, Expr imaginary) = new WireFormula().Value(graph.Input(0), graph.Input(1));
            return [real, imaginary];
        });
        Append(text, dialect, "grid", [new("p", 3)], graph => [GridFragment.Build(graph)]);
        Append(text, dialect, "integers", [new("x", 5)], graph => Integers(graph.Input(0), graph.Input(4)));
        return text.ToString();
    }

    private static Expr[] Integers(Expr x, Expr y)
    {
        IntExpr n = Expr.FloorToInt(x);
        UintExpr u = n.ToUint();
        return
        [
            IntExpr.Select(n < 3, n * 2, n - 1).ToFloat(), (((u << 3) | (u >> 29)) % 7u).ToFloat(),
            Expr.Select(UintExpr.Equal(u & 1u, 0u), x, Expr.Const(double.PositiveInfinity)),
            Expr.Min(Expr.Max(x, y), Expr.Const(-2)) + Expr.Sign(x) * Expr.Abs(y),
        ];
    }

    private static void Append(
        StringBuilder text, Dialect dialect, string name, FunctionArgument[] arguments, Func<ExprGraph, Expr[]> build)
    {
        using ExprGraph graph = ExprGraph.Open();
        text.Append(FunctionEmitter.Emit(dialect, graph, new(name, [.. arguments]), build(graph)));
    }
}
