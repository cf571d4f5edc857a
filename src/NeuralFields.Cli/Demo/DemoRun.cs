using System.Globalization;
using NeuralFields.Descriptions;

namespace NeuralFields.Cli.Demo;

/// <summary>Runs a part's commands as if they were typed, and keeps what each of them said.</summary>
/// <param name="folder">Where all files lie.</param>
/// <param name="terminal">Where the commands are announced.</param>
internal sealed class DemoRun(string folder, Terminal terminal)
{
    /// <summary>A command that ran: how a person types it, and its result.</summary>
    internal sealed record Line(string Command, DescriptionNode Result);

    /// <summary>Runs one part.</summary>
    /// <param name="part">What to run.</param>
    /// <param name="length">How long to train: an option and its value.</param>
    /// <param name="cancellation">Set by Ctrl-C.</param>
    /// <returns>What ran; the last exit code is not <see cref="ExitCode.Done"/> where a command failed.</returns>
    public (IReadOnlyList<Line> Lines, int Code) Run(DemoPart part, string[] length, CancellationToken cancellation)
    {
        List<Line> lines = [];
        string[] fit = [.. part.Fit.Split(' '), .. length, "--log", part.Log, "--report", part.Report];
        foreach (string[] words in (string[][])[fit, .. part.Then.Select(line => line.Split(' '))])
        {
            cancellation.ThrowIfCancellationRequested();
            string[] arguments = [words[0], .. words[1..].Select(Placed)];
            string command = "nf " + string.Join(' ', arguments);
            terminal.Say("$ " + command);
            using StringWriter output = new(CultureInfo.InvariantCulture);
            int code = CommandLine.Run([.. arguments, "--json", .. Silence()], output, terminal.Error);
            if (code != ExitCode.Done) return (lines, code);
            lines.Add(new(command, DescriptionReader.Read(LastLine(output.ToString()), command)));
        }
        return (lines, ExitCode.Done);
    }

    private string[] Silence() => terminal.Quiet ? ["--quiet"] : [];

    /// <summary>Words that name a file, or the folder of views, lie in the demo's folder.</summary>
    private string Placed(string word)
        => Path.GetExtension(word) is ".nf" or ".png" or ".obj" or ".glb" or ".csv" or ".html"
            || word.EndsWith("-turn", StringComparison.Ordinal) || word.EndsWith("-views", StringComparison.Ordinal)
            ? Path.Combine(folder, word)
            : word;

    private static string LastLine(string text) => text.TrimEnd().Split('\n')[^1];
}
