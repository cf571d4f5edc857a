using NeuralFields.Backends;
using NeuralFields.Backends.Cpu;
using NeuralFields.Optimizers;
using NeuralFields.Testing;
using NeuralFields.Tests.Backends;
using NeuralFields.Training;

namespace NeuralFields.OpenCL.Tests;

public sealed class AllCasesTests
{
    public static TheoryData<string> Names => FieldCases.Names;
    private static KernelForm Form => KernelForm.All[int.Parse(Environment.GetEnvironmentVariable("FORM") ?? "0")];

    [Theory, MemberData(nameof(Names))]
    public void Values(string name)
    {
        FieldCase test = FieldCases.All[name];
        using OpenClBackend backend = TestDevice.Open(Form);
        using IFieldProgram program = backend.Compile(test.Spec);
        program.SetParameters(test.Parameters());
        float[] points = test.Points(61), values = new float[61 * test.Spec.OutputCount];
        program.Evaluate(points, values);
        double[] expected = new FieldOracle(test.Spec).Evaluate(Wide.Of(points), Wide.Of(test.Parameters()));
        AssertClose.Relative(expected, values, 1e-4, 1e-5, name);
    }

    [Theory, MemberData(nameof(Names))]
    public void Input_gradients(string name)
    {
        FieldCase test = FieldCases.All[name];
        float[] points = test.Points(61);
        using CpuBackend cpu = new(1);
        using IFieldProgram reference = cpu.Compile(test.Spec);
        reference.SetParameters(test.Parameters());
        using OpenClBackend backend = TestDevice.Open(Form);
        using IFieldProgram program = backend.Compile(test.Spec);
        program.SetParameters(test.Parameters());
        Gradients e = Gradients.Of(reference, test, points), a = Gradients.Of(program, test, points);
        AssertClose.Relative(e.Values, a.Values, 1e-3, 1e-5, name);
        AssertClose.Relative(e.InputGradients, a.InputGradients, 1e-3, 1e-5 + 1e-4f * e.InputGradients.Max(Math.Abs), name);
    }

    [Theory, MemberData(nameof(Names))]
    public void Steps(string name)
    {
        FieldCase test = FieldCases.All[name];
        using CpuBackend cpu = new(1);
        using OpenClBackend backend = TestDevice.Open(Form);
        (float[] e, double[] le) = Run(cpu, test);
        (float[] a, double[] la) = Run(backend, test);
        AssertClose.Relative(le, la, 1e-3, 1e-6, name + " loss");
        AssertClose.Relative(e, a, 1e-3, 1e-5, name);
    }

    private static (float[], double[]) Run(IBackend backend, FieldCase test)
    {
        const int Samples = 997;
        ListedSamples samples = new(test.Points(Samples), test.OutputNumbers(Samples), test.Spec.InputCount, test.Spec.OutputCount);
        using IFieldProgram program = backend.Compile(test.Spec);
        float[] p = test.Parameters();
        program.SetParameters(p);
        using ITrainingRun run = program.Train(new() { Optimizer = new Sgd { Momentum = 0.5 }, BatchSize = 1100 }, samples);
        double[] losses = [run.Step(0.05), run.Step(0.05), run.Step(0.05)];
        program.GetParameters(p);
        return (p, losses);
    }
}
