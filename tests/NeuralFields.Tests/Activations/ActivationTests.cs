using NeuralFields.Activations;
using NeuralFields.Numerics;
using NeuralFields.Testing;

namespace NeuralFields.Tests.Activations;

public sealed class ActivationTests
{
    public static TheoryData<string> Names => [.. Activation.All.Select(activation => activation.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Slope_is_the_derivative_of_the_value(string name) =>
        CheckSlope(Activation.Find(name), error: 1);

    [Theory, MemberData(nameof(Names))]
    public void Slope_check_notices_one_percent(string name) =>
        Assert.Throws<CheckFailedException>(() => CheckSlope(Activation.Find(name), error: 1.01));

    [Theory, MemberData(nameof(Names))]
    public void Curvature_is_the_derivative_of_the_slope(string name)
    {
        Activation activation = Activation.Find(name);
        GradientCheck.Derivative(
            z => activation.Slope(z), z => activation.Curvature(z), Points(), activation.Kinks, name);
    }

    [Theory, MemberData(nameof(Names))]
    public void Slope_can_be_had_from_the_value_where_the_entry_says_so(string name)
    {
        Activation activation = Activation.Find(name);
        if (!activation.SlopeOfValue) return;
        foreach (double z in Points()) Assert.Equal(activation.Slope(z), activation.Slope(activation.Value(z)));
    }

    [Theory, MemberData(nameof(Names))]
    public void Values_stay_finite_far_from_zero(string name)
    {
        Activation activation = Activation.Find(name);
        foreach (double z in new double[] { -300, -50, 50, 300 })
        {
            Assert.True(double.IsFinite(activation.Value(z)) && double.IsFinite(activation.Slope(z)));
            Assert.True(double.IsFinite(activation.Curvature(z)));
        }
    }

    [Theory]
    [InlineData("Finer", 30, 0.02, 0.5745056093087701, 25.53722010508071, null)]
    [InlineData("Gaussian", 10, 0.05, 0.7788007830714049, -7.788007830714049, -77.8800783071405)]
    [InlineData("Softplus", 100, 0.01, 0.013132616875182229, 0.7310585786300049, 19.661193324148186)]
    [InlineData("Softplus", 10, -0.2, 0.0126928011042972, 0.11920292202211755, 1.0499358540350652)]
    [InlineData("Squareplus", 10, 0.1, 0.16180339887498948, 0.7236067977499789, null)]
    public void Published_values_are_met(
        string name, double constant, double z, double value, double slope, double? curvature)
    {
        Activation activation = Activation.Find(name).With([constant]);
        AssertClose.Number(value, activation.Value(z), 1e-13, 0, name);
        AssertClose.Number(slope, activation.Slope(z), 1e-13, 0, name);
        if (curvature is double c) AssertClose.Number(c, activation.Curvature(z), 1e-13, 0, name);
    }

    [Fact]
    public void Unknown_name_is_answered_with_all_names_and_the_nearest()
    {
        InputException error = Assert.Throws<InputException>(() => Activation.Find("relu"));
        Assert.Contains("expected one of None, ReLU, LeakyReLU", error.Message);
        Assert.Contains("did you mean \"ReLU\"?", error.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Constants_must_be_finite_and_above_zero(double value)
    {
        InputException error = Assert.Throws<InputException>(() => Activation.Find("Sine").With([value]));
        Assert.Contains("activation Sine: omega_0 is", error.Message);
    }

    [Fact]
    public void Equality_looks_at_name_and_constants()
    {
        Activation sine = Activation.Find("Sine");
        Assert.Equal(sine, sine.With([30]));
        Assert.Equal(sine.GetHashCode(), sine.With([30]).GetHashCode());
        Assert.NotEqual(sine, sine.With([29]));
        Assert.NotEqual(sine, Activation.Find("Finer"));
        Assert.Equal("Sine(omega_0 = 29)", sine.With([29]).ToString());
    }

    private static void CheckSlope(Activation activation, double error) =>
        GradientCheck.Derivative(
            z => activation.Value(z), z => activation.Slope(z) * error, Points(), activation.Kinks, activation.Name);

    private static IEnumerable<double> Points()
    {
        Pcg32 random = new(1, 1);
        for (int i = 0; i < 200; i++) yield return 4 * random.NextDouble() - 2;
        for (int i = 0; i < 50; i++) yield return 0.2 * random.NextDouble() - 0.1;
    }
}
