using System.Text;
using NeuralFields.Descriptions;

namespace NeuralFields.IO;

/// <summary>The notes of a mesh as lines of text, for formats that have comments and nothing else.</summary>
internal static class MeshComments
{
    // Readers with line buffers exist.
    private const int MaxLength = 400;

    public static IEnumerable<string> Lines(MeshWriteOptions options)
    {
        yield return OneLine("written by " + options.Generator);
        yield return OneLine("units: " + options.Units);
        yield return OneLine("axes: " + options.Axes);
        foreach ((string name, DescriptionNode value) in options.Provenance)
            yield return OneLine($"{name}: {DescriptionWriter.ToLine(value)}");
    }

    /// <summary>Printable ASCII: a comment must neither end early nor continue on the next line.</summary>
    private static string OneLine(string text)
    {
        StringBuilder line = new(text.Length);
        foreach (char c in text) line.Append(c is < ' ' or > '~' or '\\' ? '?' : c);
        if (line.Length > MaxLength) line.Length = MaxLength;
        return line.ToString();
    }
}
