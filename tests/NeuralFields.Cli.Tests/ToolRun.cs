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
    public static Process Start(params string[] arguments) => Process.Start(Own(arguments))!;

    /// <summary>Starts it with a variable of its environment set.</summary>
    public static Process StartWith(string variable, string value, params string[] arguments)
    {
        ProcessStartInfo start = Own(arguments);
        start.Environment[variable] = value;
        return Process.Start(start)!;
    }

    private static ProcessStartInfo Own(string[] arguments)
        => new("dotnet", [Path.Combine(AppContext.BaseDirectory, "nf.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
}

/// <summary>A folder of its own with small data of every kind, removed with everything in it.</summary>
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
        Mesh = this["box.obj"];
        File.WriteAllLines(Mesh, Box());
        Cloud = this["ball.xyz"];
        File.WriteAllLines(Cloud, Ball(400));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("nf-cli-").FullName;

    public string Photo { get; }

    /// <summary>A box of 2×3×4 beside zero.</summary>
    public string Mesh { get; }

    /// <summary>Points of a ball of radius 1, with normals.</summary>
    public string Cloud { get; }

    public string this[string name] => Path.Combine(Folder, name);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static IEnumerable<string> Box() =>
    [
        .. Enumerable.Range(0, 8).Select(i => $"v {5 + (2 * (i & 1))} {3 * (i >> 1 & 1)} {4 * (i >> 2)}"),
        "f 1 3 4 2", "f 5 6 8 7", "f 1 2 6 5", "f 3 7 8 4", "f 1 5 7 3", "f 2 4 8 6",
    ];

    /// <summary>A spiral from pole to pole, evenly spread.</summary>
    private static IEnumerable<string> Ball(int points)
    {
        for (int i = 0; i < points; i++)
        {
            double z = 1 - ((2 * i) + 1.0) / points, r = Math.Sqrt(1 - (z * z)), turn = 2.399963229728653 * i;
            string place = FormattableString.Invariant($"{r * Math.Cos(turn):F6} {r * Math.Sin(turn):F6} {z:F6}");
            yield return $"{place} {place}";
        }
    }
}
