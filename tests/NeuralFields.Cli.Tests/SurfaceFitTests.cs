using System.Text.Json;
using NeuralFields.IO;

namespace NeuralFields.Cli.Tests;

/// <summary>From a mesh or points to a field, a picture, a mesh and figures.</summary>
public sealed class SurfaceFitTests : IDisposable
{
    private static readonly string[] s_small =
    [
        "--set", "encoding.n_levels=6", "--set", "encoding.log2_hashmap_size=12", "--finest", "64", "--set", "training.batch_size=1024",
    ];

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_mesh_becomes_a_field_a_picture_and_a_closed_mesh_in_its_own_units()
    {
        ToolRun fit = ToolRun.Of(["fit", "sdf", _place.Mesh, "-o", _place["a.nf"], "--steps", "1000", .. s_small, "--json"]);
        Assert.True(fit.Code == 0, fit.Error);
        RequireMembers(fit.Json,
            "task field preset parameters frozenParameters bytes steps samples trainSeconds totalSeconds samplesPerSecond device " +
            "laneWidth threads seed iou chamfer normalAngleErrorDegrees meanAbsError p99AbsError eikonalDeviation");
        Assert.Equal("sdf", fit.Json.GetProperty("task").GetString());
        Assert.InRange(fit.Json.GetProperty("iou").GetDouble(), 0.97, 1);

        Assert.Equal(0, ToolRun.Of("render", _place["a.nf"], "-o", _place["a.png"], "--size", "80x60").Code);
        Assert.Equal((80, 60), (ImageFile.Read(_place["a.png"]).Image.Width, ImageFile.Read(_place["a.png"]).Image.Height));

        ToolRun mesh = ToolRun.Of("mesh", _place["a.nf"], "-o", _place["a.glb"], "--resolution", "48", "--largest", "--json");
        Assert.True(mesh.Code == 0, mesh.Error);
        RequireMembers(mesh.Json, "vertices triangles watertight components seconds bytes");
        Assert.True(mesh.Json.GetProperty("watertight").GetBoolean());

        ToolRun eval = ToolRun.Of("eval", _place["a.glb"], _place.Mesh, "--json");
        RequireMembers(eval.Json, "iou chamfer normalAngleErrorDegrees meanAbsError p99AbsError eikonalDeviation");
        Assert.InRange(eval.Json.GetProperty("iou").GetDouble(), 0.97, 1);
        Assert.InRange(eval.Json.GetProperty("normalAngleErrorDegrees").GetDouble(), 0, 20);
    }

    [Fact]
    public void Eval_gives_the_figures_of_the_fit()
    {
        JsonElement fit = ToolRun.Of(["fit", "sdf", _place.Mesh, "-o", _place["a.nf"], "--steps", "60", .. s_small, "--json"]).Json;
        JsonElement eval = ToolRun.Of("eval", _place["a.nf"], _place.Mesh, "--json").Json;
        foreach (string member in (string[])["iou", "chamfer", "meanAbsError", "p99AbsError"])
            Assert.Equal(fit.GetProperty(member).GetDouble(), eval.GetProperty(member).GetDouble());
    }

    [Fact]
    public void Points_with_normals_become_a_closed_surface_through_them()
    {
        ToolRun fit = ToolRun.Of(
            "fit", "sdf", _place.Cloud, "-o", _place["a.nf"], "--steps", "150", "--set", "network.n_neurons=32",
            "--set", "network.n_hidden_layers=3", "--set", "training.batch_size=512", "--json");
        Assert.True(fit.Code == 0, fit.Error);
        Assert.Equal("igr", fit.Json.GetProperty("preset").GetString());
        Assert.Equal(JsonValueKind.Null, fit.Json.GetProperty("iou").ValueKind);
        Assert.InRange(fit.Json.GetProperty("chamfer").GetDouble(), 0, 0.05);
        ToolRun mesh = ToolRun.Of("mesh", _place["a.nf"], "-o", _place["a.ply"], "--resolution", "32", "--json");
        Assert.True(mesh.Json.GetProperty("watertight").GetBoolean(), mesh.Error);
        Assert.Equal(1, mesh.Json.GetProperty("components").GetInt32());
    }

    [Theory]
    [InlineData("fit sdf MESH -o a.nf --holdout 8", "unknown option \"--holdout\"")]
    [InlineData("fit sdf MESH -o a.nf --target-psnr 30", "unknown option \"--target-psnr\"")]
    [InlineData("fit image PHOTO -o a.nf --sign parity", "unknown option \"--sign\"")]
    [InlineData("fit sdf MESH -o a.nf --sign winging", "did you mean \"winding\"?")]
    [InlineData("fit sdf CLOUD -o a.nf --preset hashgrid", "needs exact distances")]
    [InlineData("fit sdf MESH -o a.nf --preset igr", "a mesh has them, expected hashgrid or siren")]
    [InlineData("fit sdf PHOTO -o a.nf", "no mesh or point cloud")]
    [InlineData("fit sdf CLOUD -o a.nf --set gradient_loss=Eikonal", "expected a gradient_loss that needs none")]
    [InlineData("eval MESH CLOUD", "expected a mesh")]
    public void A_mistake_is_one_line(string line, string expected)
    {
        string[] arguments =
        [
            .. line.Replace("MESH", _place.Mesh, StringComparison.Ordinal).Replace("CLOUD", _place.Cloud, StringComparison.Ordinal)
                .Replace("PHOTO", _place.Photo, StringComparison.Ordinal)
                .Replace("a.nf", _place["a.nf"], StringComparison.Ordinal).Split(' '),
        ];
        ToolRun run = ToolRun.Of(arguments);
        Assert.Equal(2, run.Code);
        Assert.Contains(expected, Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    private static void RequireMembers(JsonElement json, string names)
    {
        foreach (string name in names.Split(' ')) Assert.True(json.TryGetProperty(name, out _), name);
    }
}
