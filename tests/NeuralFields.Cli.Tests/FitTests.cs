using System.Text.Json;

namespace NeuralFields.Cli.Tests;

public sealed class FitTests : IDisposable
{
    private static readonly string[] s_small = ["--set", "encoding.n_levels=4", "--set", "training.batch_size=256"];

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Fit_writes_a_field_and_one_json_object()
    {
        ToolRun run = Fit("--steps", "50", "--holdout", "5", "--json");
        Assert.True(run.Code == 0, run.Error);
        Assert.Single(run.Output.TrimEnd().Split('\n'));
        JsonElement json = run.Json;
        foreach (string member in
            "task field preset parameters frozenParameters bytes steps samples trainSeconds totalSeconds samplesPerSecond device laneWidth threads seed psnr ssim holdoutPsnr"
                .Split(' '))
            Assert.True(json.TryGetProperty(member, out _), member);
        Assert.Equal("image", json.GetProperty("task").GetString());
        Assert.Equal("hashgrid", json.GetProperty("preset").GetString());
        Assert.Equal(50, json.GetProperty("steps").GetInt64());
        Assert.Equal(50 * 256, json.GetProperty("samples").GetInt64());
        Assert.Equal(new FileInfo(_place["a.nf"]).Length, json.GetProperty("bytes").GetInt64());
        Assert.Contains("device cpu", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_place["a.nf.checkpoint"]));
    }

    [Fact]
    public void Without_held_out_pixels_their_figure_is_null()
        => Assert.Equal(JsonValueKind.Null, Fit("--steps", "5", "--json").Json.GetProperty("holdoutPsnr").ValueKind);

    [Fact]
    public void A_full_disk_is_said_in_one_line()
    {
        if (!File.Exists("/dev/full")) return;
        File.CreateSymbolicLink(_place["a.csv"], "/dev/full");
        ToolRun run = Fit("--steps", "5", "--quiet", "--log", _place["a.csv"]);
        Assert.Equal(2, run.Code);
        Assert.StartsWith("nf: an output cannot be written", Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public void Quiet_prints_the_result_alone()
    {
        ToolRun run = Fit("--steps", "5", "--quiet", "--json");
        Assert.Equal("", run.Error);
        Assert.Single(run.Output.TrimEnd().Split('\n'));
    }

    [Fact]
    public void Eval_gives_the_figures_of_the_fit()
    {
        JsonElement fit = Fit("--steps", "30", "--holdout", "0.2", "--json").Json;
        JsonElement eval = ToolRun.Of("eval", _place["a.nf"], _place.Photo, "--json").Json;
        foreach (string member in (string[])["psnr", "ssim", "holdoutPsnr"])
            Assert.Equal(fit.GetProperty(member).GetDouble(), eval.GetProperty(member).GetDouble());
    }

    [Fact]
    public void Render_writes_a_picture_of_any_size()
    {
        Fit("--steps", "5");
        ToolRun run = ToolRun.Of("render", _place[
            "a.nf"], "-o", _place["r.png"], "--size", "31x7", "--region", "0,0,0.5,0.5", "--spp", "2", "--json");
        Assert.True(run.Code == 0, run.Error);
        Assert.Equal(31, run.Json.GetProperty("width").GetInt32());
        Assert.Equal(31 * 7 * 2, run.Json.GetProperty("samples").GetInt32());
        Assert.Equal(31, ToolRun.Of("info", _place["r.png"], "--json").Json.GetProperty("width").GetInt32());
    }

    [Fact]
    public void The_report_is_one_page_with_pictures_and_curves()
    {
        Fit("--steps", "20", "--report", _place["r.html"], "--log", _place["l.csv"], "--preview", _place["p"]);
        string page = File.ReadAllText(_place["r.html"]);
        Assert.Equal(3, page.Split("data:image/png;base64,").Length - 1);
        Assert.Equal(2, page.Split("<svg").Length - 1);
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
        Assert.Equal("step,time_s,loss,psnr,lr,samples_per_s", File.ReadLines(_place["l.csv"]).First());
        Assert.NotEmpty(Directory.GetFiles(_place["p"], "step-*.png"));
    }

    [Fact]
    public void Jsonl_logs_hold_one_object_per_line()
    {
        Fit("--steps", "20", "--log", _place["l.jsonl"]);
        Assert.All(File.ReadLines(_place["l.jsonl"]),
            line => Assert.True(JsonDocument.Parse(line).RootElement.TryGetProperty("loss", out _)));
    }

    [Fact]
    public void The_field_does_not_depend_on_threads_and_replays_from_its_own_scene()
    {
        Fit("--steps", "40", "--threads", "1");
        byte[] first = File.ReadAllBytes(_place["a.nf"]);
        Fit("--steps", "40", "--threads", "2");
        Assert.Equal(first, File.ReadAllBytes(_place["a.nf"]));
        string scene = ToolRun.Of("info", _place["a.nf"], "--json").Json.GetProperty("scene").GetRawText();
        File.WriteAllText(_place["scene.json"], scene);
        ToolRun run = ToolRun.Of("fit", _place["scene.json"], "--set", "data=" + _place.Photo, "-o", _place["b.nf"]);
        Assert.True(run.Code == 0, run.Error);
        Assert.Equal(first, File.ReadAllBytes(_place["b.nf"]));
    }

    [Fact]
    public void A_run_by_the_clock_is_repeated_by_its_steps()
    {
        ToolRun timed = Fit("--seconds", "0.3", "--json");
        Assert.True(timed.Code == 0, timed.Error);
        byte[] first = File.ReadAllBytes(_place["a.nf"]);
        File.WriteAllText(
            _place["scene.json"], ToolRun.Of("info", _place["a.nf"], "--json").Json.GetProperty("scene").GetRawText());
        ToolRun again =
            ToolRun.Of("fit", _place["scene.json"], "--set", "data=" + _place.Photo, "-o", _place["b.nf"], "--json");
        Assert.Equal(timed.Json.GetProperty("steps").GetInt64(), again.Json.GetProperty("steps").GetInt64());
        Assert.Equal(first, File.ReadAllBytes(_place["b.nf"]));
    }

    [Fact]
    public void Training_ends_at_the_wanted_quality()
    {
        JsonElement json = Fit("--steps", "100000", "--target-psnr", "20", "--json").Json;
        Assert.Equal("stopped", json.GetProperty("outcome").GetString());
        Assert.InRange(json.GetProperty("psnr").GetDouble(), 20, 200);
    }

    [Fact]
    public void Averaged_parameters_are_what_the_field_holds()
    {
        ToolRun run = Fit("--steps", "200", "--set", "training.average_decay=0.9", "--json");
        Assert.True(run.Code == 0, run.Error);
        Assert.InRange(run.Json.GetProperty("psnr").GetDouble(), 15, 200);
    }

    [Fact]
    public void Keep_state_leaves_a_checkpoint_that_info_describes()
    {
        Fit("--steps", "10", "--keep-state");
        ToolRun run = ToolRun.Of("info", _place["a.nf.checkpoint"], "--json");
        Assert.Contains("step 10", run.Error, StringComparison.Ordinal);
        Assert.Equal("image", run.Json.GetProperty("task").GetString());
    }

    [Fact]
    public void A_checkpoint_of_other_settings_is_refused()
    {
        Fit("--steps", "10", "--keep-state");
        ToolRun run = Fit("--steps", "20", "--resume");
        Assert.Equal(2, run.Code);
        Assert.Contains("another training.steps", run.Error, StringComparison.Ordinal);
    }

    private ToolRun Fit(params string[] more)
        => ToolRun.Of(["fit", "image", _place.Photo, "-o", _place["a.nf"], .. s_small, .. more]);
}
