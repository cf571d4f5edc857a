using System.Numerics;
using System.Text.Json;
using NeuralFields.Geometry;
using NeuralFields.IO;
using NeuralFields.Testing;

namespace NeuralFields.Cli.Tests;

public sealed class InfoTests : IDisposable
{
    // The corner of a cube without its far side, counter-clockwise seen from outside.
    private static readonly TriangleMesh s_tetrahedron = new(
        [Vector3.Zero, Vector3.UnitX, Vector3.UnitY, Vector3.UnitZ], [0, 2, 1, 0, 1, 3, 0, 3, 2, 1, 2, 3]);

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Info_tells_whether_a_mesh_is_closed_and_which_way_it_faces()
    {
        MeshFile.Write(_place["a.ply"], s_tetrahedron);
        JsonElement json = ToolRun.Of("info", _place["a.ply"], "--json").Json;
        Assert.Equal("mesh", json.GetProperty("kind").GetString());
        Assert.Equal(4, json.GetProperty("triangles").GetInt32());
        Assert.Equal(4, json.GetProperty("vertices").GetInt32());
        Assert.True(json.GetProperty("watertight").GetBoolean());
        Assert.Equal("outward", json.GetProperty("orientation").GetString());
        foreach (string name in new[] { "openEdges", "nonManifoldEdges", "inconsistentEdges", "degenerate", "genus" })
            Assert.Equal(0, json.GetProperty(name).GetInt32());
        Assert.Equal(1, json.GetProperty("components").GetInt32());
        Assert.Equal(1 / 6.0, json.GetProperty("volume").GetDouble(), 12);
        Assert.Equal(1, json.GetProperty("bounds")[1][2].GetDouble());
        Assert.Contains("watertight: 0 open edges", ToolRun.Of("info", _place["a.ply"]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Info_tells_the_views_and_the_box_of_photographs_with_cameras()
    {
        if (SharedData.Find("radiance", "fox-270x480") is not string fox) return;
        JsonElement json = ToolRun.Of("info", fox, "--json").Json;
        Assert.Equal("transforms.json", json.GetProperty("kind").GetString());
        Assert.Equal(50, json.GetProperty("views").GetInt32());
        Assert.Equal("270x480", json.GetProperty("sizes")[0].GetString());
        Assert.Equal(4, json.GetProperty("box").GetProperty("aabb_scale").GetInt32());
        Assert.Equal(50 * 270 * 480 * 3, json.GetProperty("bytes").GetInt64());
        Assert.Contains("scene box as stated: aabb_scale 4", ToolRun.Of("info", fox).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Info_tells_the_holes_of_an_open_mesh()
    {
        MeshFile.Write(_place["a.stl"], s_tetrahedron with { Indices = s_tetrahedron.Indices[..9] });
        JsonElement json = ToolRun.Of("info", _place["a.stl"], "--json").Json;
        Assert.False(json.GetProperty("watertight").GetBoolean());
        Assert.Equal(3, json.GetProperty("openEdges").GetInt32());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("genus").ValueKind);
    }

    [Fact]
    public void Info_tells_the_points_of_a_cloud_and_what_was_left_out()
    {
        File.WriteAllText(_place["a.xyz"], "1 2 3 0 0 1\n4 5 6 0 1 0\nnan 0 0 1 0 0\n");
        JsonElement json = ToolRun.Of("info", _place["a.xyz"], "--json").Json;
        Assert.Equal("cloud", json.GetProperty("kind").GetString());
        Assert.Equal(2, json.GetProperty("points").GetInt32());
        Assert.True(json.GetProperty("normals").GetBoolean());
        Assert.Equal(4, json.GetProperty("bounds")[1][0].GetDouble());
        Assert.Equal(1, json.GetProperty("remarks").GetArrayLength());
    }

    [Theory]
    [InlineData("a.obj", "v 0 0\n", "a.obj: OBJ: line 1: the line ends, expected z.")]
    [InlineData("a.dat", "text", "the file is no image of a known format")]
    public void Broken_files_are_one_line(string name, string text, string why)
    {
        File.WriteAllText(_place[name], text);
        ToolRun run = ToolRun.Of("info", _place[name]);
        Assert.Equal(2, run.Code);
        Assert.Contains(why, Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }
}
