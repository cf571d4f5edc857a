using NeuralFields.Descriptions;
using NeuralFields.IO.Scenes;

namespace NeuralFields.IO.Tests.Scenes;

public sealed class SceneEditTests
{
    [Theory]
    [InlineData("""{"encoding":{"otype":"X","n":1}}""", "encoding.n=2", """{"encoding":{"otype":"X","n":2}}""")]
    [InlineData("""{"encoding":{"otype":"X","n":1}}""", "encoding.otype=Y", """{"encoding":{"otype":"Y"}}""")]
    [InlineData("""{"encoding":"X"}""", "encoding.n=2", """{"encoding":{"otype":"X","n":2}}""")]
    [InlineData("{}", "training.seed=7", """{"training":{"seed":7}}""")]
    [InlineData("""{"a":[{"n":1},{"n":2}]}""", "a.1.n=3", """{"a":[{"n":1},{"n":3}]}""")]
    [InlineData("{}", "data=photo.png", """{"data":"photo.png"}""")]
    [InlineData("{}", "data=", """{"data":""}""")]
    [InlineData("{}", "flag=true", """{"flag":true}""")]
    [InlineData("{}", "text=\"5\"", """{"text":"5"}""")]
    [InlineData("{}", "expression=a=b", """{"expression":"a=b"}""")]
    public void Sets_one_key(string scene, string edit, string expected)
        => Assert.Equal(
            expected, DescriptionWriter.ToLine(SceneEdit.Parse(edit).Apply(DescriptionReader.Read(scene, "s"))));

    [Theory]
    [InlineData("steps")]
    [InlineData("=5")]
    [InlineData("a..b=5")]
    public void What_is_no_key_and_value_is_refused(string edit)
        => Assert.Contains(
            "--set", Assert.Throws<InputException>(() => SceneEdit.Parse(edit)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"a":5}""", "a.b=1")]
    [InlineData("""{"a":[1]}""", "a.1=1")]
    [InlineData("""{"a":[1]}""", "a.x=1")]
    public void Paths_that_lead_nowhere_are_refused_at_the_option(string scene, string edit)
    {
        InputException e =
            Assert.Throws<InputException>(() => SceneEdit.Parse(edit).Apply(DescriptionReader.Read(scene, "s")));
        Assert.StartsWith("--set a.", e.Message, StringComparison.Ordinal);
    }
}
