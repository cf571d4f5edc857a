using NeuralFields.Encodings;
using NeuralFields.Numerics;
using NeuralFields.Testing;

namespace NeuralFields.Tests.Encodings;

public sealed class PointwiseKernelTests
{
    private const int Samples = 64;

    public static TheoryData<string, LaneWidth> NamesAndWidths()
    {
        TheoryData<string, LaneWidth> data = [];
        foreach (string name in EncodingCases.PointwiseNames)
            foreach (LaneWidth width in Enum.GetValues<LaneWidth>()) data.Add(name, width);
        return data;
    }

    public static TheoryData<string> Names => [.. EncodingCases.PointwiseNames];

    [Theory, MemberData(nameof(NamesAndWidths))]
    public void Features_agree_with_the_lowered_encoding_in_double(string name, LaneWidth width)
    {
        EncodingCase test = EncodingCases.All[name];
        float[] parameters = test.Parameters(seed: 3), points = test.Points(Samples, seed: 7);
        float[] features = new PointwiseRun(test, width, parameters).Forward(points);
        EncodingOracle oracle = new(test.Encoding, test.Inputs);
        for (int i = 0; i < Samples; i++)
            AssertClose.Relative(
                oracle.Evaluate<float>(Row(points, i, test.Inputs), parameters),
                features.AsSpan(i * test.Outputs, test.Outputs), 1e-5, 2e-6);
    }

    [Theory, MemberData(nameof(NamesAndWidths))]
    public void Input_gradients_agree_with_central_differences(string name, LaneWidth width)
    {
        EncodingCase test = EncodingCases.All[name];
        float[] parameters = test.Parameters(seed: 3), points = test.Points(Samples, seed: 8);
        float[] weights = new EncodingCase(test.Encoding, test.Outputs, 0).Points(Samples, seed: 9);
        float[] gradients = new PointwiseRun(test, width, parameters).InputGradient(points, weights);
        EncodingOracle oracle = new(test.Encoding, test.Inputs);
        for (int i = 0; i < Samples; i++)
        {
            double[] w = Row(weights, i, test.Outputs);
            double[] expected = CentralDifference.Gradient(
                x => Dot(w, oracle.Evaluate<float>(x, parameters)), Row(points, i, test.Inputs));
            // The terms of the sum are of the size of the largest slope; they may cancel.
            AssertClose.Relative(expected, gradients.AsSpan(i * test.Inputs, test.Inputs), 2e-5, 2e-5 * test.Outputs);
        }
    }

    [Theory, MemberData(nameof(NamesAndWidths))]
    public void Tangents_agree_with_central_differences(string name, LaneWidth width)
    {
        EncodingCase test = EncodingCases.All[name];
        float[] parameters = test.Parameters(seed: 3), points = test.Points(Samples, seed: 8);
        float[] directions = new EncodingCase(test.Encoding, test.Inputs, 0).Points(Samples, seed: 9);
        float[] tangents = new PointwiseRun(test, width, parameters).Tangent(points, directions);
        EncodingOracle oracle = new(test.Encoding, test.Inputs);
        for (int i = 0; i < Samples; i++)
        {
            double[] expected = oracle.Tangent(
                Row(points, i, test.Inputs), Row(directions, i, test.Inputs), [.. parameters.Select(p => (double)p)]);
            double floor = 2e-5 * Math.Max(1, expected.Max(Math.Abs));
            AssertClose.Relative(expected, tangents.AsSpan(i * test.Outputs, test.Outputs), 2e-5, floor, name);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Every_width_gives_the_same_bits(string name)
    {
        EncodingCase test = EncodingCases.All[name];
        float[] parameters = test.Parameters(seed: 3), points = test.Points(Samples, seed: 10);
        float[] reference = new PointwiseRun(test, LaneWidth.Scalar, parameters).Forward(points);
        foreach (LaneWidth width in Enum.GetValues<LaneWidth>())
            Assert.Equal(reference, new PointwiseRun(test, width, parameters).Forward(points));
    }

    private static double[] Row(float[] values, int row, int width)
        => [.. values.Skip(row * width).Take(width).Select(v => (double)v)];

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
