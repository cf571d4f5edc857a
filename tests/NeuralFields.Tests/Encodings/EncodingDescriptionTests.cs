using NeuralFields.Descriptions;
using NeuralFields.Encodings;
using NeuralFields.Parameters;

namespace NeuralFields.Tests.Encodings;

public sealed class EncodingDescriptionTests
{
    public static TheoryData<string> Names => EncodingCases.Names;

    [Fact]
    public void Every_registered_encoding_is_tested()
    {
        HashSet<string> tested = [.. EncodingCases.All.Values.Select(c => Encoding.Family.Of(c.Encoding).Name)];
        Assert.All(Encoding.Family.All.Where(s => s.Name != Grid.Schema.Name), s => Assert.Contains(s.Name, tested));
    }

    [Theory, MemberData(nameof(Names))]
    public void Descriptions_survive_writing_and_reading(string name)
    {
        DescriptionNode written = Encoding.Family.Write(EncodingCases.All[name].Encoding);
        Encoding read = Encoding.Family.Read("encoding", written);
        Assert.Equal(DescriptionWriter.ToLine(written), DescriptionWriter.ToLine(Encoding.Family.Write(read)));
        Assert.Equal(EncodingCases.All[name].Encoding.GetType(), read.GetType());
    }

    [Theory, MemberData(nameof(Names))]
    public void Encodings_have_as_many_features_as_they_say(string name)
    {
        EncodingCase test = EncodingCases.All[name];
        Assert.Equal(test.Outputs, test.Encoding.OutputCount(test.Inputs));
        Assert.Equal(test.Outputs, EncodingCases.PartsOf(test).Where(p => p is not BiasPart).Sum(p => p.OutputCount));
    }

    [Fact]
    public void Nested_tensors_are_named_by_their_place()
    {
        ParameterDeclarations declarations = new();
        declarations.Begin("encoding");
        EncodingCases.All["composite"].Encoding.Declare(declarations, 6);
        declarations.Add("after", ParameterRole.Bias, Distribution.Zero, 1);
        Assert.Equal(
            ["encoding.1.level.0.table", "encoding.2.frequencies", "encoding.after"],
            declarations.ToLayout().Tensors.Select(t => t.Name));
    }

    [Fact]
    public void Nested_encodings_without_counts_read_the_same_coordinates()
    {
        EncodingCase test = new(
            new Composite { Nested = [new(new Identity()), new(new Frequency { Frequencies = 2 })] }, 2, 10);
        Assert.Equal([(0, 2), (0, 2)], EncodingCases.PartsOf(test).Select(p => (p.FirstInput, p.InputCount)));
        Assert.Equal([0, 2], EncodingCases.PartsOf(test).Select(p => p.FirstOutput));
    }

    [Fact]
    public void A_nested_encoding_takes_what_the_counted_ones_leave()
    {
        EncodingCase test = new(
            new Composite { Nested = [new(new Identity()), new(new SphericalHarmonics(), Count: 3)] }, 5, 18);
        Assert.Equal([(0, 2), (2, 3)], EncodingCases.PartsOf(test).Select(p => (p.FirstInput, p.InputCount)));
    }

    [Fact]
    public void A_nested_encoding_without_coordinates_has_no_features()
    {
        Encoding encoding = new Composite { Nested = [new(new SphericalHarmonics(), Count: 3), new(new Identity())] };
        Assert.Equal(16, encoding.OutputCount(3));
    }

    [Fact]
    public void Nested_encodings_cannot_read_past_the_last_coordinate()
    {
        Encoding encoding = new Composite { Nested = [new(new Identity(), Count: 3)] };
        InputException e = Assert.Throws<InputException>(() => encoding.OutputCount(2));
        Assert.Contains("n_dims_to_encode", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Trained_tables_are_not_added_up()
    {
        Encoding encoding = new Composite
        {
            Nested = [new(new Identity()), new(new HashGrid { Levels = 1 })],
            Reduction = CompositeReduction.Sum,
        };
        InputException e = Assert.Throws<InputException>(() => encoding.AddParts([], 0..2, 0, 0));
        Assert.Contains("HashGrid", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Grids_within_a_composite_are_resolved_with_it()
    {
        Composite composite = (Composite)new Composite { Nested = [new(new HashGrid())] }.Resolve(512);
        Assert.NotNull(((Grid)composite.Nested[0].Encoding).PerLevelScale);
    }
}
