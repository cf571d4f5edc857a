using NeuralFields.Descriptions;

namespace NeuralFields.Tests.Descriptions;

public sealed class DescriptionReaderTests
{
    [Fact]
    public void Values_know_line_and_column_in_characters()
    {
        DescriptionNode root = DescriptionReader.Read("{\n  \"é\": 1, \"b\": [\n 2] }", "s.json");
        Assert.Equal("s.json(2,3)", root["é"]!.Place);
        Assert.Equal("s.json(2,11)", root["b"]!.Place);
        Assert.Equal("s.json(3,2)", root["b"]!.Items[0].Place);
    }

    [Fact]
    public void Comments_trailing_commas_and_a_byte_order_mark_are_accepted()
        => Assert.Equal(
            """{"a":[1,2],"b":{"c":"x"}}""",
            DescriptionWriter.ToLine(
                DescriptionReader.Read("\uFEFF{ /* x */ \"a\": [1, 2,], // y\n \"b\": {\"c\":\"x\",}, }", "")));

    [Fact]
    public void Strict_text_has_neither_comments_nor_trailing_commas()
    {
        Assert.Throws<InputException>(() => DescriptionReader.Read("[1,]", "s", DescriptionSyntax.Strict));
        Assert.Throws<InputException>(() => DescriptionReader.Read("[1] // x", "s", DescriptionSyntax.Strict));
    }

    [Fact]
    public void A_key_that_stands_twice_is_refused_with_both_places()
    {
        InputException e =
            Assert.Throws<InputException>(() => DescriptionReader.Read("{\"a\":1,\n \"a\":2}", "s.json"));
        Assert.Equal("s.json(2,2): key \"a\" stands here twice; it is first at s.json(1,2). Remove one.", e.Message);
    }

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("{", 1, 2)]
    [InlineData("{\"a\":}", 1, 6)]
    [InlineData("{\n\"a\" 1}", 2, 5)]
    [InlineData("{'a':1}", 1, 2)]
    [InlineData("[1 2]", 1, 4)]
    [InlineData("{} {}", 1, 4)]
    [InlineData("[01]", 1, 3)]
    [InlineData("{\"a\":1e999}", 1, 6)]
    [InlineData("[\"\\ud800\"]", 1, 2)]
    [InlineData("[NaN]", 1, 2)]
    public void Broken_text_is_refused_at_its_place_in_our_words(string text, int line, int column)
    {
        InputException e = Assert.Throws<InputException>(() => DescriptionReader.Read(text, "s.json"));
        Assert.StartsWith($"s.json({line},{column}): ", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused_at_their_place()
    {
        InputException e =
            Assert.Throws<InputException>(() => DescriptionReader.Read([(byte)'[', (byte)'\n', 0xFF], "s.json"));
        Assert.StartsWith("s.json(2,1): byte 0xFF is not UTF-8", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Depth_is_limited()
    {
        Assert.NotNull(DescriptionReader.Read(new string('[', 64) + new string(']', 64), "s"));
        Assert.Throws<InputException>(() => DescriptionReader.Read(new string('[', 65) + new string(']', 65), "s"));
        Assert.Throws<InputException>(() => DescriptionReader.Read(new string('[', 1_000_000), "s"));
    }

    [Fact]
    public void What_is_written_reads_the_same()
    {
        const string text = """{"a":[true,null,-0.5,"ü\"\\"],"b":{},"c":1E-15}""";
        Assert.Equal(text, DescriptionWriter.ToLine(DescriptionReader.Read(text, "")));
    }
}
