namespace NeuralFields.Testing;

/// <summary>Derivatives by central differences, in double precision.</summary>
public static class CentralDifference
{
    private const double Step = 1e-5;

    /// <summary>The gradient of a function of several numbers.</summary>
    /// <param name="function">Called with <paramref name="x"/> itself, one number of it moved.</param>
    /// <param name="x">The point; the same again afterwards.</param>
    public static double[] Gradient(Func<double[], double> function, double[] x)
    {
        double[] gradient = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            double center = x[i], step = Step * Math.Max(1, Math.Abs(center));
            x[i] = center + step;
            double above = function(x);
            x[i] = center - step;
            gradient[i] = (above - function(x)) / (2 * step);
            x[i] = center;
        }
        return gradient;
    }
}
