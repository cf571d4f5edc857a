using NeuralFields.Numerics;

namespace NeuralFields.Tests.Numerics;

public sealed unsafe class LanesTests
{
    [Fact]
    public void AtMost_sets_a_bit_per_lane_and_none_for_NaN()
    {
        float[] a = [.. Enumerable.Range(0, 16).Select(i => i % 5 == 4 ? float.NaN : i % 3)];
        float[] b = [.. Enumerable.Range(0, 16).Select(i => i == 7 ? float.NaN : 1f)];
        uint expected = 0;
        for (int i = 0; i < 16; i++) expected |= a[i] <= b[i] ? 1u << i : 0;
        fixed (float* p = a, q = b)
        {
            Assert.Equal(expected, Lanes16.AtMost(Lanes16.Load(p), Lanes16.Load(q)));
            Assert.Equal(expected >> 8, Lanes8.AtMost(Lanes8.Load(p + 8), Lanes8.Load(q + 8)));
            Assert.Equal(expected >> 12, Lanes4.AtMost(Lanes4.Load(p + 12), Lanes4.Load(q + 12)));
            Assert.Equal(expected >> 15, Lanes1.AtMost(Lanes1.Load(p + 15), Lanes1.Load(q + 15)));
        }
    }

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
