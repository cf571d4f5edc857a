using NeuralFields.Training;

namespace NeuralFields.Tests.Training;

public sealed class ProgressPlanTests
{
    [Fact]
    public void Progress_is_linear_between_knots_and_constant_after_the_last()
    {
        ProgressPlan plan = new([new(0, 0), new(10, 0.25), new(20, 0.5), new(20, 0.625), new(24, 0.75)]);
        Assert.Equal([0, 0.125, 0.25, 0.375, 0.625, 0.6875, 0.75, 0.75],
            new long[] { 0, 5, 10, 15, 20, 22, 24, 1000 }.Select(plan.At));
        Assert.Equal(0.125, plan.At(5));
    }

    [Fact]
    public void A_description_without_knots_runs_linearly_to_its_last_step()
        => Assert.Equal(0.25, ProgressPlan.Of(new() { Steps = 400 }).At(100));

    [Fact]
    public void Knots_that_run_backwards_are_refused()
    {
        Assert.Throws<InputException>(() => new ProgressPlan([new(5, 0.5), new(4, 0.6)]));
        Assert.Throws<InputException>(() => new ProgressPlan([new(5, 0.5), new(6, 0.4)]));
        Assert.Throws<InputException>(() => new ProgressPlan([new(5, 1.5)]));
        Assert.Throws<InputException>(() => new ProgressPlan([new(5, double.NaN)]));
    }
}
