using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Networks;
using NeuralFields.Numerics;
using NeuralFields.Parameters;

namespace NeuralFields.Tests.Parameters;

public sealed class ParameterLayoutTests
{
    [Fact]
    public void Tensors_lie_one_after_another()
    {
        ParameterLayout layout = Small().Layout();
        int next = 0;
        foreach (ParameterTensor tensor in layout.Tensors)
        {
            Assert.Equal(next, tensor.Offset);
            next += tensor.Count;
        }
        Assert.Equal(layout.Count, next);
    }

    [Fact]
    public void Fixed_tensors_count_as_frozen()
    {
        ParameterLayout layout = Small().Layout();
        Assert.Equal(2 * 5, layout.FrozenCount);
        Assert.Equal((10 * 4) + 4 + (4 * 3) + 3, layout.TrainedCount);
    }

    [Fact]
    public void Nodes_start_where_their_first_tensor_does()
    {
        FieldSpec spec = Small();
        foreach (FieldNode node in spec.Nodes)
            Assert.Equal(
                spec.Layout().Tensors.First(t => t.Name.StartsWith(node.Name + ".", StringComparison.Ordinal)).Offset,
                spec.FirstParameter(node));
    }

    [Fact]
    public void The_same_seed_gives_the_same_values_and_another_does_not()
    {
        ParameterLayout layout = Small().Layout();
        Assert.Equal(layout.Initialize(7), layout.Initialize(7));
        Assert.NotEqual(layout.Initialize(7), layout.Initialize(8));
    }

    [Fact]
    public void A_later_tensor_leaves_earlier_values_alone()
    {
        FieldSpec spec = Small(), wider = FieldSpec.Value(2, 9, Encoding(), new Mlp { Width = 4, HiddenLayers = 1 });
        int shared = spec.Layout().Tensors.Single(t => t.Name == "network.1.weight").Offset;
        Assert.Equal(spec.Initialize(3)[..shared], wider.Layout().Initialize(3)[..shared]);
    }

    [Fact]
    public void Distributions_have_the_moments_they_name()
    {
        float[] values = new float[100_000];
        Pcg32 random = new(1, 1);
        Distribution.Uniform(0.5).Fill(ref random, values);
        Assert.Equal(0, values.Average(), 0.005);
        Assert.InRange(values.Max(), 0.499f, 0.5f);
        Distribution.Gaussian(3).Fill(ref random, values);
        Assert.Equal(0, values.Average(), 0.05);
        Assert.Equal(9, values.Average(v => v * v), 0.15);
        Distribution.Zero.Fill(ref random, values);
        Assert.All(values, v => Assert.Equal(0, v));
    }

    [Fact]
    public void Too_many_parameters_are_refused_by_name()
    {
        ParameterDeclarations declarations = new();
        declarations.Begin("encoding");
        InputException e = Assert.Throws<InputException>(
            () => declarations.Add("table", ParameterRole.Table, Distribution.Zero, 1 << 16, 1 << 16));
        Assert.StartsWith("encoding.table", e.Message, StringComparison.Ordinal);
    }

    private static FieldSpec Small() => FieldSpec.Value(2, 3, Encoding(), new Mlp { Width = 4, HiddenLayers = 1 });

    private static FourierFeatures Encoding() => new() { Features = 5 };
}
