using System.Diagnostics;

namespace NeuralFields.Testing;

/// <summary>A screen in memory, on which windows are opened as on any other. Absent where Xvfb is.</summary>
public sealed class VirtualScreen : IDisposable
{
    private readonly Process? _server;

    /// <summary>Starts it.</summary>
    /// <exception cref="CheckFailedException">It is missing and NF_REQUIRE_BACKENDS names view.</exception>
    public VirtualScreen()
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
        Display = ":" + _server.StandardOutput.ReadLine();
    }

    /// <summary>Its name for programs, or empty.</summary>
    public string Display { get; } = "";

    /// <summary>Whether there is one.</summary>
    public bool IsPresent => _server is not null;

    /// <inheritdoc/>
    public void Dispose()
    {
        _server?.Kill();
        _server?.Dispose();
    }
}
