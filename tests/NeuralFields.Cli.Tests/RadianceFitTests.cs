using System.Text.Json;
using NeuralFields.IO;
using NeuralFields.Testing;

namespace NeuralFields.Cli.Tests;

/// <summary>From posed photographs to a field, views and figures.</summary>
public sealed class RadianceFitTests : IDisposable
{
    private static readonly string s_data = Path.Combine(SharedData.Repository, "scenes", "radiance", "spot");

    private static readonly string[] s_small =
    [
        "--downscale", "4", "--set", "encoding.log2_hashmap_size=12",
        "--set", "training.batch_size=2048", "--quiet",
    ];

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Photographs_become_a_field_that_is_rendered_and_judged()
    {
        ToolRun fit = ToolRun.Of(["fit", "radiance", s_data, "-o", _place["a.nf"], "--steps", "1000", .. s_small, "--json"]);
        Assert.True(fit.Code == 0, fit.Error);
        foreach (string member in "task parameters samples testPsnr testSsim views background".Split(' '))
            Assert.True(fit.Json.TryGetProperty(member, out _), member);
        Assert.Equal(12, fit.Json.GetProperty("views").GetArrayLength());
        Assert.InRange(fit.Json.GetProperty("testPsnr").GetDouble(), 12, 40);

        JsonElement eval = ToolRun.Of("eval", _place["a.nf"], s_data, "--json").Json;
        Assert.Equal(fit.Json.GetProperty("testPsnr").GetDouble(), eval.GetProperty("testPsnr").GetDouble(), 0.05);

        Assert.Equal(0, ToolRun.Of("render", _place["a.nf"], "-o", _place["v.png"], "--view", "3", "--depth", _place["d.pfm"]).Code);
        Assert.Equal((40, 40), (ImageFile.Read(_place["v.png"]).Image.Width, ImageFile.Read(_place["d.pfm"]).Image.Height));
        Assert.Equal(0, ToolRun.Of("render", _place["a.nf"], "-o", _place["o.png"], "--azimuth", "50", "--size", "32x24").Code);

        ToolRun compare = ToolRun.Of(
            "render", _place["a.nf"], "-o", _place["c.png"], "--view", "3", "--compare", "--data", s_data, "--json");
        Assert.True(compare.Code == 0, compare.Error);
        Assert.Equal(3 * 40, ImageFile.Read(_place["c.png"]).Image.Width);
        Assert.InRange(compare.Json.GetProperty("psnr").GetDouble(), 10, 40);

        ToolRun mesh = ToolRun.Of(
            "mesh", _place["a.nf"], "-o", _place["m.ply"], "--colors", "--largest", "--resolution", "40", "--frame", "y-up", "--json");
        Assert.True(mesh.Code == 0, mesh.Error);
        Assert.Equal(25, mesh.Json.GetProperty("density").GetDouble());
        Assert.NotNull(((SurfaceContents.Mesh)SurfaceFile.Read(_place["m.ply"])).Surface.Colors);
    }

    [Fact]
    public void Held_out_cameras_follow_a_scene_whose_cameras_were_learnt()
    {
        ToolRun fit = ToolRun.Of(
            ["fit", "radiance", s_data, "-o", _place["a.nf"], "--steps", "300", "--refine", "pose,focal", .. s_small, "--json"]);
        Assert.True(fit.Code == 0, fit.Error);
        JsonElement eval = ToolRun.Of("eval", _place["a.nf"], s_data, "--json").Json, moved = eval.GetProperty("heldOutMoved");
        double psnr = eval.GetProperty("testPsnr").GetDouble();
        Assert.Equal(fit.Json.GetProperty("testPsnr").GetDouble(), psnr, 1e-3);
        Assert.InRange(moved.GetProperty("psnrAsGiven").GetDouble(), 5, psnr + 0.01);
        // The field's file has them, too; views that were trained on come first.
        double seen = ToolRun.Of(
                "render", _place["a.nf"], "-o", _place["c.png"], "--view", "60", "--compare", "--data", s_data, "--json")
            .Json.GetProperty("psnr").GetDouble();
        Assert.Equal(eval.GetProperty("views")[0].GetProperty("psnr").GetDouble(), seen, 0.05);
    }

    [Fact]
    public void Photographs_are_written_as_transforms_json()
    {
        Assert.Equal(0, ToolRun.Of("info", s_data, "--transforms", _place["transforms.json"]).Code);
        JsonElement old = ToolRun.Of("info", s_data, "--json").Json, exported = ToolRun.Of("info", _place["transforms.json"], "--json").Json;
        Assert.Equal(old.GetProperty("distances")[1].GetDouble(), exported.GetProperty("distances")[1].GetDouble(), 1e-9);
        foreach (string member in "views sizes lenses box".Split(' '))
            Assert.Equal(old.GetProperty(member).ToString(), exported.GetProperty(member).ToString());
    }

    [Fact]
    public void The_same_seed_gives_the_same_file_for_any_number_of_threads()
    {
        foreach (string threads in (string[])["1", "2"])
            Assert.Equal(
                0, ToolRun.Of(["fit", "radiance", s_data, "-o", _place[threads + ".nf"], "--steps", "150", .. s_small, "--threads", threads]).Code);
        Assert.Equal(File.ReadAllBytes(_place["1.nf"]), File.ReadAllBytes(_place["2.nf"]));
    }

    [Theory]
    [InlineData("fit radiance DATA -o a.nf --holdout 1", "holdout is 1")]
    [InlineData("fit radiance DATA -o a.nf --set scene.aabb_scale=3", "expected a power of two")]
    [InlineData("fit radiance DATA -o a.nf --sign parity", "unknown option \"--sign\"")]
    [InlineData("fit radiance MESH -o a.nf", "box.obj")]
    [InlineData("fit radiance DATA -o a.nf --refine poses", "some of none, pose, focal and exposure")]
    public void A_mistake_is_one_line(string line, string expected)
    {
        string[] arguments =
        [
            .. line.Replace("DATA", s_data, StringComparison.Ordinal).Replace("MESH", _place.Mesh, StringComparison.Ordinal)
                .Replace("a.nf", _place["a.nf"], StringComparison.Ordinal).Split(' '),
        ];
        ToolRun run = ToolRun.Of(arguments);
        Assert.Equal(2, run.Code);
        Assert.Contains(expected, Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }
}
