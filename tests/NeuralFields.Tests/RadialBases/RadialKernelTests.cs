using NeuralFields.Codegen;
using NeuralFields.Numerics;
using NeuralFields.RadialBases;
using NeuralFields.Testing;

namespace NeuralFields.Tests.RadialBases;

public sealed class RadialKernelTests
{
    public static TheoryData<string> Names => [.. RadialKernel.All.Select(kernel => kernel.Name)];

    public static TheoryData<string, RadialShape> NamesAndShapes
    {
        get
        {
            TheoryData<string, RadialShape> cases = [];
            foreach (RadialKernel kernel in RadialKernel.All)
                foreach (RadialShape shape in Enum.GetValues<RadialShape>()) cases.Add(kernel.Name, shape);
            return cases;
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Slope_is_the_derivative_of_the_value(string name) => CheckSlope(RadialKernel.Find(name), error: 1);

    [Theory, MemberData(nameof(Names))]
    public void Slope_check_notices_one_percent(string name)
        => Assert.Throws<CheckFailedException>(() => CheckSlope(RadialKernel.Find(name), error: 1.01));

    [Theory, MemberData(nameof(Names))]
    public void Values_and_slopes_are_finite_at_the_centre_and_far_away(string name)
    {
        foreach (double q in new double[] { 0, 1e-30, 1, 1e6 })
        {
            (F64 value, F64 slope) = RadialKernel.Find(name).ValueAndSlope(q);
            Assert.True(double.IsFinite(value) && double.IsFinite(slope), $"q = {q}");
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Compact_kernels_end_at_one_width(string name)
    {
        RadialKernel kernel = RadialKernel.Find(name);
        Assert.Equal(kernel.IsCompact, kernel.ValueAndSlope(1).Value == 0 && kernel.ValueAndSlope(7).Value == 0);
    }

    [Theory, MemberData(nameof(NamesAndShapes))]
    public void Gradients_by_place_and_shape_match_differences(string name, RadialShape shape)
    {
        RadialKernel kernel = RadialKernel.Find(name);
        Pcg32 random = new(5, 1);
        for (int n = 0; n < 20; n++)
        {
            int dimensions = 1 + (n % 3), count = shape.Count(dimensions);
            double[] at = [.. Enumerable.Range(0, dimensions + count).Select(_ => 0.15 + (0.3 * random.NextDouble()))];
            double[] gradient = new double[at.Length];
            F64[] offset = Numbers(at[..dimensions]), factor = Numbers(at[dimensions..]);
            F64[] u = new F64[dimensions], du = new F64[dimensions];
            F64[] dOffset = new F64[dimensions], dFactor = new F64[count];
            shape.ToWidths<F64>(factor, offset, u);
            kernel.ValueAndGradient(u, du);
            shape.PullOffset<F64>(factor, du, dOffset);
            shape.PullFactor<F64>(offset, du, dFactor);
            for (int i = 0; i < at.Length; i++) gradient[i] = i < dimensions ? dOffset[i] : dFactor[i - dimensions];
            GradientCheck.Gradient(
                x => Value(kernel, shape, x, dimensions), at, gradient, Enumerable.Range(0, at.Length), name);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public unsafe void Lanes_agree_with_double(string name)
    {
        RadialKernel kernel = RadialKernel.Find(name);
        const int Count = 64;
        float* u = stackalloc float[2 * Count], value = stackalloc float[Count];
        foreach (LaneWidth width in Enum.GetValues<LaneWidth>())
        {
            for (int i = 0; i < 2 * Count; i++) u[i] = ((i * 37 % 128) - 60) / 90f;
            F64[] gradient = new F64[2];
            double[] expected = new double[3 * Count];
            for (int i = 0; i < Count; i++)
            {
                expected[i] = kernel.ValueAndGradient([u[i], u[Count + i]], gradient);
                (expected[Count + i], expected[(2 * Count) + i]) = (gradient[0], gradient[1]);
            }
            kernel.Pass(width).Value(u, Count, 2, value, Count);
            for (int i = 0; i < Count; i++) AssertClose.Number(expected[i], value[i], 1e-5, 1e-5, name);
            kernel.Pass(width).Gradient(u, Count, 2, value, Count);
            for (int i = 0; i < Count; i++)
            {
                AssertClose.Number(expected[i], value[i], 1e-5, 1e-5, name);
                AssertClose.Number(expected[Count + i], u[i], 1e-5, 1e-4, name);
                AssertClose.Number(expected[(2 * Count) + i], u[Count + i], 1e-5, 1e-4, name);
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void The_graph_agrees_with_the_formula(string name)
    {
        RadialKernel kernel = RadialKernel.Find(name);
        using ExprGraph graph = ExprGraph.Open();
        Expr[] outputs = new Expr[3];
        outputs[0] = kernel.ValueAndGradient([graph.Input(0), graph.Input(1)], outputs.AsSpan(1));
        F64[] gradient = new F64[2];
        double value = kernel.ValueAndGradient([0.4, -0.3], gradient);
        double[] found = DoubleInterpreter.Evaluate(graph, outputs, [0.4, -0.3]);
        double[] expected = [value, gradient[0], gradient[1]];
        for (int i = 0; i < 3; i++) AssertClose.Number(expected[i], found[i], 1e-12, 1e-12, name);
        foreach (Dialect dialect in Dialect.All)
            Assert.Contains(
                "kernel", FunctionEmitter.Emit(dialect, graph, new("kernel", [new("u", 2)]), outputs),
                StringComparison.Ordinal);
    }

    [Fact]
    public void A_tent_is_the_product_over_the_axes()
    {
        F64[] u = new F64[3];
        RadialShape.Isotropic.ToWidths<F64>([2.5], [0.15, -0.1, 0.15], u);
        AssertClose.Number(0.29296875, RadialKernel.Find("Tent").Value(u), 1e-14, 0, "tent");
    }

    private static void CheckSlope(RadialKernel kernel, double error) => GradientCheck.Derivative(
        q => kernel.ValueAndSlope(q).Value, q => kernel.ValueAndSlope(q).Slope * error,
        Enumerable.Range(1, 200).Select(i => i * 0.011), kernel.Kinks, kernel.Name);

    private static double Value(RadialKernel kernel, RadialShape shape, double[] at, int dimensions)
    {
        F64[] u = new F64[dimensions];
        shape.ToWidths<F64>(Numbers(at[dimensions..]), Numbers(at[..dimensions]), u);
        return kernel.Value(u);
    }

    private static F64[] Numbers(double[] values) => [.. values.Select(v => (F64)v)];
}
