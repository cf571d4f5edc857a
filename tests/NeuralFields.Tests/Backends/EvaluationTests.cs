using NeuralFields.Backends;
using NeuralFields.Backends.Cpu;
using NeuralFields.Numerics;
using NeuralFields.Testing;

namespace NeuralFields.Tests.Backends;

public sealed class EvaluationTests
{
    private const int Samples = 1000, Judged = 60;

    public static TheoryData<string, LaneWidth> Cases => FieldCases.NamesAndWidths();

    [Theory, MemberData(nameof(Cases))]
    public void Values_agree_with_the_field_in_double(string name, LaneWidth width)
    {
        FieldCase test = FieldCases.All[name];
        using CpuBackend backend = new(1, width);
        float[] points = test.Points(Judged), actual = Evaluate(backend, test, points);
        double[] expected = new FieldOracle(test.Spec).Evaluate(Wide.Of(points), Wide.Of(test.Parameters()));
        AssertClose.Relative(expected, actual, 1e-4, 1e-5, name);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Values_outside_the_unit_cube_agree_with_the_field_in_double(string name, LaneWidth width)
    {
        FieldCase test = FieldCases.All[name];
        using CpuBackend backend = new(1, width);
        float[] points = test.Points(Judged, seed: 19, from: -1, to: 2), actual = Evaluate(backend, test, points);
        double[] expected = new FieldOracle(test.Spec).Evaluate(Wide.Of(points), Wide.Of(test.Parameters()));
        AssertClose.Relative(expected, actual, 1e-4, 2e-5, name);
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_value_does_not_depend_on_its_place_in_the_batch(string name, LaneWidth width)
    {
        FieldCase test = FieldCases.All[name];
        using CpuBackend backend = new(2, width);
        using IFieldProgram program = backend.Compile(test.Spec);
        program.SetParameters(test.Parameters());
        float[] points = test.Points(Samples), together = new float[Samples * test.Spec.OutputCount];
        program.Evaluate(points, together);
        int inputs = test.Spec.InputCount, outputs = test.Spec.OutputCount;
        foreach (int batch in (int[])[1, 15, 16, 17, 383])
        {
            float[] apart = new float[together.Length];
            for (int first = 0; first < Samples; first += batch)
            {
                int count = Math.Min(batch, Samples - first);
                program.Evaluate(
                    points.AsSpan(first * inputs, count * inputs), apart.AsSpan(first * outputs, count * outputs));
            }
            AssertClose.SameBits(together, apart, $"{name}, batches of {batch}");
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Unusable_coordinates_do_no_harm_to_others(string name, LaneWidth width)
    {
        FieldCase test = FieldCases.All[name];
        using CpuBackend backend = new(1, width);
        using IFieldProgram program = backend.Compile(test.Spec);
        program.SetParameters(test.Parameters());
        float[] points = test.Points(Judged), broken = [.. points];
        float[] unusable =
            [float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1e30f, -1e30f, -3e9f, 2e9f, float.MaxValue];
        for (int i = 0; i < broken.Length; i += test.Spec.InputCount * 2) broken[i] = unusable[i / 2 % unusable.Length];
        Gradients clean = Gradients.Of(program, test, points), odd = Gradients.Of(program, test, broken);
        for (int i = 1; i < Judged; i += 2)
        {
            AssertClose.SameBits(clean.Value(i), odd.Value(i), $"{name}: values of sample {i}");
            AssertClose.SameBits(clean.Gradient(i), odd.Gradient(i), $"{name}: gradient of sample {i}");
        }
        Gradients again = Gradients.Of(program, test, points);
        AssertClose.SameBits(clean.Values, again.Values, $"{name}: values afterwards");
        AssertClose.SameBits(clean.InputGradients, again.InputGradients, $"{name}: gradients afterwards");
    }

    [Fact]
    public void No_samples_are_no_work()
    {
        using CpuBackend backend = new(2);
        using IFieldProgram program = backend.Compile(FieldCases.Radiance.Spec);
        program.Evaluate([], []);
    }

    [Fact]
    public void Parameters_come_back_as_they_were_set()
    {
        using CpuBackend backend = new(1);
        foreach ((string name, FieldCase test) in FieldCases.All)
        {
            using IFieldProgram program = backend.Compile(test.Spec);
            float[] parameters = test.Parameters(), returned = new float[parameters.Length];
            program.SetParameters(parameters);
            program.GetParameters(returned);
            AssertClose.SameBits(parameters, returned, name);
        }
    }

    private static float[] Evaluate(CpuBackend backend, FieldCase test, float[] points)
    {
        using IFieldProgram program = backend.Compile(test.Spec);
        program.SetParameters(test.Parameters());
        float[] values = new float[points.Length / test.Spec.InputCount * test.Spec.OutputCount];
        program.Evaluate(points, values);
        return values;
    }
}
