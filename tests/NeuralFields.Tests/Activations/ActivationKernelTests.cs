using NeuralFields.Activations;
using NeuralFields.Numerics;
using NeuralFields.Testing;

namespace NeuralFields.Tests.Activations;

public sealed unsafe class ActivationKernelTests
{
    private const int Count = 1024;

    public static TheoryData<string, LaneWidth> NamesAndWidths
    {
        get
        {
            TheoryData<string, LaneWidth> data = [];
            foreach (Activation activation in Activation.All)
                foreach (LaneWidth width in Enum.GetValues<LaneWidth>()) data.Add(activation.Name, width);
            return data;
        }
    }

    [Theory, MemberData(nameof(NamesAndWidths))]
    public void Infer_agrees_with_double(string name, LaneWidth width)
    {
        Activation activation = Activation.Find(name);
        float[] z = Points(), y = Infer(activation, width, z);
        for (int i = 0; i < Count; i++) CheckValue(activation, z[i], y[i]);
    }

    [Theory, MemberData(nameof(NamesAndWidths))]
    public void Forward_and_backward_agree_with_double(string name, LaneWidth width)
    {
        Activation activation = Activation.Find(name);
        float[] z = Points();
        (float[] value, float[] gradient) = ForwardBackward(activation, width, z);
        for (int i = 0; i < Count; i++)
        {
            CheckValue(activation, z[i], value[i]);
            double rounding = Math.Abs(z[i] * activation.Curvature(z[i])) * 4e-7;
            AssertClose.Number(
                2 * activation.Slope(z[i]), gradient[i], 1e-5, 2e-6 + rounding, $"{name} slope at {z[i]}");
        }
    }

    [Theory, MemberData(nameof(NamesAndWidths))]
    public void Curved_forward_agrees_with_double_and_with_the_scalar_path(string name, LaneWidth width)
    {
        Activation activation = Activation.Find(name);
        float[] z = Points();
        (float[] value, float[] slope, float[] curvature) = ForwardCurved(activation, width, z);
        for (int i = 0; i < Count; i++)
        {
            CheckValue(activation, z[i], value[i]);
            double rounding = Math.Abs(z[i] * activation.Curvature(z[i])) * 4e-7;
            AssertClose.Number(activation.Slope(z[i]), slope[i], 1e-5, 2e-6 + rounding, $"{name} slope at {z[i]}");
            double third = GradientCheck.Difference(x => activation.Curvature(x), z[i]);
            AssertClose.Number(
                activation.Curvature(z[i]), curvature[i], 1e-5, 2e-6 + (Math.Abs(z[i] * third) * 4e-7),
                $"{name} curvature at {z[i]}");
        }
        (_, float[] scalarSlope, float[] scalarCurvature) = ForwardCurved(activation, LaneWidth.Scalar, z);
        AssertClose.SameBits(scalarSlope, slope, name);
        AssertClose.SameBits(scalarCurvature, curvature, name);
    }

    [Theory, MemberData(nameof(NamesAndWidths))]
    public void Every_width_gives_the_bits_of_the_scalar_path(string name, LaneWidth width)
    {
        Activation activation = Activation.Find(name);
        float[] z = [.. Points().Select(x => 20 * x)];
        AssertClose.SameBits(Infer(activation, LaneWidth.Scalar, z), Infer(activation, width, z), name);
        (float[] value, float[] gradient) = ForwardBackward(activation, LaneWidth.Scalar, z);
        (float[] wideValue, float[] wideGradient) = ForwardBackward(activation, width, z);
        AssertClose.SameBits(value, wideValue, name);
        AssertClose.SameBits(gradient, wideGradient, name);
    }

    [Theory, MemberData(nameof(NamesAndWidths))]
    public void NaN_comes_out_where_NaN_goes_in(string name, LaneWidth width)
    {
        float[] z = new float[16];
        z[3] = float.NaN;
        float[] y = Infer(Activation.Find(name), width, z);
        Assert.True(float.IsNaN(y[3]));
        Assert.Equal(1, y.Count(float.IsNaN));
    }

    [Fact]
    public void A_kernel_is_built_once() =>
        Assert.Same(Activation.Find("Sine").Kernel(LaneWidth.Eight), Activation.Find("Sine").Kernel(LaneWidth.Eight));

    /// <summary>
    /// Beside the tolerance of a formula, what one rounding of the argument does to the value is allowed.
    /// </summary>
    private static void CheckValue(Activation activation, float z, float value)
    {
        double rounding = Math.Abs(z * activation.Slope(z)) * 2e-7;
        AssertClose.Number(activation.Value(z), value, 1e-5, 1e-6 + rounding, $"{activation.Name} at {z}");
    }

    private static float[] Infer(Activation activation, LaneWidth width, float[] z)
    {
        float[] y = [.. z];
        fixed (float* p = y) activation.Kernel(width).Infer(p, y.Length);
        return y;
    }

    /// <summary>Values, and the gradients that an upstream gradient of 2 turns into.</summary>
    private static (float[] Value, float[] Gradient) ForwardBackward(Activation activation, LaneWidth width, float[] z)
    {
        float[] value = [.. z], slope = new float[z.Length], gradient = new float[z.Length];
        Array.Fill(gradient, 2);
        ActivationKernel kernel = activation.Kernel(width);
        fixed (float* v = value, s = slope, g = gradient)
        {
            kernel.Forward(v, activation.SlopeOfValue ? null : s, z.Length);
            kernel.Backward(g, activation.SlopeOfValue ? v : s, z.Length);
        }
        return (value, gradient);
    }

    private static (float[] Value, float[] Slope, float[] Curvature) ForwardCurved(
        Activation activation, LaneWidth width, float[] z)
    {
        float[] value = [.. z], slope = new float[z.Length], curvature = new float[z.Length];
        fixed (float* v = value, s = slope, c = curvature)
            activation.Kernel(width).ForwardCurved(v, s, c, z.Length);
        return (value, slope, curvature);
    }

    private static float[] Points()
    {
        Pcg32 random = new(2, 1);
        float[] z = new float[Count];
        for (int i = 0; i < Count; i++) z[i] = (8 * random.NextFloat() - 4) * (i % 2 == 0 ? 1 : 0.02f);
        z[0] = 0;
        return z;
    }
}
