using NeuralFields.Backends;
using NeuralFields.Backends.Cpu;
using NeuralFields.Testing;
using NeuralFields.Tests.Backends;

namespace NeuralFields.OpenCL.Tests;

/// <summary>Values and gradients of coordinates, by every form of kernels.</summary>
public sealed class EvaluationTests
{
    private const int Samples = 75; // not a multiple of any vector

    public static TheoryData<string> Names =>
        ["encodings", "mobile kernels", "wavelets", "units", "graph radiance", "graph encoding of a network"];

    [Theory, MemberData(nameof(Names))]
    public void Values_agree_with_the_field_in_double(string name)
    {
        FieldCase test = Parts.Named(name);
        float[] points = test.Points(Samples);
        double[] expected = new FieldOracle(test.Spec).Evaluate(Wide.Of(points), Wide.Of(test.Parameters()));
        foreach (KernelForm form in TestDevice.FormsFor(name))
        {
            using OpenClBackend backend = TestDevice.Open(form);
            using IFieldProgram program = Program(backend, test);
            float[] values = new float[Samples * test.Spec.OutputCount];
            program.Evaluate(points, values);
            AssertClose.Relative(expected, values, 1e-4, 1e-5, $"{name}, {form}");
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Gradients_of_coordinates_agree_with_the_cpu(string name)
    {
        FieldCase test = Parts.Named(name);
        float[] points = test.Points(Samples);
        using CpuBackend cpu = new(1);
        using IFieldProgram reference = Program(cpu, test);
        Gradients expected = Gradients.Of(reference, test, points);
        float floor = 1e-5f + (1e-5f * expected.InputGradients.Max(Math.Abs));
        foreach (KernelForm form in TestDevice.FormsFor(name))
        {
            using OpenClBackend backend = TestDevice.Open(form);
            using IFieldProgram program = Program(backend, test);
            Gradients actual = Gradients.Of(program, test, points);
            AssertClose.Relative(expected.Values, actual.Values, 1e-3, 1e-5, $"{name}, {form}: values");
            AssertClose.Relative(expected.InputGradients, actual.InputGradients, 1e-3, floor, $"{name}, {form}");
        }
    }

    [Fact]
    public void Any_number_of_samples_can_be_evaluated_and_parameters_come_back()
    {
        if (TestDevice.Device is null) return;
        FieldCase test = FieldCases.All["shape 3x2 to 1"];
        using OpenClBackend backend = TestDevice.Open(KernelForm.For(TestDevice.Device));
        using IFieldProgram program = Program(backend, test);
        float[] points = test.Points(5000), together = new float[5000];
        program.Evaluate(points, together);
        foreach (int count in (int[])[0, 1, 31, 32, 33, 1000])
        {
            float[] apart = new float[count];
            program.Evaluate(points.AsSpan(0, 3 * count), apart);
            AssertClose.SameBits(together.AsSpan(0, count), apart, $"{count} samples");
        }
        float[] parameters = test.Parameters(), returned = new float[parameters.Length];
        program.GetParameters(returned);
        AssertClose.SameBits(parameters, returned);
    }

    [Fact]
    public void Unusable_coordinates_do_no_harm_to_others()
    {
        if (TestDevice.Device is null) return;
        FieldCase test = FieldCases.Radiance;
        using OpenClBackend backend = TestDevice.Open(KernelForm.For(TestDevice.Device));
        using IFieldProgram program = Program(backend, test);
        float[] points = test.Points(64), broken = [.. points];
        float[] unusable = [float.NaN, float.PositiveInfinity, -1e30f, 2e9f, float.MaxValue];
        for (int i = 0; i < 64; i += 2) broken[i * test.Spec.InputCount] = unusable[i / 2 % unusable.Length];
        Gradients clean = Gradients.Of(program, test, points), odd = Gradients.Of(program, test, broken);
        for (int i = 1; i < 64; i += 2)
        {
            AssertClose.SameBits(clean.Value(i), odd.Value(i), $"values of sample {i}");
            AssertClose.SameBits(clean.Gradient(i), odd.Gradient(i), $"gradient of sample {i}");
        }
    }

    private static IFieldProgram Program(IBackend backend, FieldCase test)
    {
        IFieldProgram program = backend.Compile(test.Spec);
        program.SetParameters(test.Parameters());
        return program;
    }
}
