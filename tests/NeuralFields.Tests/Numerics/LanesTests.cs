using NeuralFields.Numerics;

namespace NeuralFields.Tests.Numerics;

public sealed unsafe class LanesTests
{
    [Fact]
    public void Sum_folds_halves_so_that_every_width_agrees()
    {
        float[] x = new float[16];
        Pcg32 random = new(3, 4);
        for (int i = 0; i < x.Length; i++) x[i] = random.NextFloat() - 0.3f;
        fixed (float* p = x)
        {
            float sum = Lanes16.Sum(Lanes16.Load(p));
            Assert.Equal(sum, Lanes8.Sum(Lanes8.Load(p) + Lanes8.Load(p + 8)));
            Lanes4 low = Lanes4.Load(p) + Lanes4.Load(p + 8), high = Lanes4.Load(p + 4) + Lanes4.Load(p + 12);
            Assert.Equal(sum, Lanes4.Sum(low + high));
            Assert.Equal(x.Sum(), sum, 1e-5f);
        }
    }

    [Fact]
    public void Max_and_min_let_NaN_through_as_second_argument()
    {
        Assert.True(float.IsNaN(Lanes16.Max(Lanes16.Const(0), Lanes16.Const(double.NaN)).Vector[5]));
        Assert.True(float.IsNaN(Lanes8.Min(Lanes8.Const(0), Lanes8.Const(double.NaN)).Vector[5]));
        Assert.True(float.IsNaN(Lanes4.Max(Lanes4.Const(0), Lanes4.Const(double.NaN)).Vector[3]));
        Assert.True(float.IsNaN(Lanes1.Min(Lanes1.Const(0), Lanes1.Const(double.NaN)).Value));
    }

    [Fact]
    public void Negation_flips_the_sign_of_zero()
    {
        Assert.True(float.IsNegative((-Lanes16.Const(0)).Vector[3]));
        Assert.True(float.IsNegative((-Lanes8.Const(0)).Vector[3]));
        Assert.True(float.IsNegative((-Lanes4.Const(0)).Vector[3]));
        Assert.True(float.IsNegative((-Lanes1.Const(0)).Value));
    }
}
