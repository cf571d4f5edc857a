using System.Diagnostics;
using NeuralFields.Testing;

namespace NeuralFields.Cli.Tests.Viewing;

/// <summary>A screen in memory, on which windows are opened as on any other. Absent where Xvfb is.</summary>
public sealed class Screen : IDisposable
{
    private const int PatienceSeconds = 400;

    private readonly VirtualScreen _screen = new();

    /// <summary>Whether there is one.</summary>
    public bool IsPresent => _screen.IsPresent;

    public void Dispose() => _screen.Dispose();

    /// <summary>Runs <c>nf</c> with this screen.</summary>
    internal ToolRun Run(params string[] arguments) => Run(_screen.Display, arguments);

    /// <summary>Runs <c>nf</c> with a screen of some name; an empty one is none.</summary>
    internal static ToolRun Run(string display, string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "nf.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DISPLAY"] = display;
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(), output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromSeconds(PatienceSeconds)))
        {
            process.Kill();
            throw new CheckFailedException($"nf {string.Join(' ', arguments)} does not end: {error.Result}");
        }
        return new(process.ExitCode, output.Result, error.Result);
    }
}
