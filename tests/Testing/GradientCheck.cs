using System.Globalization;

namespace NeuralFields.Testing;

/// <summary>Compares derivatives with central differences in double precision.</summary>
public static class GradientCheck
{
    /// <summary>Allowed error relative to the derivative.</summary>
    public const double Relative = 1e-6;

    /// <summary>Allowed error where the derivative is small.</summary>
    public const double Floor = 1e-8;

    /// <summary>Checks a derivative at many points; points next to a kink are left out.</summary>
    /// <exception cref="CheckFailedException">The two disagree somewhere.</exception>
    public static void Derivative(
        Func<double, double> function, Func<double, double> derivative, IEnumerable<double> points,
        IReadOnlyList<double> kinks, string where)
    {
        int checkedPoints = 0;
        foreach (double x in points)
        {
            double h = Step(x);
            if (kinks.Any(kink => Math.Abs(x - kink) < 10 * h)) continue;
            checkedPoints++;
            AssertClose.Number(
                Difference(function, x), derivative(x), Relative, Floor,
                string.Create(CultureInfo.InvariantCulture, $"{where} at {x:R}"));
        }
        if (checkedPoints == 0) throw new CheckFailedException($"{where}: no point was left to check");
    }

    /// <summary>Checks a gradient of a function of many numbers, or some of its components.</summary>
    /// <exception cref="CheckFailedException">The two disagree somewhere.</exception>
    public static void Gradient(
        Func<double[], double> function, double[] at, ReadOnlySpan<double> gradient, IEnumerable<int> components,
        string where)
    {
        foreach (int i in components)
        {
            double[] moved = [.. at];
            double difference = Difference(
                x =>
                {
                    moved[i] = x;
                    return function(moved);
                },
                at[i]);
            AssertClose.Number(difference, gradient[i], Relative, Floor, $"{where}, component {i}");
        }
    }

    /// <summary>
    /// The derivative by the central difference of fourth order: with two points alone, what a frequency of 30 leaves
    /// behind would hide errors of the size looked for.
    /// </summary>
    public static double Difference(Func<double, double> function, double x)
    {
        double h = Step(x);
        double near = function(x + h) - function(x - h), far = function(x + 2 * h) - function(x - 2 * h);
        return (8 * near - far) / (12 * h);
    }

    private static double Step(double x) => 1e-5 * Math.Max(1, Math.Abs(x));
}
