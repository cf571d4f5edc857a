using NeuralFields.Numerics;

namespace NeuralFields.Tests.Numerics;

public sealed class DeterministicMathTests
{
    /// <summary>The platform's own error is up to one unit, so a bound of two is checked as three.</summary>
    private const double Bound = 3;

    [Fact]
    public void Exp_agrees_with_the_platform() =>
        AgreesOver(-708, 709, Bound, DeterministicMath.Exp, Math.Exp);

    [Fact]
    public void Exp2_agrees_with_the_platform() =>
        AgreesOver(-1000, 1000, Bound, DeterministicMath.Exp2, x => Math.Pow(2, x));

    [Fact]
    public void Log_agrees_with_the_platform()
    {
        AgreesOver(1e-3, 10, Bound, DeterministicMath.Log, Math.Log);
        AgreesOver(0.99, 1.01, Bound, DeterministicMath.Log, Math.Log);
        AgreesOver(1, 1e300, Bound, DeterministicMath.Log, Math.Log);
        AgreesOver(5e-324, 1e-308, Bound, DeterministicMath.Log, Math.Log);
    }

    [Fact]
    public void Log2_agrees_with_the_platform()
    {
        AgreesOver(1e-3, 10, Bound, DeterministicMath.Log2, Math.Log2);
        AgreesOver(0.99, 1.01, Bound, DeterministicMath.Log2, Math.Log2);
    }

    [Fact]
    public void Powers_of_two_are_exact()
    {
        for (int n = -1074; n < 1024; n++)
        {
            double power = Math.ScaleB(1, n);
            Assert.Equal(power, DeterministicMath.Exp2(n));
            Assert.Equal(n, DeterministicMath.Log2(power));
        }
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(0.999)]
    [InlineData(1.38)]
    [InlineData(17.3)]
    [InlineData(1e-9)]
    public void Pow_agrees_with_the_platform(double x) =>
        AgreesOver(-30, 30, 4, y => DeterministicMath.Pow(x, y), y => Math.Pow(x, y));

    [Fact]
    public void Pow_keeps_its_precision_far_from_one() =>
        AgreesOver(0, 6000, 4, y => DeterministicMath.Pow(0.9, y), y => Math.Pow(0.9, y));

    [Fact]
    public void Pow_follows_IEEE_at_special_values()
    {
        double[] values = [0, -0.0, 1, -1, 2, -2, 3, -3, 0.5, -0.5, 1 / 0.0, -1 / 0.0, double.NaN];
        foreach (double x in values)
            foreach (double y in values)
            {
                double exact = Math.Pow(x, y), got = DeterministicMath.Pow(x, y);
                bool same = exact.Equals(got) || Math.Abs(got - exact) < 1e-15 * Math.Abs(exact);
                Assert.True(
                    same && double.IsNegative(exact) == double.IsNegative(got), $"pow({x}, {y}) is {exact}, got {got}");
            }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(1e6)]
    public void Sine_and_cosine_agree_with_the_platform(double bound)
    {
        AgreesOver(-bound, bound, Bound, DeterministicMath.Sin, Math.Sin);
        AgreesOver(-bound, bound, Bound, DeterministicMath.Cos, Math.Cos);
    }

    [Fact]
    public void Special_arguments_give_special_values()
    {
        Assert.Equal(double.PositiveInfinity, DeterministicMath.Exp(double.PositiveInfinity));
        Assert.Equal(0, DeterministicMath.Exp(double.NegativeInfinity));
        Assert.Equal(double.NegativeInfinity, DeterministicMath.Log(0));
        Assert.Equal(double.PositiveInfinity, DeterministicMath.Log2(double.PositiveInfinity));
        Assert.True(double.IsNaN(DeterministicMath.Log(-1)));
        Assert.True(double.IsNaN(DeterministicMath.Sin(double.PositiveInfinity)));
        Assert.True(double.IsNaN(DeterministicMath.Exp2(double.NaN)));
    }

    private static void AgreesOver(
        double low, double high, double units, Func<double, double> actual, Func<double, double> expected)
    {
        Pcg32 random = new(5, 6);
        for (int i = 0; i < 20_000; i++)
        {
            double x = low + (high - low) * random.NextDouble();
            double exact = expected(x), unit = Math.BitIncrement(Math.Abs(exact)) - Math.Abs(exact);
            double error = exact == actual(x) ? 0 : Math.Abs(actual(x) - exact) / unit;
            Assert.True(error <= units, $"at {x:R}: {actual(x):R} is {error} units from {exact:R}");
        }
    }
}
