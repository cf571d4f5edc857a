using System.Text.Json;

namespace NeuralFields.Cli.Tests;

/// <summary>Fields of radial bases pass through every command like others.</summary>
public sealed class RadialFitTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory, InlineData("neurbf"), InlineData("rbf-smooth")]
    public void A_picture_is_fitted_judged_rendered_and_printed(string preset)
    {
        ToolRun fit = ToolRun.Of(
            "fit", "image", _place.Photo, "-o", _place["a.nf"], "--preset", preset, "--steps", "60", "--holdout", "0.1", "--json");
        Assert.True(fit.Code == 0, fit.Error);
        Assert.True(fit.Json.GetProperty("frozenParameters").GetInt64() > 0);
        Assert.InRange(fit.Json.GetProperty("psnr").GetDouble(), 15, 99);
        JsonElement eval = ToolRun.Of("eval", _place["a.nf"], _place.Photo, "--json").Json;
        Assert.Equal(fit.Json.GetProperty("psnr").GetDouble(), eval.GetProperty("psnr").GetDouble());
        Assert.Equal(0, ToolRun.Of("render", _place["a.nf"], "-o", _place["a.png"], "--size", "64x48").Code);
        foreach (string dialect in (string[])["glsl", "opencl"])
        {
            ToolRun text = ToolRun.Of("shader", _place["a.nf"], "--dialect", dialect);
            Assert.Contains("nearest_from_", text.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_shape_is_fitted_rendered_and_meshed()
    {
        ToolRun fit = ToolRun.Of(
            "fit", "sdf", _place.Mesh, "-o", _place["a.nf"], "--preset", "neurbf-small", "--steps", "300",
            "--set", "training.batch_size=1024", "--set", "encoding.nested.1.n_levels=2",
            "--set", "encoding.nested.1.finest_resolution=48", "--set", "encoding.nested.2.n_kernels=150",
            "--set", "encoding.nested.2.n_neighbors=4", "--json");
        Assert.True(fit.Code == 0, fit.Error);
        Assert.InRange(fit.Json.GetProperty("iou").GetDouble(), 0.5, 1);
        Assert.Equal(0, ToolRun.Of("render", _place["a.nf"], "-o", _place["a.png"], "--size", "40x30").Code);
        ToolRun mesh = ToolRun.Of("mesh", _place["a.nf"], "-o", _place["a.glb"], "--resolution", "32", "--json");
        Assert.True(mesh.Code == 0, mesh.Error);
    }

    [Fact]
    public void A_square_in_the_middle_is_fitted_and_judged()
    {
        ToolRun fit = ToolRun.Of(
            "fit", "image", _place.Photo, "-o", _place["a.nf"], "--steps", "20", "--set", "encoding.n_levels=4",
            "--set", "scene.crop=square", "--downscale", "2", "--json");
        Assert.True(fit.Code == 0, fit.Error);
        JsonElement eval = ToolRun.Of("eval", _place["a.nf"], _place.Photo, "--json").Json;
        Assert.Equal(fit.Json.GetProperty("psnr").GetDouble(), eval.GetProperty("psnr").GetDouble());
    }

    [Fact]
    public void Kernels_that_move_are_kept_in_the_file()
    {
        ToolRun Fit(string factor) => ToolRun.Of(
            "fit", "image", _place.Photo, "-o", _place["a.nf"], "--preset", "neurbf-small", "--steps", "40",
            "--set", "encoding.nested.1.n_kernels=200", "--set", "encoding.nested.1.trainable=" + factor, "--json");
        JsonElement still = Fit("false").Json, moved = Fit("0.1").Json;
        Assert.Equal(
            200 * 5, moved.GetProperty("parameters").GetInt64() - still.GetProperty("parameters").GetInt64());
        Assert.NotEqual(still.GetProperty("psnr").GetDouble(), moved.GetProperty("psnr").GetDouble());
        JsonElement eval = ToolRun.Of("eval", _place["a.nf"], _place.Photo, "--json").Json;
        Assert.Equal(moved.GetProperty("psnr").GetDouble(), eval.GetProperty("psnr").GetDouble());
    }

    [Theory, InlineData("true"), InlineData("0"), InlineData("\"fast\""), InlineData("3")]
    public void A_factor_that_is_none_is_refused_in_one_line(string factor)
    {
        File.WriteAllText(
            _place["s.json"], $$"""{ "task": "image", "encoding": { "otype": "RadialBasis", "trainable": {{factor}} } }""");
        ToolRun run = ToolRun.Of("fit", _place["s.json"], "--set", "data=" + _place.Photo, "-o", _place["a.nf"], "--quiet");
        Assert.Equal(2, run.Code);
        Assert.Contains("trainable", Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }
}
