using System.Diagnostics;
using NeuralFields.Testing;

namespace NeuralFields.Cli.Tests.Viewing;

/// <summary>A screen in memory, on which windows are opened as on any other. Absent where Xvfb is.</summary>
public sealed class Screen : IDisposable
{
    private const int PatienceSeconds = 400;

    private readonly Process? _server;
    private readonly string _display = "";

    public Screen()
    {
        if (ExternalTool.Find("Xvfb", "view") is not string path) return;
        ProcessStartInfo start = new(path, ["-displayfd", "1", "-screen", "0", "800x600x24", "-nolisten", "tcp"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _server = Process.Start(start)!;
        _server.ErrorDataReceived += (_, _) => { };
        _server.BeginErrorReadLine();
        _display = ":" + _server.StandardOutput.ReadLine();
    }

    /// <summary>Whether there is one.</summary>
    public bool IsPresent => _server is not null;

    public void Dispose()
    {
        _server?.Kill();
        _server?.Dispose();
    }

    /// <summary>Runs <c>nf</c> with this screen.</summary>
    internal ToolRun Run(params string[] arguments) => Run(_display, arguments);

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
