using System.Numerics;
using NeuralFields.Geometry;
using NeuralFields.IO.Off;
using NeuralFields.IO.Tests.Surfaces;

namespace NeuralFields.IO.Tests.Off;

public sealed class OffMeshReaderTests
{
    private static readonly OffMeshReader s_reader = new();

    [Theory]
    [InlineData("OFF\n4 1 0\n0 0 0\n1 0 0\n1 1 0\n0 1 0\n4 0 1 2 3\n")]
    [InlineData("OFF 4 1 0\n\n# a comment\n0 0 0 # another\n1 0 0\n1 1 0\n0 1 0\n4 0 1 2 3 255 0 0\n")]
    [InlineData("4 1\n0 0 0\n1 0 0\n1 1 0\n0 1 0\n4 0 1 2 3")]
    [InlineData("STOFF\n4 1 0\n0 0 0 0.5 0.5\n1 0 0 0 0\n1 1 0 0 0\n0 1 0 0 0\n4 0 1 2 3 7\n")]
    public void Polygons_become_triangles(string text)
        => Assert.Equal([0, 1, 2, 0, 2, 3], s_reader.MeshOf(text).Indices);

    [Fact]
    public void Prefixes_tell_normals_and_colors()
    {
        TriangleMesh mesh = s_reader.MeshOf("CNOFF\n3 1 0\n0 0 0 0 0 2 255 0 0 255\n1 0 0 0 0 1 0 255 0 255\n0 1 0 0 0 1 0 0 255 255\n3 0 1 2\n");
        Assert.All(mesh.Normals!, n => Assert.Equal(Vector3.UnitZ, n));
        Assert.Equal([Vector3.UnitX, Vector3.UnitY, Vector3.UnitZ], mesh.Colors!);
    }

    [Fact]
    public void Without_faces_it_is_a_cloud()
        => Assert.Equal(Vector3.UnitY, Assert.Single(s_reader.CloudOf("NOFF\n1 0 0\n1 2 3 0 4 0\n").Normals!));

    [Theory]
    [InlineData("OFF BINARY\n", "the file is binary")]
    [InlineData("4OFF\n1 0 0\n", "'4OFF' is no keyword")]
    [InlineData("OFF\n353535235358 6 0\n", "353535235358 vertices and 6 faces are claimed")]
    [InlineData("OFF\n3 9999999 0\n0 0 0\n0 0 0\n0 0 0\n", "9999999 faces are claimed")]
    [InlineData("OFF\n3.5 1 0\n", "the count of vertices is 3.5")]
    [InlineData("OFF\n3 1 0\n0 0 0\n1 0 0\n0 1 0\n3 0 1 3\n", "line 6: a face names vertex 3, expected 0 to 2")]
    [InlineData("OFF\n3 1 0\n0 0 0\n1 0 0\n0 1 0\n900 0 1 2\n", "a face has 900 corners")]
    [InlineData("OFF\n3 1 0\n0 0 0\n1 0 0\n0 1\n3 0 1 2 \n", "line 5: the line ends, expected z of a vertex")]
    [InlineData("OFF\n3 1 0\n0 0 0\n1 0 0\n0 1 0\n", "the file ends, expected a face's count of corners")]
    public void Broken_files_are_refused(string text, string why) => Refusal.AssertSays(why, () => s_reader.ReadText(text));

    [Fact]
    public void It_is_told_by_its_first_word()
    {
        Assert.True(s_reader.Recognizes("OFF\n8 6 12"u8));
        Assert.True(s_reader.Recognizes("STCNOFF 3"u8));
        Assert.False(s_reader.Recognizes("OFFSET 3"u8));
        Assert.False(s_reader.Recognizes(""u8));
    }
}
