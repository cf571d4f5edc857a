using NeuralFields.Descriptions;
using NeuralFields.IO.Scenes;

namespace NeuralFields.IO.Tests.Scenes;

public sealed class TinyCudaNamesTests
{
    [Theory]
    [InlineData(
        """{"network":{"otype":"FullyFusedMLP","activation":"ReLU","n_neurons":64}}""",
        """{"network":{"otype":"Mlp","activation":"ReLU","n_neurons":64,"bias":false}}""")]
    [InlineData(
        """{"network":{"otype":"CutlassMLP","activation":"Softplus"}}""",
        """{"network":{"otype":"Mlp","activation":{"otype":"Softplus","beta":10},"bias":false}}""")]
    [InlineData(
        """{"network":{"otype":"Mlp","activation":"Softplus"}}""",
        """{"network":{"otype":"Mlp","activation":"Softplus"}}""")]
    [InlineData(
        """{"optimizer":{"otype":"Ema","decay":0.95,"nested":{"otype":"ExponentialDecay","decay_start":20000,"nested":{"otype":"Adam","l2_reg":1}}}}""",
        """{"optimizer":{"otype":"Adam","l2_reg":1,"schedule":{"otype":"Step","decay_start":20000}},"training":{"average_decay":0.95}}""")]
    [InlineData(
        """{"optimizer":{"otype":"ExponentialDecay","decay_base":0.33,"nested":{"otype":"Ema","nested":{"otype":"Adam"}}}}""",
        """{"optimizer":{"otype":"Adam","schedule":{"otype":"Step","decay_base":0.33}},"training":{"average_decay":0.99}}""")]
    [InlineData("""{"loss":{"otype":"MAPE"},"envmap":{"x":1}}""", """{"loss":{"otype":"Mape"}}""")]
    [InlineData("""{"encoding":{"otype":"Grid","type":"Hash","stochastic_interpolation":false}}""",
        """{"encoding":{"otype":"Grid","type":"Hash"}}""")]
    public void Their_names_become_ours(string theirs, string ours)
        => Assert.Equal(
            ours, DescriptionWriter.ToLine(TinyCudaNames.Translate(DescriptionReader.Read(theirs, "config.json"))));

    [Theory]
    [InlineData("""{"optimizer":{"otype":"Ema","decoy":0.95,"nested":{"otype":"Adam"}}}""", "did you mean \"decay\"?")]
    [InlineData("""{"optimizer":{"otype":"Ema","decay":0.95}}""", "has no \"nested\" optimizer")]
    [InlineData("""{"encoding":{"otype":"HashGrid","stochastic_interpolation":true}}""", "not in this version")]
    public void What_is_not_supported_is_refused_at_its_place(string theirs, string message)
    {
        InputException e = Assert.Throws<InputException>(
            () => TinyCudaNames.Translate(DescriptionReader.Read(theirs, "config.json")));
        Assert.StartsWith("config.json(1,", e.Message, StringComparison.Ordinal);
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }
}
