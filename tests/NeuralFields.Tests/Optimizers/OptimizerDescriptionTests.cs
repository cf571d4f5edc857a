using NeuralFields.Descriptions;
using NeuralFields.Optimizers;

namespace NeuralFields.Tests.Optimizers;

public sealed class OptimizerDescriptionTests
{
    public static TheoryData<string> Names => [.. Optimizer.Family.All.Select(s => s.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Descriptions_survive_writing_and_reading(string name)
    {
        Optimizer optimizer = Optimizer.Family.Read("optimizer", DescriptionNode.Of(name)) with
        {
            LearningRate = 0.123,
            Sparse = false,
        };
        Assert.Equal(optimizer, Optimizer.Family.Read("optimizer", Optimizer.Family.Write(optimizer)));
    }

    [Fact]
    public void Adam_has_the_documented_defaults()
    {
        Adam adam = Assert.IsType<Adam>(Optimizer.Family.Read("optimizer", DescriptionNode.Of("Adam")));
        Assert.Equal((0.01, 0.9, 0.99, 1e-15, 0.0, true),
            (adam.LearningRate, adam.Beta1, adam.Beta2, adam.Epsilon, adam.L2Regularization, adam.Sparse));
    }

    [Fact]
    public void Unknown_keys_are_refused_with_the_nearest_one()
    {
        DescriptionNode node = Optimizer.Family.Write(new Adam()).With("beta_1", DescriptionNode.Of(0.5));
        InputException e = Assert.Throws<InputException>(() => Optimizer.Family.Read("optimizer", node));
        Assert.Contains("beta1", e.Message, StringComparison.Ordinal);
    }
}
