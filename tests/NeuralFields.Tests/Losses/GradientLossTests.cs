using NeuralFields.Codegen;
using NeuralFields.Losses;
using NeuralFields.Numerics;
using NeuralFields.Testing;

namespace NeuralFields.Tests.Losses;

public sealed unsafe class GradientLossTests
{
    private const int Stride = 128;

    // Away from the jumps at f = 0, f = margin and ‖g‖ = 1.
    private static readonly double[] s_values = [-0.7, -0.02, 0.01, 0.3];

    public static TheoryData<string> Names => [.. GradientLoss.All.Select(loss => loss.Name)];

    public static TheoryData<string, LaneWidth, int> NamesWidthsAndDimensions
    {
        get
        {
            TheoryData<string, LaneWidth, int> data = [];
            foreach (GradientLoss loss in GradientLoss.All)
                foreach (LaneWidth width in Enum.GetValues<LaneWidth>())
                    for (int dimensions = 1; dimensions <= 3; dimensions++) data.Add(loss.Name, width, dimensions);
            return data;
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Slopes_are_the_derivatives_by_value_and_gradient(string name)
        => CheckSlopes(GradientLoss.Find(name), error: 1);

    [Theory, MemberData(nameof(Names))]
    public void The_check_of_slopes_notices_one_percent(string name)
        => Assert.Throws<CheckFailedException>(() => CheckSlopes(GradientLoss.Find(name), error: 1.01));

    [Theory, MemberData(nameof(Names))]
    public void Slopes_are_finite_where_the_gradient_vanishes_or_is_the_normal(string name)
    {
        GradientLoss loss = GradientLoss.Find(name);
        SurfaceTarget<F64> target = new(1, new(0.6, 0, -0.8));
        foreach (Triple<F64> g in new[] { Triple<F64>.Zero, target.Normal })
        {
            (F64 f, Triple<F64> slope) = loss.Slope(0, g, target);
            Assert.True(double.IsFinite(f) && double.IsFinite(slope.X) && double.IsFinite(slope.Z));
        }
    }

    [Fact]
    public void Eikonal_is_the_square_of_the_excess_length()
        => Assert.Equal(0.1 * 16, GradientLoss.Find("Eikonal").Value(7, new(3, 0, -4), default), 1e-9);

    [Fact]
    public void Igr_takes_value_and_normal_on_the_surface_and_the_length_off_it()
    {
        GradientLoss loss = GradientLoss.Find("Igr").With([2, 0.5]);
        Triple<F64> g = new(0, 3, 4), normal = new(0, 0, 1);
        Assert.Equal(0.25 + (2 * Math.Sqrt(18)), loss.Value(-0.25, g, new(1, normal)), 1e-9);
        Assert.Equal(0.25, loss.Value(-0.25, g, new(1, Triple<F64>.Zero)), 1e-9);
        Assert.Equal(0.5 * 16, loss.Value(-0.25, g, new(0, normal)), 1e-9);
    }

    [Fact]
    public void The_loss_of_sine_networks_has_the_published_weights()
    {
        GradientLoss loss = GradientLoss.Find("SirenSurface");
        Triple<F64> g = new(0, 0, 3), normal = new(0, 0.8, 0.6);
        Assert.Equal((3000 * 0.02) + (100 * 0.4) + (50 * 2), loss.Value(-0.02, g, new(1, normal)), 1e-9);
        Assert.Equal((100 * Math.Exp(-2)) + (50 * 2), loss.Value(0.02, g, new(0, normal)), 1e-9);
        Assert.Equal((100 * Math.Exp(-2)) + (50 * 2) + (100 * 0.03), loss.Value(0.02, g, new(2, normal)), 1e-9);
    }

    [Theory, MemberData(nameof(NamesWidthsAndDimensions))]
    public void Kernel_agrees_with_double_and_leaves_zeros_in_the_padding(string name, LaneWidth width, int dimensions)
    {
        GradientLoss loss = GradientLoss.Find(name);
        const int Count = 100;
        float[] f = Numbers(1, 1), g = Numbers(dimensions, 2), targets = Targets(dimensions);
        (double sum, float[] df, float[] dg) = Run(loss, width, dimensions, f, g, targets, Count);
        double exact = 0;
        for (int t = 0; t < Count; t++)
        {
            Triple<F64> at = Column(g, 0, dimensions, t);
            SurfaceTarget<F64> target = new(targets[t], Column(targets, 1, dimensions, t));
            (F64 byValue, Triple<F64> byGradient) = loss.Slope(f[t], at, target);
            exact += loss.Value(f[t], at, target);
            AssertClose.Number(1 + (0.25 * byValue), df[t], 1e-5, 1e-5, $"{name}, value {t}");
            Triple<F64> actual = Column(dg, 0, dimensions, t);
            double[] expected =
                [byGradient.X, dimensions > 1 ? byGradient.Y.Value : 0, dimensions > 2 ? byGradient.Z.Value : 0];
            AssertClose.Relative(
                [.. expected.Select(e => 0.25 * e)], [actual.X.Value, actual.Y.Value, actual.Z.Value], 1e-4, 1e-4,
                $"{name}, gradient {t}");
        }
        AssertClose.Number(exact, sum, 1e-5, 1e-6, name);
        for (int t = Count; t < 112; t++)
        {
            Assert.Equal(0, df[t]);
            for (int d = 0; d < dimensions; d++) Assert.Equal(0, dg[(d * Stride) + t]);
        }
    }

    [Theory, MemberData(nameof(NamesWidthsAndDimensions))]
    public void Every_width_gives_the_bits_of_the_scalar_path(string name, LaneWidth width, int dimensions)
    {
        GradientLoss loss = GradientLoss.Find(name);
        float[] f = Numbers(1, 1), g = Numbers(dimensions, 2), targets = Targets(dimensions);
        foreach (int count in new[] { 1, 16, 17, 100 })
        {
            (double sum, float[] df, float[] dg) = Run(loss, LaneWidth.Scalar, dimensions, f, g, targets, count);
            (double wideSum, float[] wideDf, float[] wideDg) = Run(loss, width, dimensions, f, g, targets, count);
            Assert.Equal(sum, wideSum);
            AssertClose.SameBits(df, wideDf, name);
            AssertClose.SameBits(dg, wideDg, name);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void The_expression_graph_is_the_same_formula(string name)
    {
        GradientLoss loss = GradientLoss.Find(name);
        using ExprGraph graph = ExprGraph.Open();
        Expr[] x = [.. Enumerable.Range(0, 8).Select(graph.Input)];
        Triple<Expr> g = new(x[1], x[2], x[3]);
        SurfaceTarget<Expr> target = new(x[4], new(x[5], x[6], x[7]));
        (Expr byValue, Triple<Expr> byGradient) = loss.Slope(x[0], g, target);
        Expr[] outputs = [loss.Value(x[0], g, target), byValue, byGradient.X, byGradient.Y, byGradient.Z];
        foreach ((double f, Triple<F64> at, SurfaceTarget<F64> known) in Samples())
        {
            (F64 v, Triple<F64> s) = loss.Slope(f, at, known);
            double[] actual = DoubleInterpreter.Evaluate<double>(graph, outputs,
                [f, at.X, at.Y, at.Z, known.Kind, known.Normal.X, known.Normal.Y, known.Normal.Z], []);
            AssertClose.Relative([loss.Value(f, at, known), v, s.X, s.Y, s.Z], actual, 1e-12, 1e-12, name);
        }
    }

    [Fact]
    public void Weights_may_be_zero_and_other_constants_may_not()
    {
        GradientLoss siren = GradientLoss.Find("SirenSurface");
        double[] values = [.. siren.Values];
        values[1] = 0;
        Assert.NotEqual(siren, siren.With(values));
        values[3] = 0;
        string message = Assert.Throws<InputException>(() => siren.With(values)).Message;
        Assert.Contains("sharpness is 0, expected a finite number above 0", message);
    }

    private static void CheckSlopes(GradientLoss loss, double error)
    {
        foreach ((double f, Triple<F64> g, SurfaceTarget<F64> target) in Samples())
        {
            double[] at = [f, g.X, g.Y, g.Z];
            (F64 byValue, Triple<F64> byGradient) = loss.Slope(f, g, target);
            GradientCheck.Gradient(
                p => loss.Value(p[0], new(p[1], p[2], p[3]), target), at,
                [byValue * error, byGradient.X * error, byGradient.Y * error, byGradient.Z * error], [0, 1, 2, 3],
                $"{loss.Name}, kind {target.Kind}");
        }
    }

    private static IEnumerable<(double F, Triple<F64> G, SurfaceTarget<F64> Target)> Samples()
    {
        Triple<F64>[] gradients = [new(0.3, -0.2, 0.5), new(-1.5, 0.4, 0), new(0, 0, 2)];
        Triple<F64>[] normals = [Triple<F64>.Zero, new(0.6, 0, 0.8)];
        foreach (double f in s_values)
            foreach (Triple<F64> g in gradients)
                foreach (Triple<F64> n in normals)
                    for (int kind = 0; kind <= 2; kind++) yield return (f, g, new(kind, n));
    }

    private static (double Sum, float[] Df, float[] Dg) Run(
        GradientLoss loss, LaneWidth width, int dimensions, float[] f, float[] g, float[] targets, int count)
    {
        float[] df = new float[Stride], dg = [.. g];
        Array.Fill(df, 1);
        double sum;
        fixed (float* v = f, t = targets, d = df, s = dg)
            sum = loss.Kernel(width).Gradient(v, s, t, Stride, dimensions, d, 0.25f, count);
        return (sum, df, dg);
    }

    private static Triple<F64> Column(float[] rows, int first, int count, int t) => new(
        rows[(first * Stride) + t], count > 1 ? rows[((first + 1) * Stride) + t] : 0,
        count > 2 ? rows[((first + 2) * Stride) + t] : 0);

    private static float[] Numbers(int rows, ulong seed)
    {
        Pcg32 random = new(seed, 1);
        float[] numbers = new float[rows * Stride];
        foreach (ref float x in numbers.AsSpan()) x = (2 * random.NextFloat()) - 1;
        return numbers;
    }

    /// <summary>Kinds in turns; normals of length one, every fourth unknown.</summary>
    private static float[] Targets(int dimensions)
    {
        float[] targets = Numbers(1 + dimensions, 3);
        for (int t = 0; t < Stride; t++)
        {
            targets[t] = t % 3;
            double length = Math.Sqrt(Enumerable.Range(1, dimensions).Sum(d => Math.Pow(targets[(d * Stride) + t], 2)));
            for (int d = 1; d <= dimensions; d++) targets[(d * Stride) + t] *= t % 4 == 3 ? 0 : (float)(1 / length);
        }
        return targets;
    }
}
