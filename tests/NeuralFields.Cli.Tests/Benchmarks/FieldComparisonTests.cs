using System.Text.Json;
using NeuralFields.Testing;

namespace NeuralFields.Cli.Tests.Benchmarks;

/// <summary><c>nf bench fields</c> with budgets of a few steps.</summary>
public sealed class FieldComparisonTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Kinds_of_a_picture_are_compared_at_about_the_same_size_and_by_held_out_pixels()
    {
        ToolRun run = ToolRun.Of(
            "bench", "fields", _place.Photo, "--steps", "2", "--parameters", "9000", "--kinds", "hashgrid,siren,wire,gnf",
            "--report", _place["kinds.html"], "--json");
        Assert.True(run.Code == ExitCode.Done, run.Error);
        Assert.Equal("image", run.Json.GetProperty("task").GetString());
        JsonElement[] kinds = [.. run.Json.GetProperty("kinds").EnumerateArray()];
        Assert.Equal(["hashgrid", "siren", "wire", "gnf"], kinds.Select(k => k.GetProperty("preset").GetString()));
        foreach (JsonElement kind in kinds)
        {
            Assert.InRange(kind.GetProperty("parameters").GetInt32(), 9000 / 1.2, 9000 * 1.2);
            Assert.Equal(2, kind.GetProperty("steps").GetInt32());
            foreach (string figure in (string[])["psnr", "ssim", "holdoutPsnr", "multiplyAdds", "trainSeconds"])
                Assert.Equal(JsonValueKind.Number, kind.GetProperty(figure).ValueKind);
        }
        string page = File.ReadAllText(_place["kinds.html"]);
        Assert.Equal(5, page.Split("data:image/png").Length - 1); // the target and a detail of each kind
        Assert.All(kinds, k => Assert.Contains($">{k.GetProperty("preset").GetString()}</text>", page));
    }

    [Fact]
    public void Kinds_of_a_mesh_are_compared_by_its_inside()
    {
        ToolRun run = ToolRun.Of(
            "bench", "fields", _place.Mesh, "--seconds", "0.1", "--parameters", "9000", "--kinds", "hashgrid,gnf");
        Assert.True(run.Code == ExitCode.Done, run.Error);
        string[] lines = run.Output.TrimEnd().Split('\n');
        Assert.StartsWith("About 9,000 parameters each, 0.1 s of training.", lines[0]);
        Assert.Matches("^kind +parameters +multiply-adds +steps .*iou.*normalAngleErrorDegrees", lines[1]);
        Assert.Equal(["hashgrid", "gnf"], lines[2..].Select(l => l.Split(' ')[0]));
    }

    // Kernels of colours stand beside the density's tables: both give way.
    [Fact]
    public void Kinds_of_a_scene_are_compared_at_about_the_same_size()
    {
        ToolRun run = ToolRun.Of(
            "bench", "fields", Path.Combine(SharedData.Repository, "scenes", "radiance", "spot"), "--downscale", "16",
            "--steps", "1", "--parameters", "90000", "--kinds", "ngp,rbf-hybrid", "--json");
        Assert.True(run.Code == ExitCode.Done, run.Error);
        JsonElement[] kinds = [.. run.Json.GetProperty("kinds").EnumerateArray()];
        Assert.Equal(["ngp", "rbf-hybrid"], kinds.Select(k => k.GetProperty("preset").GetString()));
        Assert.All(kinds, k => Assert.InRange(k.GetProperty("parameters").GetInt32(), 90_000 / 1.4, 90_000 * 1.4));
    }

    [Fact]
    public void Kinds_that_cannot_fit_the_input_are_left_out_by_name()
    {
        string[] common = ["bench", "fields", _place.Cloud, "--steps", "1", "--parameters", "3000"];
        ToolRun run = ToolRun.Of([.. common, "--kinds", "gnf,igr", "--json"]);
        Assert.True(run.Code == ExitCode.Done, run.Error);
        Assert.Contains("gnf is left out: --preset gnf needs exact distances", run.Error);
        Assert.Equal("igr", Assert.Single(run.Json.GetProperty("kinds").EnumerateArray()).GetProperty("preset").GetString());
        Assert.Equal(ExitCode.Mistake, ToolRun.Of([.. common, "--kinds", "gnf"]).Code);
    }

    [Theory]
    [InlineData("--kinds", "hashgird", "did you mean \"hashgrid\"")]
    [InlineData("--seconds", "1", "got both --seconds and --steps")]
    [InlineData("--parameters", "0", "--parameters is 0")]
    public void Mistakes_are_one_line(string option, string value, string message)
    {
        ToolRun run = ToolRun.Of("bench", "fields", _place.Photo, "--steps", "1", option, value);
        Assert.Equal(ExitCode.Mistake, run.Code);
        Assert.Contains(message, run.Error);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void A_shape_has_no_pixels_to_make_smaller()
        => Assert.Equal(ExitCode.Mistake, ToolRun.Of("bench", "fields", _place.Mesh, "--downscale", "2").Code);
}
