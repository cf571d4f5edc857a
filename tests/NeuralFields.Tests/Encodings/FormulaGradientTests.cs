using NeuralFields.Encodings;
using NeuralFields.Numerics;
using NeuralFields.Testing;

namespace NeuralFields.Tests.Encodings;

/// <summary>The slopes of the formulas themselves, in double, where central differences can tell 1e-6 apart.</summary>
public sealed class FormulaGradientTests
{
    [Fact]
    public void Identity_has_the_slope_that_differences_have() => Check(new IdentityFormula(2, 0.5), 3, 3);

    [Fact]
    public void Frequency_has_the_slope_that_differences_have() => Check(new FrequencyFormula(4), 2, 16);

    [Fact]
    public void Fourier_features_have_the_slope_that_differences_have()
        => Check(new FourierFormula([0.5f, 3, -2.25f, 1, 4, 0]), 2, 6);

    [Fact]
    public void One_blob_has_the_slope_that_differences_have() => Check(new OneBlobFormula(8), 2, 16);

    [Fact]
    public void Triangle_wave_has_the_slope_that_differences_have() => Check(new TriangleWaveFormula(5), 2, 10, 32);

    [Fact]
    public void Spherical_harmonics_have_the_slope_that_differences_have()
    {
        for (int degree = 1; degree <= SphericalHarmonicsFormula.MaxDegree; degree++)
            Check(new SphericalHarmonicsFormula(degree), 3, degree * degree);
    }

    [Fact]
    public void The_check_notices_one_percent()
        => Assert.Throws<CheckFailedException>(() => Check(new OnePercentOff(), 1, 1));

    private static void Check<TFormula>(TFormula formula, int inputs, int outputs, int kinksPerUnit = 0)
        where TFormula : struct, IPointwiseFormula
    {
        EncodingCase points = new(new Identity(), inputs, inputs, kinksPerUnit);
        EncodingCase weights = new(new Identity(), outputs, outputs);
        for (int seed = 0; seed < 50; seed++)
        {
            double[] x = [.. points.Points(1, seed).Select(v => (double)v)];
            F64[] dy = [.. weights.Points(1, seed + 1000).Select(v => new F64(v))], dx = new F64[inputs];
            double[] expected = CentralDifference.Gradient(p => Weighted(formula, p, dy), x);
            formula.InputGradient<F64>([.. x.Select(v => new F64(v))], dy, dx);
            AssertClose.Relative(expected, [.. dx.Select(v => v.Value)], 1e-6, 1e-6);
        }
    }

    private static double Weighted<TFormula>(TFormula formula, double[] x, F64[] dy)
        where TFormula : struct, IPointwiseFormula
    {
        F64[] y = new F64[dy.Length];
        formula.Encode<F64>([.. x.Select(v => new F64(v))], y);
        return y.Zip(dy, (a, b) => a.Value * b.Value).Sum();
    }

    private readonly struct OnePercentOff : IPointwiseFormula
    {
        public void Encode<T>(ReadOnlySpan<T> x, Span<T> y) where T : struct, IReal<T> => y[0] = T.Sin(x[0]);

        public void InputGradient<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx) where T : struct, IReal<T>
            => dx[0] += T.Const(1.01) * T.Cos(x[0]) * dy[0];
    }
}
