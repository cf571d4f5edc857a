using NeuralFields.Backends;
using NeuralFields.Tests.Backends;

namespace NeuralFields.OpenCL.Tests;

public sealed class MobileKernelTests
{
    [Fact]
    public void Moving_kernels_is_refused_in_one_line()
    {
        if (TestDevice.Device is null) return;
        FieldCase test = Parts.MobileKernels;
        using OpenClBackend device = TestDevice.Open(KernelForm.Sixteen);
        using IFieldProgram program = device.Compile(test.Spec);
        ListedSamples samples = new(
            new float[test.Spec.InputCount], new float[test.Spec.OutputCount], test.Spec.InputCount, test.Spec.OutputCount);
        InputException e = Assert.Throws<InputException>(() => program.Train(new(), samples));
        Assert.Contains("--device cpu", e.Message, StringComparison.Ordinal);
    }
}
