using System.Diagnostics;
using System.Text.Json;
using NeuralFields.Images;
using NeuralFields.IO;

namespace NeuralFields.Cli.Tests;

/// <summary>What a call of <c>nf</c> came to.</summary>
internal sealed record ToolRun(int Code, string Output, string Error)
{
    /// <summary>The last line of standard output as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Output.TrimEnd().Split('\n')[^1]).RootElement;

    /// <summary>Calls <c>nf</c> in this process.</summary>
    public static ToolRun Of(params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        int code = CommandLine.Run(arguments, output, error);
        return new ToolRun(code, output.ToString(), error.ToString());
    }

    /// <summary>Starts <c>nf</c> as a process of its own.</summary>
    public static Process Start(params string[] arguments)
        => Process.Start(
            new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "nf.dll"), .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
}

/// <summary>A folder of its own with a small picture, removed with everything in it.</summary>
internal sealed class Workplace : IDisposable
{
    public Workplace()
    {
        Image image = new(24, 16, 3);
        for (int y = 0; y < image.Height; y++)
            for (int x = 0; x < image.Width; x++)
                for (int c = 0; c < 3; c++) image[x, y][c] = ((x * (c + 1)) + (y * 3)) % 32 / 31f;
        Photo = this["photo.png"];
        ImageFile.Write(Photo, image);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("nf-cli-").FullName;

    public string Photo { get; }

    public string this[string name] => Path.Combine(Folder, name);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
