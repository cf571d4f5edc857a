using NeuralFields.Backends;
using NeuralFields.Fields;
using NeuralFields.Sampling;
using NeuralFields.Images;
using NeuralFields.Testing;
using NeuralFields.Tests.Backends;
using NeuralFields.Training;

namespace NeuralFields.OpenCL.Tests;

/// <summary>Kernels that have moved: devices evaluate them, and say that they do not move them.</summary>
public sealed class MobileKernelTests
{
    [Theory, InlineData("radial mobile"), InlineData("radial mobile round")]
    public void Values_and_gradients_agree_with_double_precision(string name)
    {
        FieldCase test = FieldCases.All["encoding " + name];
        foreach (KernelForm form in TestDevice.Extremes)
        {
            using OpenClBackend device = TestDevice.Open(form);
            using IFieldProgram program = device.Compile(test.Spec);
            program.SetParameters(test.Parameters());
            float[] points = test.Points(40), values = new float[40 * test.Spec.OutputCount];
            program.Evaluate(points, values);
            double[] oracle = new FieldOracle(test.Spec).Evaluate(Wide.Of(points), Wide.Of(test.Parameters()));
            AssertClose.Relative(oracle, values, 1e-3, 1e-4 * oracle.Max(Math.Abs), $"{name}, {form}");
        }
    }

    [Fact]
    public void Training_is_refused_in_one_line()
    {
        if (TestDevice.Device is null) return;
        FieldCase test = FieldCases.All["encoding radial mobile"];
        using OpenClBackend device = TestDevice.Open(KernelForm.Sixteen);
        using IFieldProgram program = device.Compile(test.Spec);
        ImageSampler samples = new(new Image(4, 4, test.Spec.OutputCount), new CoordinateFrame(), new());
        InputException e = Assert.Throws<InputException>(() => program.Train(new(), samples));
        Assert.Contains("--device cpu", e.Message, StringComparison.Ordinal);
    }
}
