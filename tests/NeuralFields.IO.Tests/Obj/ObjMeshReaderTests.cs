using System.Numerics;
using System.Text;
using NeuralFields.Geometry;
using NeuralFields.Images;
using NeuralFields.IO.Obj;
using NeuralFields.IO.Tests.Surfaces;

namespace NeuralFields.IO.Tests.Obj;

public sealed class ObjMeshReaderTests
{
    private const string Corners = "v 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\n";

    private static readonly ObjMeshReader s_reader = new();

    [Theory]
    [InlineData("f 1 2 3")]
    [InlineData("f 1/1 2/2 3/3")]
    [InlineData("f 1/1/1 2/2/2 3/3/3")]
    [InlineData("f 1//9 2//9 3//9")]
    [InlineData("f -4 -3 -2")]
    [InlineData("f 1 \\\n 2 \\\r\n 3")]
    [InlineData("f 1/ 2/ 3/ # a comment")]
    [InlineData("  f\t1  2 3  ")]
    [InlineData("g a\nusemtl b\ns off\nfo 1 2 3")]
    public void Corners_are_written_in_many_ways(string face)
        => Assert.Equal([0, 1, 2], s_reader.MeshOf(Corners + face).Indices);

    [Fact]
    public void Polygons_become_triangles_and_vertices_may_follow()
        => Assert.Equal([0, 1, 2, 0, 2, 3], s_reader.MeshOf("f 1 2 3 4\r" + Corners).Indices);

    [Fact]
    public void Colors_are_decoded_and_what_has_none_is_white()
    {
        TriangleMesh mesh = s_reader.MeshOf("v 0 0 0\nv 1 0 0 0.5 0 1\nv 0 1 0 1 1 1\nf 1 2 3");
        Assert.Equal(Vector3.One, mesh.Colors![0]);
        Assert.Equal((float)SrgbCurve.Decode(0.5), mesh.Colors[1].X, 6);
        TriangleMesh bytes = s_reader.MeshOf("v 0 0 0 255 0 0\nv 1 0 0 0 255 0\nv 0 1 0 0 0 51\nf 1 2 3");
        Assert.Equal((float)SrgbCurve.Decode(0.2), bytes.Colors![2].Z, 6);
        Assert.Null(s_reader.MeshOf("v 0 0 0 1\nv 1 0 0 1\nv 0 1 0 1\nf 1 2 3").Colors);
    }

    [Fact]
    public void Normals_are_kept_where_each_vertex_has_one()
    {
        TriangleMesh mesh = s_reader.MeshOf(Corners + "vn 0 0 2\nvn 0 0 1\nf 1//1 2//1 3//1\nf 1//1 3//1 4//2\n");
        Assert.All(mesh.Normals!, n => Assert.Equal(Vector3.UnitZ, n));
        SurfaceContents several = s_reader.ReadText(Corners + "vn 0 0 1\nvn 0 1 0\nf 1//1 2//1 3//1\nf 1//2 3//2 4//2\n");
        Assert.Null(((SurfaceContents.Mesh)several).Surface.Normals);
        Assert.Contains(several.Remarks, r => r.StartsWith("normals were ignored", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_faces_the_vertices_are_a_cloud()
    {
        PointCloud cloud = s_reader.CloudOf("vn 0 0 1\nv 1 2 3\nvn 0 2 0\nv 4 5 6\n");
        Assert.Equal([new Vector3(1, 2, 3), new Vector3(4, 5, 6)], cloud.Positions);
        Assert.Equal([Vector3.UnitZ, Vector3.UnitY], cloud.Normals!);
    }

    [Fact]
    public void Places_far_from_zero_keep_their_shape()
    {
        TriangleMesh mesh = s_reader.MeshOf("v 500000.001 4649776.002 0\nv 500000.003 4649776.002 0\nv 500000.001 4649776.005 0\nf 1 2 3");
        (Vector3 a, Vector3 b, _) = mesh.Triangle(0);
        Assert.Equal(0.002f, (b - a).X, 7);
        Assert.Equal(500000.001, mesh.Bounds.Min.X, 6);
        Assert.Equal(Point3.Zero, s_reader.MeshOf(Corners + "f 1 2 3").Origin);
    }

    [Fact]
    public void Faces_of_vertices_that_are_not_finite_are_left_out_with_them()
    {
        SurfaceContents contents = s_reader.ReadText("v nan 0 0\n" + Corners + "v 1e300 0 0\nf 2 3 4\nf 1 2 3\nf 2 3 6\nf 2 4 5");
        TriangleMesh mesh = ((SurfaceContents.Mesh)contents).Surface;
        Assert.Equal([0, 1, 2, 0, 2, 3], mesh.Indices);
        Assert.Equal(4, mesh.VertexCount);
        Assert.Equal("vertices without finite coordinates were left out: 2, with the faces that use them: 2", Assert.Single(contents.Remarks));
        Refusal.AssertSays("every face uses a vertex without finite coordinates", () => s_reader.ReadText("v inf 0 0\nf 1 1 1"));
    }

    [Fact]
    public void Faces_of_one_and_two_corners_are_left_out_and_said()
        => Assert.Equal(
            "faces with fewer than three corners were left out: 3",
            Assert.Single(s_reader.ReadText(Corners + "f 1\nf 1 2\nf\nf 1 2 3").Remarks));

    [Theory]
    [InlineData("v 0 0\n", "OBJ: line 1: the line ends, expected z.")]
    [InlineData("\n\rv 0 0 x\n", "OBJ: line 3: 'x' is no number, expected z.")]
    [InlineData(Corners + "f 1 2 9", "OBJ: line 5: a face names vertex 9, but the file has 4.")]
    [InlineData(Corners + "f 1 2 0", "OBJ: line 5: a face names vertex 0, expected 1 to 4")]
    [InlineData(Corners + "f 1 2 -5", "OBJ: line 5: a face names vertex -5")]
    [InlineData(Corners + "f 1 2 99999999999999999999999", "OBJ: line 5: a face names vertex 92233720368547758")]
    [InlineData(Corners + "f 1 2 x", "'x' is no corner of a face")]
    [InlineData(Corners + "f 1 2 3x", "'x' is no corner of a face")]
    [InlineData(Corners + "f 1 2", "none of the 1 faces has three corners")]
    [InlineData("hello\n", "the file holds no vertices")]
    [InlineData("v\u0000 0 0 0", "byte 1 is zero, expected text")]
    public void Broken_files_are_refused_with_their_line(string text, string why)
        => Refusal.AssertSays(why, () => s_reader.ReadText(text));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Utf16_with_a_mark_is_read(bool bigEndian)
    {
        UnicodeEncoding encoding = new(bigEndian, byteOrderMark: true);
        byte[] file = [.. encoding.GetPreamble(), .. encoding.GetBytes("# größe\n" + Corners + "f 1 2 3")];
        Assert.Equal(1, s_reader.MeshOf(file).TriangleCount);
    }
}
