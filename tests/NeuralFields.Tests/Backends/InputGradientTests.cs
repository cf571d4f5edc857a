using NeuralFields.Backends;
using NeuralFields.Backends.Cpu;
using NeuralFields.Numerics;
using NeuralFields.Testing;

namespace NeuralFields.Tests.Backends;

public sealed class InputGradientTests
{
    private const int Samples = 40;

    public static TheoryData<string> Names => FieldCases.Names;

    [Theory, MemberData(nameof(Names))]
    public void Input_gradients_agree_with_central_differences(string name)
    {
        FieldCase test = FieldCases.All[name];
        float[] points = test.Points(Samples, seed: 8);
        double[] expected = new FieldOracle(test.Spec).InputGradient(
            Wide.Of(points), Wide.Of(test.Parameters()), Wide.Of(test.OutputNumbers(Samples)));
        // Terms of the size of the largest gradient cancel in the small ones.
        double floor = 2e-5 * expected.Max(Math.Abs);
        foreach (LaneWidth width in Enum.GetValues<LaneWidth>())
        {
            using CpuBackend backend = new(1, width);
            using IFieldProgram program = backend.Compile(test.Spec);
            program.SetParameters(test.Parameters());
            Gradients actual = Gradients.Of(program, test, points);
            AssertClose.Relative(expected, actual.InputGradients, 1e-4, floor + 1e-6, $"{name}, {width}");
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Values_agree_with_an_evaluation(string name)
    {
        FieldCase test = FieldCases.All[name];
        using CpuBackend backend = new(1);
        using IFieldProgram program = backend.Compile(test.Spec);
        program.SetParameters(test.Parameters());
        float[] points = test.Points(Samples), values = new float[Samples * test.Spec.OutputCount];
        program.Evaluate(points, values);
        // Not the same bits: where a slope is wanted, too, some functions share work between the two.
        AssertClose.Relative(values, Gradients.Of(program, test, points).Values, 1e-5, 1e-6, name);
    }
}
