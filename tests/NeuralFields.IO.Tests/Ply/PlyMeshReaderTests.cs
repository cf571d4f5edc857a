using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using NeuralFields.Geometry;
using NeuralFields.IO.Ply;
using NeuralFields.IO.Tests.Surfaces;

namespace NeuralFields.IO.Tests.Ply;

public sealed class PlyMeshReaderTests
{
    private const string Start = "ply\nformat ascii 1.0\nelement vertex 4\nproperty float x\nproperty float y\nproperty float z\n";
    private const string Corners = "0 0 0\n1 0 0\n1 1 0\n0 1 0\n";

    private static readonly PlyMeshReader s_reader = new();

    [Fact]
    public void Properties_of_any_order_type_and_name_are_read_and_others_passed_over()
    {
        TriangleMesh mesh = s_reader.MeshOf(
            "ply\nformat ascii 1.0\ncomment a\nobj_info b\nelement camera 1\nproperty list uchar float k\nproperty int i\n" +
            "element face 1\nproperty uchar flag\nproperty list ushort uint vertex_index\nproperty list uchar float t\n" +
            "element vertex 3\nproperty uint8 red\nproperty double z\nproperty list uchar int extra\nproperty float y\n" +
            "property uchar green\nproperty uchar blue\nproperty int16 x\nelement edge 1\nproperty int a\nend_header\n" +
            "2 0.5 0.5 7\n1 3 2 1 0 2 0 0\n255 3 1 9 2 0 0 1\n0 6 0 5 255 0 4\n0 9 2 1 1 8 0 255 7\n12\n");
        Assert.Equal([new Vector3(1, 2, 3), new Vector3(4, 5, 6), new Vector3(7, 8, 9)], mesh.Positions);
        Assert.Equal([2, 1, 0], mesh.Indices);
        Assert.Equal([Vector3.UnitX, Vector3.UnitY, Vector3.UnitZ], mesh.Colors!);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Both_byte_orders_are_read(bool bigEndian)
    {
        string header = $"ply\nformat binary_{(bigEndian ? "big" : "little")}_endian 1.0\nelement vertex 3\nproperty double x\n" +
            "property short y\nproperty float z\nproperty list uchar ushort more\nelement face 1\n" +
            "property list int uint vertex_indices\nend_header\n";
        List<byte> file = [.. Encoding.ASCII.GetBytes(header)];
        for (int i = 0; i < 3; i++)
        {
            Add(file, bigEndian, BitConverter.GetBytes(i + 0.125));
            Add(file, bigEndian, BitConverter.GetBytes((short)(-300 * i)));
            Add(file, bigEndian, BitConverter.GetBytes(i * 0.5f));
            file.AddRange([1, 7, 7]);
        }
        foreach (int number in new[] { 3, 0, 2, 1 }) Add(file, bigEndian, BitConverter.GetBytes(number));
        TriangleMesh mesh = s_reader.MeshOf([.. file]);
        Assert.Equal(new Vector3(2.125f, -600, 1), mesh.Positions[2]);
        Assert.Equal([0, 2, 1], mesh.Indices);
        s_reader.AssertTruncationsEnd([.. file]);
    }

    [Fact]
    public void Strips_of_triangles_are_unrolled_with_one_side_up()
    {
        TriangleMesh mesh = s_reader.MeshOf(
            Start + "element tristrips 1\nproperty list int int vertex_indices\nend_header\n" + Corners + "8 0 1 3 2 -1 0 1 2\n");
        Assert.Equal([0, 1, 3, 3, 1, 2, 0, 1, 2], mesh.Indices);
    }

    [Fact]
    public void Without_faces_it_is_a_cloud_with_its_normals()
    {
        PointCloud cloud = s_reader.CloudOf(
            "ply\nformat ascii 1.0\nelement vertex 2\nproperty float x\nproperty float y\nproperty float z\n" +
            "property float nx\nproperty float ny\nproperty float nz\nelement face 0\nproperty list uchar int vertex_indices\n" +
            "end_header\n1 2 3 0 0 2\n4 5 6 0 1 0");
        Assert.Equal(2, cloud.Count);
        Assert.Equal([Vector3.UnitZ, Vector3.UnitY], cloud.Normals!);
    }

    [Fact]
    public void Points_that_are_not_finite_go_with_their_normals()
    {
        SurfaceContents contents = s_reader.ReadText(
            "ply\nformat ascii 1.0\nelement vertex 3\nproperty float x\nproperty float y\nproperty float z\n" +
            "property float nx\nproperty float ny\nproperty float nz\nend_header\n1 2 3 0 0 1\nnan 5 6 0 1 0\n7 8 9 1 0 0");
        PointCloud cloud = ((SurfaceContents.Cloud)contents).Points;
        Assert.Equal([Vector3.UnitZ, Vector3.UnitX], cloud.Normals!);
        Assert.Equal("points without finite coordinates were left out: 1", Assert.Single(contents.Remarks));
    }

    [Fact]
    public void Gaussian_splats_are_refused_by_name()
        => Refusal.AssertSays(
            "Gaussian splats",
            () => s_reader.ReadText(Start + "property float f_dc_0\nproperty float opacity\nend_header\n"));

    [Theory]
    [InlineData("ply\nformat ascii 1.0\nelement vertex 1\n", "the file ends before end_header")]
    [InlineData("ply\nformat ascii 1.0\nelement face 1\nend_header\n", "no element vertex")]
    [InlineData("ply\nformat ascii 1.0\nelement vertex 1\nproperty float x\nend_header\n", "vertices have no y")]
    [InlineData("ply\nformat utf8 1.0\n", "the format is 'utf8'")]
    [InlineData("ply\nelement vertex 1\nend_header\n", "names no format")]
    [InlineData("ply\nformat ascii 1.0\nelement vertex -1\n", "an element has no count")]
    [InlineData("ply\nformat ascii 1.0\nproperty float x\n", "before the first element")]
    [InlineData("ply\nformat ascii 1.0\nelement vertex 1\nproperty half x\n", "'half' is no type")]
    [InlineData("ply\nformat ascii 1.0\nelemint vertex 1\n", "'elemint' is no part of a header")]
    [InlineData(Start + "end_header\n0 0 0\n", "element vertex claims 4 rows")]
    [InlineData(Start + "element face 4000000000\nproperty list uchar int vertex_indices\nend_header\n" + Corners, "claims 4000000000 rows")]
    [InlineData(Start + "element face 1\nproperty list uchar int vertex_indices\nend_header\n" + Corners + "3 0 1 4", "face 0 names vertex 4, expected 0 to 3")]
    [InlineData(Start + "element face 1\nproperty list uchar int vertex_indices\nend_header\n" + Corners + "3 0 1 1.5", "names vertex 1.5")]
    [InlineData(Start + "element face 1\nproperty list char int vertex_indices\nend_header\n" + Corners + "-3 0 1 1", "a list of -3 numbers")]
    [InlineData(Start + "element face 1\nproperty list int int vertex_indices\nend_header\n" + Corners + "2000000000 0 1", "a list of 2000000000 numbers")]
    [InlineData("plywood", "the file does not begin with ply")]
    public void Broken_files_are_refused(string text, string why) => Refusal.AssertSays(why, () => s_reader.ReadText(text));

    [Fact]
    public void A_table_without_columns_is_no_work()
        => Assert.Equal(
            4, s_reader.CloudOf(Start + "element nothing 9000000000000000000\nend_header\n" + Corners).Count);

    private static void Add(List<byte> file, bool bigEndian, byte[] littleEndian)
    {
        if (bigEndian == BitConverter.IsLittleEndian) Array.Reverse(littleEndian);
        file.AddRange(littleEndian);
    }
}
