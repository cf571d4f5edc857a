using System.Diagnostics;
using NeuralFields.Images;
using NeuralFields.IO;
using NeuralFields.Testing;

namespace NeuralFields.Cli.Tests;

/// <summary>Runs that are interrupted or killed go on as if nothing had happened.</summary>
public sealed class InterruptionTests : IDisposable
{
    private const int Patience = 60_000;

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("image", "INT", 130)]
    [InlineData("image", "TERM", 130)]
    [InlineData("image", "KILL", 137)]
    [InlineData("radial image", "KILL", 137)]
    [InlineData("sdf mesh", "KILL", 137)]
    [InlineData("sdf cloud", "INT", 130)]
    [InlineData("radiance", "KILL", 137)]
    [InlineData("image on a device", "KILL", 137)]
    public void A_run_that_goes_on_gives_the_field_of_one_that_was_not_disturbed(string data, string signal, int code)
    {
        if (OperatingSystem.IsWindows()) return;
        if (data.EndsWith("device", StringComparison.Ordinal) && !OpenClTests.HasDevice) return;
        string[] arguments =
            ["fit", .. ArgumentsOf(data), "--set", "training.batch_size=512", "--set", "training.average_decay=0.95"];
        Assert.Equal(0, ToolRun.Of([.. arguments, "-o", _place["whole.nf"]]).Code);
        string[] disturbed = [.. arguments, "-o", _place["a.nf"], "--checkpoint-every", "0.05"];
        using Process process = ToolRun.Start(disturbed);
        WaitFor(() => File.Exists(_place["a.nf.checkpoint"]) || process.HasExited);
        using (Process kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"])) kill.WaitForExit();
        Assert.True(process.WaitForExit(Patience));
        string error = process.StandardError.ReadToEnd();
        Assert.True(process.ExitCode == code, $"{process.ExitCode}: {error}");
        if (code == 130) Assert.Contains("saved " + _place["a.nf.checkpoint"], error, StringComparison.Ordinal);
        ToolRun resumed = ToolRun.Of([.. disturbed, "--resume"]);
        Assert.True(resumed.Code == 0, resumed.Error);
        Assert.Contains("going on from step", resumed.Error, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(_place["whole.nf"]), File.ReadAllBytes(_place["a.nf"]));
        Assert.False(File.Exists(_place["a.nf.checkpoint"]));
    }

    [Theory, InlineData("opencl", "cpu"), InlineData("cpu", "opencl")]
    public void A_run_that_was_killed_goes_on_on_another_device(string first, string second)
    {
        if (OperatingSystem.IsWindows() || !OpenClTests.HasDevice) return;
        string[] arguments =
        [
            "fit", "image", _place.Photo, "-o", _place["a.nf"], "--steps", "600", "--finest", "6",
            "--set", "encoding.n_levels=2", "--set", "network.n_neurons=16", "--set", "training.batch_size=512",
            "--checkpoint-every", "0.05", "--json", "--device",
        ];
        using Process process = ToolRun.Start([.. arguments, first]);
        WaitFor(() => File.Exists(_place["a.nf.checkpoint"]) || process.HasExited);
        process.Kill();
        Assert.True(process.WaitForExit(Patience));
        ToolRun resumed = ToolRun.Of([.. arguments, second, "--resume"]), whole = ToolRun.Of([.. arguments, second]);
        Assert.True(resumed.Code == 0, resumed.Error);
        Assert.Contains("going on from step", resumed.Error, StringComparison.Ordinal);
        Assert.Equal(
            whole.Json.GetProperty("psnr").GetDouble(), resumed.Json.GetProperty("psnr").GetDouble(), 0.2);
    }

    private string[] ArgumentsOf(string data) => data switch
    {
        "sdf mesh" => ["sdf", _place.Mesh, "--steps", "600", "--set", "encoding.n_levels=4"],
        "radiance" =>
        [
            "radiance", Path.Combine(SharedData.Repository, "scenes", "radiance", "spot"), "--steps", "150", "--downscale", "6",
            "--set", "encoding.log2_hashmap_size=12",
        ],
        // A processor: on graphics processors the last bits of tables vary.
        "image on a device" =>
            ["image", _place.Photo, "--steps", "600", "--set", "encoding.n_levels=4", "--device", "opencl"],
        "radial image" => ["image", _place.Photo, "--preset", "neurbf", "--steps", "600"],
        "sdf cloud" => ["sdf", _place.Cloud, "--steps", "400", "--set", "network.n_neurons=16"],
        _ => ["image", _place.Photo, "--steps", "2000", "--set", "encoding.n_levels=4"],
    };

    [Fact]
    public void A_checkpoint_of_another_picture_is_refused()
    {
        string[] arguments = ["-o", _place["a.nf"], "--steps", "5", "--set", "encoding.n_levels=4", "--quiet"];
        Assert.Equal(0, ToolRun.Of(["fit", "image", _place.Photo, .. arguments, "--keep-state"]).Code);
        Image other = ImageFile.Read(_place.Photo).Image;
        other.Samples[0] = 1 - other.Samples[0];
        ImageFile.Write(_place["other.png"], other, ImageWriteOptions.Default);
        ToolRun resumed = ToolRun.Of(["fit", "image", _place["other.png"], .. arguments, "--resume"]);
        Assert.Equal(2, resumed.Code);
        Assert.Contains("made from other data", resumed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_by_the_clock_that_went_on_is_repeated_by_its_steps()
    {
        if (OperatingSystem.IsWindows()) return;
        string[] arguments =
        [
            "fit", "image", _place.Photo, "-o", _place["a.nf"], "--seconds", "1", "--set", "encoding.n_levels=4",
            "--checkpoint-every", "0.3",
        ];
        using Process process = ToolRun.Start(arguments);
        WaitFor(() => File.Exists(_place["a.nf.checkpoint"]) || process.HasExited);
        process.Kill();
        Assert.True(process.WaitForExit(Patience));
        ToolRun resumed = ToolRun.Of([.. arguments, "--resume"]);
        Assert.True(resumed.Code == 0, resumed.Error);
        File.WriteAllText(
            _place["scene.json"], ToolRun.Of("info", _place["a.nf"], "--json").Json.GetProperty("scene").GetRawText());
        ToolRun again = ToolRun.Of("fit", _place["scene.json"], "--set", "data=" + _place.Photo, "-o", _place["b.nf"]);
        Assert.True(again.Code == 0, again.Error);
        Assert.Equal(File.ReadAllBytes(_place["a.nf"]), File.ReadAllBytes(_place["b.nf"]));
    }

    private static void WaitFor(Func<bool> condition)
    {
        for (Stopwatch watch = Stopwatch.StartNew(); !condition()
            && watch.ElapsedMilliseconds < Patience;) Thread.Sleep(5);
    }
}
