using NeuralFields.Activations;
using NeuralFields.Numerics;
using NeuralFields.Testing;

namespace NeuralFields.Tests.Numerics;

public sealed class DualTests
{
    private static readonly double[] s_points = [-1.7, -0.4, 0.3, 1.1, 2.6];

    [Fact]
    public void Every_operation_carries_its_derivative()
    {
        Check("sum", x => x + Constant(2), x => x + 2);
        Check("difference", x => Constant(2) - x, x => 2 - x);
        Check("product", x => x * x, x => x * x);
        Check("quotient", x => Constant(2) / x, x => 2 / x);
        Check("negative", x => -x, x => -x);
        Check("multiply-add", x => Dual<F64>.Fma(x, x, x), x => (x * x) + x);
        Check("smaller", x => Dual<F64>.Min(x, x * x), x => Math.Min(x, x * x));
        Check("larger", x => Dual<F64>.Max(x, x * x), x => Math.Max(x, x * x));
        Check("magnitude", Dual<F64>.Abs, Math.Abs);
        Check("floor", Dual<F64>.Floor, Math.Floor);
        Check("sign", Dual<F64>.Sign, x => Math.Sign(x));
        Check("root", x => Dual<F64>.Sqrt(x * x), Math.Abs);
        Check("exponential", Dual<F64>.Exp, Math.Exp);
        Check("logarithm", x => Dual<F64>.Log(x * x), x => Math.Log(x * x));
        Check("sine", Dual<F64>.Sin, Math.Sin);
        Check("cosine", Dual<F64>.Cos, Math.Cos);
        Check("tangent", Dual<F64>.Tanh, Math.Tanh);
        Check("choice", x => Dual<F64>.IfLess(x, Constant(0.5), x * x, x), x => x < 0.5 ? x * x : x);
    }

    [Fact]
    public void A_formula_gives_its_slope()
    {
        Softplus softplus = new(4);
        foreach (double x in s_points)
            AssertClose.Number(
                softplus.Slope<F64>(x), softplus.Value(new Dual<F64>(x, 1)).Slope, 1e-12, 1e-15, "softplus");
    }

    private static void Check(string name, Func<Dual<F64>, Dual<F64>> dual, Func<double, double> function)
    {
        GradientCheck.Derivative(function, x => dual(new(x, 1)).Slope, s_points, [], name);
        foreach (double x in s_points) Assert.Equal(function(x), dual(new(x, 1)).Value.Value, 1e-12);
    }

    private static Dual<F64> Constant(double value) => Dual<F64>.Const(value);
}
