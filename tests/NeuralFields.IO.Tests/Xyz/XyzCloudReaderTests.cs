using System.Numerics;
using NeuralFields.Geometry;
using NeuralFields.IO.Tests.Surfaces;
using NeuralFields.IO.Xyz;

namespace NeuralFields.IO.Tests.Xyz;

public sealed class XyzCloudReaderTests
{
    private static readonly XyzCloudReader s_reader = new();

    [Theory]
    [InlineData("1 2 3\n4 5 6\n")]
    [InlineData("1,2,3\r\n4,5,6")]
    [InlineData("1;2;3\r4;5;6\r")]
    [InlineData("# head\n// more\n1\t2\t3\n\n4, 5, 6 # end\n")]
    [InlineData("2\n1 2 3\n4 5 6\n")]
    [InlineData("x,y,z\n1,2,3\n4,5,6\n")]
    public void Points_are_separated_in_many_ways(string text)
        => Assert.Equal([new Vector3(1, 2, 3), new Vector3(4, 5, 6)], s_reader.CloudOf(text).Positions);

    [Fact]
    public void Six_columns_are_normals_where_they_have_length_one()
    {
        Assert.Equal([Vector3.UnitZ], s_reader.CloudOf("1 2 3 0 0 1.001\n").Normals!);
        SurfaceContents colors = s_reader.ReadText("1 2 3 200 100 0\n");
        Assert.Null(((SurfaceContents.Cloud)colors).Points.Normals);
        Assert.Equal("columns after the third are no unit normals and were ignored: 3", Assert.Single(colors.Remarks));
        Assert.Null(s_reader.CloudOf("1 2 3 0.5\n").Normals);
    }

    [Theory]
    [InlineData("1 2 3\n4 5\n", "line 2: the line ends, expected z")]
    [InlineData("1 2 3\n4 5 6 7\n", "line 2: the line has 4 numbers, expected 3")]
    [InlineData("1 2 3\n4 5 six\n", "line 2: 'six' is no number")]
    [InlineData("# nothing\n", "holds no vertices")]
    [InlineData("nan 0 0\n", "none of the 1 points has finite coordinates")]
    public void Broken_files_are_refused(string text, string why) => Refusal.AssertSays(why, () => s_reader.ReadText(text));
}
