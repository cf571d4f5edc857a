using System.Diagnostics;

namespace NeuralFields.Cli.Tests;

/// <summary>Runs that are interrupted or killed go on as if nothing had happened.</summary>
public sealed class InterruptionTests : IDisposable
{
    private const int Patience = 60_000;

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 130)]
    [InlineData("KILL", 137)]
    public void A_run_that_goes_on_gives_the_field_of_one_that_was_not_disturbed(string signal, int code)
    {
        if (OperatingSystem.IsWindows()) return;
        string[] arguments =
        [
            "fit", "image", _place.Photo, "--steps", "6000", "--set", "encoding.n_levels=4", "--set", "training.batch_size=512",
            "--set", "training.average_decay=0.95",
        ];
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

    private static void WaitFor(Func<bool> condition)
    {
        for (Stopwatch watch = Stopwatch.StartNew(); !condition() && watch.ElapsedMilliseconds < Patience;) Thread.Sleep(5);
    }
}
