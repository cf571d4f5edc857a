namespace NeuralFields.Numerics;

/// <summary>Linear least squares of few unknowns, by Cholesky's decomposition, in double.</summary>
internal sealed class NormalEquations
{
    private readonly double[,] _matrix;
    private readonly double[] _right;

    private NormalEquations(double[,] matrix, double[] right) => (_matrix, _right) = (matrix, right);

    /// <summary>The unknowns that bring residuals + Σ slopes[n]·x[n] nearest to zero.</summary>
    /// <param name="slopes">[unknowns][equations] derivatives of the residuals.</param>
    /// <param name="residuals">[equations]</param>
    public static NormalEquations Of(double[][] slopes, double[] residuals)
    {
        int count = slopes.Length;
        double[,] matrix = new double[count, count];
        double[] right = new double[count];
        for (int i = 0; i < count; i++)
        {
            right[i] = -Dot(slopes[i], residuals);
            for (int j = 0; j <= i; j++) matrix[i, j] = matrix[j, i] = Dot(slopes[i], slopes[j]);
        }
        return new(matrix, right);
    }

    /// <summary>Solves them with the diagonal raised by a part of itself.</summary>
    /// <param name="damping">The part; above 0.</param>
    /// <returns>[unknowns] zero for those that no equation knows.</returns>
    public double[] Solve(double damping)
    {
        int count = _right.Length;
        double[,] root = new double[count, count];
        double[] x = new double[count];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double rest = _matrix[i, j] * (i == j ? 1 + damping : 1);
                for (int k = 0; k < j; k++) rest -= root[i, k] * root[j, k];
                root[i, j] = i == j ? Math.Sqrt(Math.Max(rest, 0)) : Part(rest, root[j, j]);
            }
        }
        for (int i = 0; i < count; i++)
        {
            double rest = _right[i];
            for (int k = 0; k < i; k++) rest -= root[i, k] * x[k];
            x[i] = Part(rest, root[i, i]);
        }
        for (int i = count - 1; i >= 0; i--)
        {
            double rest = x[i];
            for (int k = i + 1; k < count; k++) rest -= root[k, i] * x[k];
            x[i] = Part(rest, root[i, i]);
        }
        return x;
    }

    private static double Part(double value, double by) => by > 0 ? value / by : 0;

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
