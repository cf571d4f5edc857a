using NeuralFields.Descriptions;

namespace NeuralFields.Tests.Descriptions;

public sealed class DescriptionMergeTests
{
    [Theory]
    [InlineData("""{"a":1,"b":{"c":2}}""", """{"b":{"d":3},"a":4}""", """{"a":4,"b":{"c":2,"d":3}}""")]
    [InlineData("""{"e":{"otype":"X","n":1}}""", """{"e":{"otype":"Y"}}""", """{"e":{"otype":"Y"}}""")]
    [InlineData(
        """{"e":{"otype":"X","n":1}}""", """{"e":{"otype":"X","m":2}}""", """{"e":{"otype":"X","n":1,"m":2}}""")]
    [InlineData("""{"e":{"otype":"X","n":1}}""", """{"e":"Y"}""", """{"e":"Y"}""")]
    [InlineData("""{"e":"X"}""", """{"e":{"n":1}}""", """{"e":{"otype":"X","n":1}}""")]
    [InlineData("""{"e":[1,2]}""", """{"e":[3]}""", """{"e":[3]}""")]
    [InlineData("""{"finest_resolution":64}""", """{"per_level_scale":2}""", """{"per_level_scale":2}""")]
    public void Keys_are_merged_and_another_otype_replaces_the_part(string below, string above, string expected)
        => Assert.Equal(expected, DescriptionWriter.ToLine(
            DescriptionMerge.Merge(DescriptionReader.Read(below, ""), DescriptionReader.Read(above, ""))));
}
