using System.Numerics;
using System.Text;
using NeuralFields.Descriptions;
using NeuralFields.Geometry;
using NeuralFields.IO.Stl;

namespace NeuralFields.IO.Tests;

/// <summary>Every writer and the reader of its format.</summary>
public sealed class MeshFileTests : IDisposable
{
    private static readonly Point3 s_far = new(500_000.125, -4_000_000.5, 12);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Endings => [.. MeshFormats.Writers.SelectMany(w => w.Extensions)];

    public static TheoryData<string> WithAttributes => [".glb", ".gltf", ".ply", ".obj"];

    [Theory, MemberData(nameof(Endings))]
    public void Positions_and_triangles_come_back_bit_by_bit(string ending)
    {
        TriangleMesh mesh = Meshes.Sphere(9, 13), back = ReadBack(ending, mesh);
        Assert.Equal(Corners(mesh), Corners(back));
        Assert.Equal(Point3.Zero, back.Origin);
        if (ending == ".stl") return;
        Assert.Equal(mesh.Positions, back.Positions);
        Assert.Equal(mesh.Indices, back.Indices);
    }

    [Theory, MemberData(nameof(WithAttributes))]
    public void Normals_and_colors_come_back(string ending)
    {
        TriangleMesh mesh = Meshes.Sphere(9, 13), back = ReadBack(ending, mesh);
        float tolerance = ending == ".ply" ? 0.009f : 3e-6f;   // half of an sRGB step at white: 0.5 / 255 · 2.27
        for (int i = 0; i < mesh.VertexCount; i++)
        {
            Assert.True((mesh.Normals![i] - back.Normals![i]).Length() < 1e-6f);
            Vector3 difference = Vector3.Abs(mesh.Colors![i] - back.Colors![i]);
            Assert.True(Math.Max(difference.X, Math.Max(difference.Y, difference.Z)) < tolerance);
        }
        Assert.Null(ReadBack(ending, mesh with { Colors = null }).Colors);
        Assert.Null(ReadBack(ending, mesh with { Normals = null }).Normals);
    }

    [Theory, MemberData(nameof(WithAttributes))]
    public void A_mesh_far_from_zero_keeps_its_place_and_its_shape(string ending)
    {
        TriangleMesh mesh = Meshes.Sphere(9, 13, s_far), back = ReadBack(ending, mesh);
        Assert.Equal(0, (mesh.Bounds.Min - back.Bounds.Min).Length, 6);
        Assert.Equal(0, (mesh.Bounds.Max - back.Bounds.Max).Length, 6);
        Vector3 shift = (mesh.Origin - back.Origin).ToVector3();
        for (int i = 0; i < mesh.VertexCount; i++)
            Assert.True((mesh.Positions[i] + shift - back.Positions[i]).Length() < 1e-6f);
    }

    [Theory]
    [InlineData(".glb")]
    [InlineData(".gltf")]
    public void A_turned_root_turns_what_is_read(string ending)
    {
        TriangleMesh mesh = Meshes.Cube() with { Origin = s_far };
        MeshFile.Write(_folder.File("a" + ending), mesh, new MeshWriteOptions { ZUpToYUp = true });
        Box3 box = Read("a" + ending).Bounds;
        Assert.Equal(0, (box.Min - new Point3(s_far.X, s_far.Z, -s_far.Y - 1)).Length, 6);
        Assert.Equal(0, (box.Max - new Point3(s_far.X + 1, s_far.Z + 1, -s_far.Y)).Length, 6);
    }

    [Theory]
    [InlineData(".ply", "comment ")]
    [InlineData(".obj", "# ")]
    public void Notes_are_comments_of_one_line_each(string ending, string comment)
    {
        MeshFile.Write(_folder.File("a" + ending), Meshes.Cube(), new MeshWriteOptions
        {
            Generator = "nf 1",
            Provenance = [new("no\nte", DescriptionNode.Of("v 1 2 3\\\nend_header\r" + new string('x', 5000)))],
        });
        string text = File.ReadAllText(_folder.File("a" + ending), Encoding.Latin1);
        Assert.Contains("\n" + comment + "units: as in the source\n", "\n" + text, StringComparison.Ordinal);
        Assert.Contains(comment + "no?te: \"v 1 2 3???nend_header?rxxx", text, StringComparison.Ordinal);
        Assert.Equal(12, Read("a" + ending).TriangleCount);
    }

    [Fact]
    public void An_stl_header_does_not_begin_as_text_does()
    {
        byte[] file = new StlMeshWriter().Written(Meshes.Cube(), new MeshWriteOptions { Generator = new string('s', 200) });
        Assert.Equal("binary STL written by ssss", Encoding.ASCII.GetString(file, 0, 26));
        Assert.Equal(84 + (12 * 50), file.Length);
    }

    [Fact]
    public void A_written_file_is_the_same_each_time()
        => Assert.All(MeshFormats.Writers, w => Assert.Equal(w.Written(Meshes.Sphere(5, 6)), w.Written(Meshes.Sphere(5, 6))));

    [Fact]
    public void What_cannot_be_written_is_refused()
    {
        string path = _folder.File("a.glb");
        Refusal.AssertSays("the name ends in '.fbx', expected .glb, .gltf, .ply, .obj, .stl.", () => MeshFile.RequireWritable("a.fbx"));
        Refusal.AssertSays("the name ends in '.off'", () => MeshFile.RequireWritable("a.off"));
        Refusal.AssertSays("the mesh has no triangles", () => MeshFile.Write(path, new TriangleMesh([Vector3.Zero], [])));
        Refusal.AssertSays("the mesh is not finite — vertex 1 is", () => MeshFile.Write(path, new TriangleMesh([Vector3.Zero, new(float.NaN)], [0, 0, 1])));
        Assert.Throws<ArgumentException>(() => MeshFile.Write(path, new TriangleMesh([Vector3.Zero], [0, 0, 1])));
        Assert.Throws<ArgumentException>(() => MeshFile.Write(path, Meshes.Cube() with { Normals = [] }));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
        MeshFile.RequireWritable("A.PLY");
    }

    [Fact]
    public void Normals_without_a_direction_and_colors_out_of_range_make_no_invalid_file()
    {
        TriangleMesh mesh = Meshes.Cube() with
        {
            Normals = [.. Enumerable.Repeat(new Vector3(float.NaN), 4), .. Enumerable.Repeat(Vector3.Zero, 4)],
            Colors = [.. Enumerable.Range(0, 8).Select(i => new Vector3(i - 4, float.NaN, 0.5f))],
        };
        TriangleMesh back = ReadBack(".glb", mesh);
        Assert.All(back.Normals!, n => Assert.Equal(Vector3.UnitZ, n));
        Assert.Equal(new Vector3(1, 0, 0.5f), back.Colors![7]);
    }

    [Fact]
    public void A_file_is_told_by_its_bytes_before_its_ending()
    {
        MeshFile.Write(_folder.File("a.ply"), Meshes.Cube());
        File.Move(_folder.File("a.ply"), _folder.File("a.obj"));
        Assert.Equal("PLY", SurfaceFile.Read(_folder.File("a.obj")).Format);
        Assert.True(SurfaceFile.IsSurface(_folder.File("a.obj")));
        File.Move(_folder.File("a.obj"), _folder.File("a.dat"));
        Assert.True(SurfaceFile.IsSurface(_folder.File("a.dat")));
        Assert.False(SurfaceFile.IsSurface(_folder.Write("b.dat", "plain text")));
        Assert.False(SurfaceFile.IsSurface(_folder.File("absent.dat")));
        Refusal.AssertSays("no mesh or point cloud of a known format, expected .ply", () => SurfaceFile.Read(_folder.File("b.dat")));
    }

    private TriangleMesh ReadBack(string ending, TriangleMesh mesh)
    {
        MeshFile.Write(_folder.File("a" + ending), mesh);
        return Read("a" + ending);
    }

    private TriangleMesh Read(string name)
    {
        SurfaceContents contents = SurfaceFile.Read(_folder.File(name));
        Assert.Empty(contents.Remarks);
        return Assert.IsType<SurfaceContents.Mesh>(contents).Surface;
    }

    private static Vector3[] Corners(TriangleMesh mesh) => [.. mesh.Indices.Select(i => mesh.Positions[i])];
}
