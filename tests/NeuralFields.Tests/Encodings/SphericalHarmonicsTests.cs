using NeuralFields.Encodings;
using NeuralFields.Numerics;

namespace NeuralFields.Tests.Encodings;

public sealed class SphericalHarmonicsTests
{
    private const int Degree = SphericalHarmonicsFormula.MaxDegree;

    [Fact]
    public void The_basis_is_orthonormal_on_the_sphere()
    {
        double[,] products = new double[Degree * Degree, Degree * Degree];
        foreach ((double[] direction, double weight) in SphereRule())
        {
            double[] y = Encode(direction);
            for (int i = 0; i < y.Length; i++)
                for (int j = 0; j <= i; j++) products[i, j] += weight * y[i] * y[j];
        }
        for (int i = 0; i < Degree * Degree; i++)
            for (int j = 0; j <= i; j++) Assert.Equal(i == j ? 1 : 0, products[i, j], 1e-10);
    }

    // The addition theorem: Σ over m of Y(l,m)(a)·Y(l,m)(b) = (2l+1)/4π·P_l(a·b), so rotating both changes nothing.
    [Fact]
    public void Bands_depend_on_the_angle_between_directions_alone()
    {
        Random random = new(5);
        for (int n = 0; n < 200; n++)
        {
            double[] a = Direction(random), b = Direction(random), ya = Encode(a), yb = Encode(b);
            double cosine = (a[0] * b[0]) + (a[1] * b[1]) + (a[2] * b[2]), before = 0, legendre = 1;
            for (int l = 0; l < Degree; l++)
            {
                double sum = 0;
                for (int i = l * l; i < (l + 1) * (l + 1); i++) sum += ya[i] * yb[i];
                Assert.Equal(((2 * l) + 1) / (4 * Math.PI) * legendre, sum, 1e-11);
                (before, legendre) = (legendre, ((((2 * l) + 1) * cosine * legendre) - (l * before)) / (l + 1));
            }
        }
    }

    [Fact]
    public void Lower_degrees_are_the_beginning_of_higher_ones()
    {
        double[] direction = Direction(new Random(3)), all = Encode(direction);
        for (int degree = 1; degree < Degree; degree++)
            Assert.Equal(all[..(degree * degree)], Encode(direction, degree));
    }

    [Fact]
    public void Only_directions_are_encoded()
        => Assert.Throws<InputException>(() => new SphericalHarmonics().OutputCount(2));

    // Exact for the products: a midpoint rule of 4·Degree angles around, and Gauss–Legendre's nodes along the axis.
    private static IEnumerable<(double[] Direction, double Weight)> SphereRule()
    {
        const int around = 4 * Degree;
        foreach ((double z, double weight) in GaussLegendre(2 * Degree))
            for (int i = 0; i < around; i++)
            {
                (double sin, double cos) = Math.SinCos(2 * Math.PI * i / around);
                double radius = Math.Sqrt(1 - (z * z));
                yield return ([radius * cos, radius * sin, z], weight * 2 * Math.PI / around);
            }
    }

    private static IEnumerable<(double Node, double Weight)> GaussLegendre(int n)
    {
        for (int i = 0; i < n; i++)
        {
            double z = Math.Cos(Math.PI * (i + 0.75) / (n + 0.5)), slope = 0;
            for (int step = 0; step < 20; step++)
            {
                (double value, double last) = (1, 0);
                for (int l = 0; l < n; l++)
                    (last, value) = (value, ((((2 * l) + 1) * z * value) - (l * last)) / (l + 1));
                slope = n * ((z * value) - last) / ((z * z) - 1);
                z -= value / slope;
            }
            yield return (z, 2 / ((1 - (z * z)) * slope * slope));
        }
    }

    private static double[] Direction(Random random)
    {
        double z = (2 * random.NextDouble()) - 1, radius = Math.Sqrt(1 - (z * z));
        (double sin, double cos) = Math.SinCos(2 * Math.PI * random.NextDouble());
        return [radius * cos, radius * sin, z];
    }

    private static double[] Encode(double[] direction, int degree = Degree)
    {
        F64[] x = [.. direction.Select(d => new F64((d + 1) / 2))], y = new F64[degree * degree];
        new SphericalHarmonicsFormula(degree).Encode<F64>(x, y);
        return [.. y.Select(v => v.Value)];
    }
}
