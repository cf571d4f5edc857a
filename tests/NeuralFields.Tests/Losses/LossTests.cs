using NeuralFields.Losses;
using NeuralFields.Numerics;
using NeuralFields.Testing;

namespace NeuralFields.Tests.Losses;

public sealed unsafe class LossTests
{
    public static TheoryData<string> Names => [.. Loss.All.Select(loss => loss.Name)];

    public static TheoryData<string, LaneWidth> NamesAndWidths
    {
        get
        {
            TheoryData<string, LaneWidth> data = [];
            foreach (Loss loss in Loss.All)
                foreach (LaneWidth width in Enum.GetValues<LaneWidth>()) data.Add(loss.Name, width);
            return data;
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Slope_is_the_derivative_with_the_denominator_held(string name) => CheckSlope(Loss.Find(name), error: 1);

    [Theory, MemberData(nameof(Names))]
    public void Slope_check_notices_one_percent(string name) =>
        Assert.Throws<CheckFailedException>(() => CheckSlope(Loss.Find(name), error: 1.01));

    [Theory, MemberData(nameof(Names))]
    public void Loss_of_an_exact_prediction_is_zero(string name)
    {
        Loss loss = Loss.Find(name);
        foreach (double exact in new[] { 0, 0.3, -2 })
        {
            Assert.Equal(0, loss.Value(exact, exact, exact));
            Assert.Equal(0, loss.Slope(exact, exact));
        }
    }

    [Theory]
    [InlineData("L2", 0.04, 0.04, 0.0009)]
    [InlineData("L1", 0.2, 0.2, 0.03)]
    [InlineData("RelativeL2", 0.153846, 0.4, 0.086538)]
    [InlineData("Mape", 0.645161, 0.392157, 1.5)]
    [InlineData("Smape", 0.487805, 0.487805, 1.2)]
    [InlineData("LogL1", 0.182322, 0.182322, 0.029559)]
    public void Published_values_are_met(string name, double first, double second, double third)
    {
        Loss loss = Loss.Find(name);
        AssertClose.Number(first, loss.Value(0.5, 0.3, 0.5), 0, 1e-6, name);
        AssertClose.Number(second, loss.Value(0.3, 0.5, 0.3), 0, 1e-6, name);
        AssertClose.Number(third, loss.Value(-0.02, 0.01, -0.02), 0, 1e-6, name);
    }

    [Theory]
    [InlineData(0.05, 0.0025)]
    [InlineData(0.1, 0.01)]
    [InlineData(0.2, 0.03)]
    [InlineData(-0.3, 0.05)]
    public void Huber_is_divided_by_five(double difference, double expected) =>
        AssertClose.Number(expected, Loss.Find("Huber").Value(1 + difference, 1, 1), 1e-12, 1e-15, "Huber");

    [Theory, MemberData(nameof(NamesAndWidths))]
    public void Kernel_agrees_with_double(string name, LaneWidth width)
    {
        Loss loss = Loss.Find(name);
        (float[] prediction, float[] target) = Pairs(1000);
        (double sum, float[] gradient) = Run(loss, width, prediction, target);
        double exact = 0;
        for (int i = 0; i < prediction.Length; i++)
        {
            exact += loss.Value(prediction[i], target[i], prediction[i]);
            AssertClose.Number(0.25 * loss.Slope(prediction[i], target[i]), gradient[i], 1e-5, 1e-6, $"{name}[{i}]");
        }
        AssertClose.Number(exact, sum, 1e-5, 1e-6, name);
    }

    [Theory, MemberData(nameof(NamesAndWidths))]
    public void Every_width_gives_the_bits_of_the_scalar_path(string name, LaneWidth width)
    {
        foreach (int count in new[] { 1, 15, 16, 17, 100 })
        {
            (float[] prediction, float[] target) = Pairs(count);
            (double sum, float[] gradient) = Run(Loss.Find(name), LaneWidth.Scalar, prediction, target);
            (double wideSum, float[] wideGradient) = Run(Loss.Find(name), width, prediction, target);
            Assert.Equal(sum, wideSum);
            AssertClose.SameBits(gradient, wideGradient, name);
        }
    }

    [Fact]
    public void A_gradient_does_not_depend_on_its_place_in_the_batch()
    {
        (float[] prediction, float[] target) = Pairs(48);
        (_, float[] all) = Run(Loss.Find("RelativeL2"), LaneWidths.Best, prediction, target);
        (_, float[] part) = Run(Loss.Find("RelativeL2"), LaneWidths.Best, prediction[7..30], target[7..30]);
        AssertClose.SameBits(all.AsSpan(7..30), part);
    }

    [Fact]
    public void Unknown_name_is_answered_with_all_names_and_the_nearest()
    {
        InputException error = Assert.Throws<InputException>(() => Loss.Find("MAPE"));
        Assert.Contains("expected one of L2, L1", error.Message);
        Assert.Contains("did you mean \"Mape\"?", error.Message);
    }

    [Fact]
    public void Equality_looks_at_name_and_constants()
    {
        Loss huber = Loss.Find("Huber");
        Assert.Equal(huber, huber.With([0.1]));
        Assert.NotEqual(huber, huber.With([0.2]));
        Assert.Equal(new[] { -0.2, 0.2 }, huber.With([0.2]).Kinks.ToArray());
    }

    private static void CheckSlope(Loss loss, double error)
    {
        foreach (double target in new[] { -0.7, 0, 0.4, 2 })
            foreach (double prediction in new[] { -1.5, -0.65, -0.03, 0.03, 0.36, 0.8, 2.05 })
                GradientCheck.Derivative(
                    p => loss.Value(p, target, prediction), p => loss.Slope(p, target) * error, [prediction],
                    [.. loss.Kinks.Select(kink => target + kink)], loss.Name);
    }

    private static (double Sum, float[] Gradient) Run(Loss loss, LaneWidth width, float[] prediction, float[] target)
    {
        float[] gradient = new float[prediction.Length + 1];
        gradient[^1] = 42;
        double sum;
        fixed (float* p = prediction, t = target, g = gradient)
            sum = loss.Kernel(width).Gradient(p, t, g, 0.25f, prediction.Length);
        Assert.Equal(42, gradient[^1]);
        return (sum, gradient[..^1]);
    }

    private static (float[] Prediction, float[] Target) Pairs(int count)
    {
        Pcg32 random = new(3, 1);
        float[] prediction = new float[count], target = new float[count];
        for (int i = 0; i < count; i++)
            (prediction[i], target[i]) = (2 * random.NextFloat() - 0.5f, random.NextFloat());
        return (prediction, target);
    }
}
