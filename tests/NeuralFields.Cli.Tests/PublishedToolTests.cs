using System.Diagnostics;
using NeuralFields.Testing;

namespace NeuralFields.Cli.Tests;

/// <summary>The single file that <c>tools/publish</c> makes, where no .NET is to be found.</summary>
public sealed class PublishedToolTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void The_published_file_runs_without_dotnet()
    {
        if (!OperatingSystem.IsLinux()) return;
        Run(Path.Combine(SharedData.Repository, "tools", "publish"), path: null, "linux-x64");
        string tool = _place["nf"];
        File.Copy(Path.Combine(SharedData.Repository, "artifacts", "linux-x64", "nf"), tool);
        Assert.Contains("fit", Run(tool, "/nowhere", "--help"), StringComparison.Ordinal);
        foreach ((string task, string data) in ((string, string)[])[("image", _place.Photo), ("sdf", _place.Mesh)])
        {
            string field = _place[task + ".nf"];
            Run(tool, "/nowhere", "fit", task, data, "-o", field, "--steps", "5", "--set", "encoding.n_levels=4", "--quiet");
            Run(tool, "/nowhere", "render", field, "-o", _place[task + ".png"], "--size", "32x32", "--quiet");
            Assert.True(File.Exists(_place[task + ".png"]));
        }
    }

    private string Run(string program, string? path, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = _place.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (path is not null)
        {
            start.Environment.Clear();
            start.Environment["PATH"] = path;
        }
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {process.ExitCode}: {output}{error.Result}");
        return output;
    }
}
