using NeuralFields.Descriptions;
using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Networks;

namespace NeuralFields.Tests.Fields;

public sealed class FieldSpecJsonTests
{
    private const string Ports = """{"name":"position","size":2}""";
    private const string Grid =
        """{"name":"encoding","inputs":["position"],"encoding":{"otype":"HashGrid","n_levels":2}}""";
    private const string Head = """{"name":"value","node":"encoding","first":0,"count":4,"activation":"None"}""";

    [Fact]
    public void A_field_reads_as_it_was_written()
    {
        FieldSpec field = FieldSpec.Value(3, 2, new HashGrid { PerLevelScale = 1.5 }, new Mlp { Bias = false });
        DescriptionNode written = FieldSpecJson.Write(field);
        string text = DescriptionWriter.ToLine(written);
        Assert.Equal(
            text, DescriptionWriter.ToLine(FieldSpecJson.Write(FieldSpecJson.Read(DescriptionReader.Read(text, "")))));
        Assert.Equal(field.Layout().Count, FieldSpecJson.Read(written).Layout().Count);
    }

    [Fact]
    public void The_parts_of_these_tests_are_sound()
        => Assert.Equal(4, Read(Ports, Grid, Head).OutputCount);

    [Theory]
    [InlineData(Ports, Grid, """{"name":"value","node":"encodin","first":0,"count":4,"activation":"None"}""",
        "did you mean \"encoding\"?")]
    [InlineData(
        Ports, Grid, """{"name":"value","node":"encoding","first":2,"count":3,"activation":"None"}""", "count is 3")]
    [InlineData(
        Ports, Grid, """{"name":"value","node":"encoding","first":4,"count":1,"activation":"None"}""", "first is 4")]
    [InlineData(
        Ports, Grid, """{"name":"value","node":"encoding","count":1,"activation":"None"}""", "has no \"first\"")]
    [InlineData("""{"name":"position","size":0}""", Grid, Head, "size is 0")]
    [InlineData(Ports + "," + Ports, Grid, Head, "named \"position\"")]
    [InlineData(
        Ports, """{"name":"encoding","inputs":["encoding"],"encoding":"Identity"}""", Head, "unknown port or node")]
    [InlineData(Ports, """{"name":"encoding","inputs":["position"],"network":"Mlp"}""", Head, "has no \"outputs\"")]
    [InlineData(Ports, Grid +
        """,{"name":"b","inputs":["encoding","encoding"],"encoding":"Identity"}""", Head, "reads another encoding")]
    public void Parts_that_do_not_fit_are_refused_at_their_place(
        string ports, string nodes, string head, string message)
    {
        InputException e = Assert.Throws<InputException>(() => Read(ports, nodes, head));
        Assert.StartsWith("f(1,", e.Message, StringComparison.Ordinal);
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }

    private static FieldSpec Read(string ports, string nodes, string head)
        => FieldSpecJson.Read(DescriptionReader.Read(
            "{\"ports\":[" + ports + "],\"nodes\":[" + nodes + "],\"heads\":[" + head + "]}", "f"));
}
