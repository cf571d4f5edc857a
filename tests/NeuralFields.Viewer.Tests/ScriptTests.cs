using NeuralFields.Testing;
using NeuralFields.Viewer.Scripts;

namespace NeuralFields.Viewer.Tests;

public sealed class ScriptTests
{
    [Fact]
    public void Every_word_is_read_with_its_places()
    {
        ViewScript script = ViewScript.Parse("tour.txt", """
            orbit 30 -10   # a comment
            mode normals

            crop -1 -1 -1 1 1 1
            crop off
            slice z 0.5
            key F2 shift
            key 3
            drag 10 10 20 20 right
            resize 320x240
            screenshot a.png
            picture b.png 2
            path render frames
            train until 50
            """);
        Assert.Equal(13, script.Lines.Length);
        Assert.Equal("tour.txt(4)", script.Lines[2].Place);
    }

    [Theory]
    [InlineData("turn 3", "unknown step \"turn\"")]
    [InlineData("orbit 3", "expected 2 numbers")]
    [InlineData("orbit 3 x", "expected a number in place of x")]
    [InlineData("mode pretty", "expected shaded, normals")]
    [InlineData("mode 1", "expected shaded, normals")]
    [InlineData("slice w 1", "expected x, y or z")]
    [InlineData("resize 0x5", "expected WIDTHxHEIGHT")]
    [InlineData("key Bogus", "expected a key such as")]
    [InlineData("background nocolor", "nocolor is no colour")]
    [InlineData("quit now", "expected nothing")]
    public void A_mistake_names_its_line(string line, string expected)
    {
        InputException mistake = Assert.Throws<InputException>(() => ViewScript.Parse("s", "reset\n" + line));
        Assert.StartsWith("s(2): ", mistake.Message);
        Assert.Contains(expected, mistake.Message, StringComparison.Ordinal);
    }
}
