using System.Text;
using NeuralFields.Descriptions;

namespace NeuralFields.Cli;

/// <summary>Where a command's words go: results to standard output, everything else to standard error.</summary>
/// <param name="output">Standard output.</param>
/// <param name="error">Standard error.</param>
/// <param name="isInteractive">Whether a person watches standard error on a terminal.</param>
internal sealed class Terminal(TextWriter output, TextWriter error, bool isInteractive)
{
    /// <summary>Whether the result is one JSON object.</summary>
    public bool Json { get; init; }

    /// <summary>Whether only results and mistakes are printed.</summary>
    public bool Quiet { get; init; }

    /// <summary>Whether progress may be drawn over itself.</summary>
    public bool IsInteractive => isInteractive && !Quiet;

    /// <summary>Standard error, for displays of progress.</summary>
    public TextWriter Error => error;

    /// <summary>A line that is said even when the run is quiet.</summary>
    public void Insist(string line) => error.WriteLine(OneLine(line));

    /// <summary>A line about what happens, unless the run is quiet.</summary>
    public void Say(string line)
    {
        if (!Quiet) error.WriteLine(OneLine(line));
    }

    /// <summary>A line of the result, for people; with <c>--json</c> it is a remark.</summary>
    public void Print(string line)
    {
        if (Json) Say(line);
        else output.WriteLine(line);
    }

    /// <summary>The result, for programs: printed with <c>--json</c> alone.</summary>
    public void Result(DescriptionNode result)
    {
        if (Json) output.WriteLine(DescriptionWriter.ToLine(result));
    }

    /// <summary>The mistake that ends the command.</summary>
    public void Fail(string message) => error.WriteLine("nf: " + OneLine(message));

    /// <summary>
    /// Names out of files may hold anything; what is printed stays one line without control characters.
    /// </summary>
    public static string OneLine(string text)
    {
        if (!text.Any(char.IsControl)) return text;
        StringBuilder line = new(text.Length);
        foreach (char c in text) line.Append(char.IsControl(c) ? ' ' : c);
        return line.ToString();
    }
}
