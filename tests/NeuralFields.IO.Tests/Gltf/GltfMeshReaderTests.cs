using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using NeuralFields.Geometry;
using NeuralFields.IO.Gltf;
using NeuralFields.IO.Tests.Surfaces;

namespace NeuralFields.IO.Tests.Gltf;

public sealed class GltfMeshReaderTests
{
    private const string Triangle = "\"meshes\":[{\"primitives\":[{\"attributes\":{\"POSITION\":0}}]}]";

    private static readonly GltfMeshReader s_reader = new();

    [Fact]
    public void Nodes_turn_scale_and_shift_in_trees_of_any_depth()
    {
        // Scale by 2 and turn z up to y up, then shift, then a matrix that mirrors x.
        TriangleMesh mesh = Read(
            "\"nodes\":[{\"matrix\":[-1,0,0,0,0,1,0,0,0,0,1,0,0,0,0,1],\"children\":[1]},{\"translation\":[10,0,0],\"children\":[2]}," +
            "{\"rotation\":[-0.70710678,0,0,0.70710678],\"scale\":[2,2,2],\"mesh\":0}],\"scenes\":[{\"nodes\":[0]}]," + Triangle +
            ",\"accessors\":[" + Floats("VEC3", 3, 0) + "]", Bytes(0, 0, 0, 1, 0, 0, 0, 1, 3));
        AssertNear(new Vector3(-10, 0, 0), mesh.Positions[0]);
        AssertNear(new Vector3(-12, 0, 0), mesh.Positions[1]);
        AssertNear(new Vector3(-10, 6, -2), mesh.Positions[2]);
        // A mirror shows the other side, so the corners change their order.
        Assert.Equal([1, 0, 2], mesh.Indices);
    }

    [Fact]
    public void Normals_follow_uneven_scales_and_stay_on_their_side_of_mirrors()
    {
        TriangleMesh mesh = Read(
            "\"nodes\":[{\"scale\":[1,4,-1],\"mesh\":0}],\"meshes\":[{\"primitives\":[{\"attributes\":{\"POSITION\":0,\"NORMAL\":1}}]}]," +
            "\"accessors\":[" + Floats("VEC3", 3, 0) + "," + Floats("VEC3", 3, 36) + "]",
            Bytes(0, 0, 0, 1, -1, 0, 0, 0, 1, 0.6f, 0.6f, 0, 0, 0, 1, 1, 0, 0));
        AssertNear(Vector3.Normalize(new Vector3(4, 1, 0)), mesh.Normals![0]);
        AssertNear(-Vector3.UnitZ, mesh.Normals[1]);
        AssertNear(Vector3.UnitX, mesh.Normals[2]);
    }

    [Theory]
    [InlineData(4, new[] { 0, 1, 2 })]
    [InlineData(5, new[] { 0, 1, 2, 2, 1, 3, 2, 3, 4 })]
    [InlineData(6, new[] { 0, 1, 2, 0, 2, 3, 0, 3, 4 })]
    public void Triangles_strips_and_fans_are_read_with_and_without_indices(int mode, int[] expected)
    {
        string primitive = $"\"meshes\":[{{\"primitives\":[{{\"mode\":{mode},\"attributes\":{{\"POSITION\":0}}";
        string accessors = "\"accessors\":[" + Floats("VEC3", 5, 0) +
            ",{\"bufferView\":0,\"byteOffset\":60,\"componentType\":5121,\"count\":5,\"type\":\"SCALAR\"}]";
        byte[] data = [.. Bytes(0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0, 0, 2, 0), 0, 1, 2, 3, 4];
        Assert.Equal(expected, Read(primitive + "}]}]," + accessors, data).Indices);
        Assert.Equal(expected, Read(primitive + ",\"indices\":1}]}]," + accessors, data).Indices);
    }

    [Fact]
    public void Points_alone_are_a_cloud_and_beside_triangles_are_said()
    {
        string points = "{\"mode\":0,\"attributes\":{\"POSITION\":0,\"NORMAL\":0}}", accessors = "\"accessors\":[" + Floats("VEC3", 3, 0) + "]";
        byte[] data = Bytes(1, 0, 0, 0, 1, 0, 0, 0, 1);
        SurfaceContents cloud = Open("\"meshes\":[{\"primitives\":[" + points + "]}]," + accessors, data);
        Assert.Equal([Vector3.UnitX, Vector3.UnitY, Vector3.UnitZ], ((SurfaceContents.Cloud)cloud).Points.Normals!);
        SurfaceContents mesh = Open(
            "\"meshes\":[{\"primitives\":[" + points + ",{\"mode\":1,\"attributes\":{}},{\"attributes\":{\"POSITION\":0}}]}]," + accessors, data);
        Assert.Equal(3, ((SurfaceContents.Mesh)mesh).Surface.VertexCount);
        Assert.Equal(["primitives of lines were ignored: 1", "primitives of points were ignored: 1"], mesh.Remarks.ToArray());
    }

    [Fact]
    public void Whole_numbers_that_are_normalized_stand_for_fractions()
    {
        TriangleMesh mesh = Read(
            "\"meshes\":[{\"primitives\":[{\"attributes\":{\"POSITION\":0,\"COLOR_0\":1}}]}],\"accessors\":[" +
            "{\"bufferView\":0,\"componentType\":5122,\"normalized\":true,\"count\":3,\"type\":\"VEC3\"}," +
            "{\"bufferView\":1,\"componentType\":5121,\"normalized\":true,\"count\":3,\"type\":\"VEC4\"}]",
            [0xFF, 0x7F, 0, 0, 1, 0x80, 0, 0, 0, 0, 0xFF, 0x7F, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 51, 0, 255, 9, 0, 0, 0, 0, 1, 2, 3, 4],
            "{\"buffer\":0,\"byteLength\":24,\"byteStride\":8},{\"buffer\":0,\"byteOffset\":24,\"byteLength\":12}");
        Assert.Equal([new Vector3(1, 0, -1), new Vector3(0, 1, 0), Vector3.Zero], mesh.Positions);
        AssertNear(new Vector3(0.2f, 0, 1), mesh.Colors![0]);
    }

    [Fact]
    public void Sparse_elements_replace_those_of_the_view_or_zeros()
    {
        string sparse = ",\"sparse\":{\"count\":1,\"indices\":{\"bufferView\":0,\"byteOffset\":36,\"componentType\":5123}," +
            "\"values\":{\"bufferView\":0,\"byteOffset\":40}}}";
        byte[] data = [.. Bytes(0, 0, 0, 1, 0, 0, 0, 1, 0), 2, 0, 0, 0, .. Bytes(7, 8, 9)];
        string accessor = Floats("VEC3", 3, 0)[..^1];
        TriangleMesh mesh = Read(Triangle + ",\"accessors\":[" + accessor + sparse + "]", data);
        Assert.Equal([Vector3.Zero, Vector3.UnitX, new Vector3(7, 8, 9)], mesh.Positions);
        TriangleMesh zeros = Read(
            Triangle + ",\"accessors\":[{\"componentType\":5126,\"count\":3,\"type\":\"VEC3\"" + sparse + "]", data);
        Assert.Equal([Vector3.Zero, Vector3.Zero, new Vector3(7, 8, 9)], zeros.Positions);
    }

    [Fact]
    public void The_default_scene_is_read_and_others_are_said()
    {
        string text = "\"scene\":1,\"scenes\":[{\"nodes\":[0]},{\"nodes\":[1,1]}],\"nodes\":[{\"mesh\":0},{\"mesh\":0,\"translation\":[0,0,5]}]," +
            Triangle + ",\"accessors\":[" + Floats("VEC3", 3, 0) + "]";
        Refusal.AssertSays("nodes[1] is its own ancestor or has two parents", () => Open(text, Bytes(0, 0, 0, 1, 0, 0, 0, 1, 0)));
        SurfaceContents contents = Open(text.Replace("[1,1]", "[1]", StringComparison.Ordinal), Bytes(0, 0, 0, 1, 0, 0, 0, 1, 0));
        Assert.Equal(5, ((SurfaceContents.Mesh)contents).Surface.Positions[0].Z);
        Assert.Equal("one of 2 scenes was read", Assert.Single(contents.Remarks));
    }

    [Fact]
    public void Chains_of_a_hundred_thousand_nodes_and_deep_lists_overflow_no_stack()
    {
        const int count = 100_000;
        string chain = string.Join(',', Enumerable.Range(1, count - 1).Select(i => $"{{\"children\":[{i}]}}"));
        string text = $"\"scenes\":[{{\"nodes\":[0]}}],\"nodes\":[{chain},{{\"mesh\":0}}]," + Triangle + ",\"accessors\":[" + Floats("VEC3", 3, 0) + "]";
        Assert.Equal(1, Read(text, Bytes(0, 0, 0, 1, 0, 0, 0, 1, 0)).TriangleCount);
        Refusal.AssertSays(
            "nested deeper than 64 levels",
            () => s_reader.ReadText("{\"extras\":" + new string('[', count) + new string(']', count) + "}"));
    }

    [Fact]
    public void Instances_that_unfold_without_measure_are_refused()
    {
        string nodes = string.Join(',', Enumerable.Repeat("{\"mesh\":0}", 1500));
        float[] data = new float[3 * 1500];
        string text = $"\"nodes\":[{nodes}]," + Triangle + ",\"accessors\":[" + Floats("VEC3", 1500, 0) + "]";
        byte[] many = Glb(text, Bytes(data));
        byte[] few = Glb(text.Replace(",{\"mesh\":0}", "", StringComparison.Ordinal), Bytes(data));
        Refusal.AssertSays("show fewer instances", () => s_reader.Read(many, new MeshReadOptions { FreeElements = 0 }));
        Assert.Equal(500, s_reader.MeshOf(few).TriangleCount);
    }

    [Theory]
    [InlineData("{}", "asset.version is missing")]
    [InlineData("{\"asset\":{\"version\":\"1.0\"}}", "asset.version is 1.0, expected 2.0")]
    [InlineData("[1,2]", "the text is no object")]
    [InlineData("{\"asset\":\n{\"version\" \"2.0\"}}", "glTF(2,12): ")]
    [InlineData("{\"asset\":{\"version\":\"2.0\"},\"extensionsRequired\":[\"EXT_meshopt_compression\"]}", "requires EXT_meshopt_compression")]
    [InlineData("{\"asset\":{\"version\":\"2.0\"},\"scene\":3,\"nodes\":[{}]}", "scene names scenes[3], but there are 0")]
    [InlineData("{\"asset\":{\"version\":\"2.0\"},\"nodes\":[{\"mesh\":-1}]}", "nodes[0].mesh is -1, expected a whole number")]
    [InlineData("{\"asset\":{\"version\":\"2.0\"},\"nodes\":[{\"matrix\":[1]}]}", "nodes[0].matrix is a list of 1, expected 16 numbers")]
    [InlineData("{\"asset\":{\"version\":\"2.0\"},\"meshes\":[{\"primitives\":[{\"mode\":7}]}]}", "meshes[0].primitives[0].mode is 7")]
    [InlineData("{\"asset\":{\"version\":\"2.0\"},\"meshes\":[{\"primitives\":[{\"attributes\":{}}]}]}", "attributes.POSITION is missing")]
    public void Broken_texts_are_refused_with_their_path(string text, string why)
        => Refusal.AssertSays(why, () => s_reader.ReadText(text));

    [Theory]
    [InlineData("\"bufferView\":0,\"componentType\":5126,\"count\":4,\"type\":\"VEC3\"", "do not fit the 36 bytes of the view")]
    [InlineData("\"bufferView\":0,\"componentType\":5126,\"count\":9007199254740991,\"type\":\"VEC3\"", "accessors[0].count is 9007199254740991")]
    [InlineData("\"bufferView\":0,\"byteOffset\":9007199254740991,\"componentType\":5126,\"count\":3,\"type\":\"VEC3\"", "do not fit")]
    [InlineData("\"bufferView\":0,\"componentType\":5124,\"count\":3,\"type\":\"VEC3\"", "componentType is 5124")]
    [InlineData("\"bufferView\":0,\"componentType\":5126,\"count\":3,\"type\":\"VEC2\"", "accessors[0].type is VEC2, expected VEC3")]
    [InlineData("\"bufferView\":9,\"componentType\":5126,\"count\":3,\"type\":\"VEC3\"", "accessors[0].bufferView names bufferViews[9]")]
    [InlineData("\"componentType\":5126,\"count\":2000000000,\"type\":\"VEC3\"", "accessors[0].count is 2000000000")]
    public void Accessors_that_claim_too_much_are_refused(string accessor, string why)
        => Refusal.AssertSays(why, () => Open(Triangle + ",\"accessors\":[{" + accessor + "}]", Bytes(new float[9])));

    [Theory]
    [InlineData("\"uri\":\"http://example.org/a.bin\"", "nothing is fetched from elsewhere")]
    [InlineData("\"uri\":\"/etc/hostname\"", "expected a file relative to this one")]
    [InlineData("\"uri\":\"a.bin\"", "there is no folder to look for it")]
    [InlineData("\"uri\":\"data:application/octet-stream;base64,AAA?\"", "no sound base64")]
    [InlineData("\"uri\":\"data:,abc\"", "not base64")]
    [InlineData("\"uri\":\"data:;base64,AAAA\"", "buffers[0] has 3 bytes, expected 36")]
    [InlineData("\"name\":\"a\"", "there is no binary chunk for it")]
    public void Buffers_come_from_the_file_or_beside_it_alone(string uri, string why)
        => Refusal.AssertSays(why, () => s_reader.ReadText(
            "{\"asset\":{\"version\":\"2.0\"},\"buffers\":[{\"byteLength\":36," + uri + "}],\"bufferViews\":[{\"buffer\":0,\"byteLength\":36}]," +
            Triangle + ",\"accessors\":[" + Floats("VEC3", 3, 0) + "]}"));

    [Fact]
    public void Buffers_beside_the_file_may_have_blanks_and_stand_in_the_folder_above()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.File("a b.bin"), Bytes(0, 0, 0, 1, 0, 0, 0, 1, 0));
        string path = folder.Write("in/a.gltf",
            "{\"asset\":{\"version\":\"2.0\"},\"buffers\":[{\"byteLength\":36,\"uri\":\"../a%20b.bin\"}]," +
            "\"bufferViews\":[{\"buffer\":0,\"byteLength\":36}]," + Triangle + ",\"accessors\":[" + Floats("VEC3", 3, 0) + "]}");
        Assert.Equal(1, ((SurfaceContents.Mesh)SurfaceFile.Read(path)).Surface.TriangleCount);
    }

    private static void AssertNear(Vector3 expected, Vector3 actual)
        => Assert.True((expected - actual).Length() < 1e-5f, $"{actual}, expected {expected}");

    private static string Floats(string type, int count, int offset)
        => $"{{\"bufferView\":0,\"byteOffset\":{offset},\"componentType\":5126,\"count\":{count},\"type\":\"{type}\"}}";

    private static byte[] Bytes(params float[] numbers)
    {
        byte[] bytes = new byte[4 * numbers.Length];
        for (int i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * i), numbers[i]);
        return bytes;
    }

    private static TriangleMesh Read(string members, byte[] data, string? views = null)
        => Assert.IsType<SurfaceContents.Mesh>(Open(members, data, views)).Surface;

    private static SurfaceContents Open(string members, byte[] data, string? views = null)
        => s_reader.Read(Glb(members, data, views), MeshReadOptions.Default);

    private static byte[] Glb(string members, byte[] data, string? views = null)
    {
        views ??= $"{{\"buffer\":0,\"byteLength\":{data.Length}}}";
        string text = "{\"asset\":{\"version\":\"2.0\"},\"buffers\":[{\"byteLength\":" + data.Length + "}],\"bufferViews\":[" + views + "]," +
            members + "}";
        return GlbFile.Of(Encoding.UTF8.GetBytes(text.PadRight((text.Length + 3) & ~3)), data);
    }
}
