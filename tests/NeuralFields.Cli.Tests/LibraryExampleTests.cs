using System.Diagnostics;
using NeuralFields.Testing;

namespace NeuralFields.Cli.Tests;

/// <summary>The library example of README.md, compiled and run as a program of its own.</summary>
public sealed class LibraryExampleTests : IDisposable
{
    private const int LongestMinutes = 5;

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void The_example_of_the_readme_compiles_and_fits_a_picture()
    {
        string library = Path.Combine(SharedData.Repository, "src", "NeuralFields.IO", "NeuralFields.IO.csproj");
        File.WriteAllLines(_place["example.cs"], [$"#:project {library}", .. Example()]);
        string said = Run("run", "-c", "Release", "example.cs");
        Assert.Matches(@"PSNR \d+\.\d\d dB", said);
        Assert.True(File.Exists(_place["again.png"]), said);
    }

    private static IEnumerable<string> Example()
        => File.ReadLines(Path.Combine(SharedData.Repository, "README.md"))
            .SkipWhile(line => line != "```csharp").Skip(1).TakeWhile(line => line != "```");

    private string Run(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = _place.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(LongestMinutes)), "the example does not end");
        Assert.True(process.ExitCode == 0, $"{process.ExitCode}: {output}{error.Result}");
        return output;
    }
}
