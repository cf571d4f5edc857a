using NeuralFields.Numerics;
using NeuralFields.Testing;

namespace NeuralFields.Tests.Numerics;

public sealed class NormalEquationsTests
{
    private static readonly double[][] s_slopes = [[1, 2, -1, 0.5, 3], [0, 1, 4, -2, 1], [2, 0, 1, 1, -1]];

    [Fact]
    public void Residuals_that_a_step_can_undo_are_undone()
    {
        double[] expected = [0.3, -1.5, 2];
        double[] residuals = [.. Enumerable.Range(0, 5).Select(i => -s_slopes.Zip(expected, (s, x) => s[i] * x).Sum())];
        AssertClose.Relative(expected, NormalEquations.Of(s_slopes, residuals).Solve(1e-13), 1e-10, 0);
    }

    [Fact]
    public void Damping_shortens_the_step()
    {
        NormalEquations equations = NormalEquations.Of(s_slopes, [1, 2, 3, 4, 5]);
        Assert.True(Length(equations.Solve(10)) < 0.3 * Length(equations.Solve(1e-6)));

        static double Length(double[] x) => Math.Sqrt(x.Sum(v => v * v));
    }

    [Fact]
    public void Unknowns_that_change_nothing_stay_zero()
    {
        double[] found = NormalEquations.Of([s_slopes[0], [0, 0, 0, 0, 0]], [2, 4, -2, 1, 6]).Solve(1e-12);
        AssertClose.Relative([-2, 0], found, 1e-9, 0);
    }
}
