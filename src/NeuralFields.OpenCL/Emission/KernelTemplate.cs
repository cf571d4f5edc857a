using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace NeuralFields.OpenCL.Emission;

/// <summary>The loops of kernels: text that a person edits, in <c>shaders/opencl</c>, with places to fill in.</summary>
/// <remarks>
/// <c>$name</c>, or <c>${name}</c> within a word, is filled in. A line that begins with <c>@</c> is repeated for every #
/// below the block and every % below the vectors, where it holds these signs: sums stand in registers by name, whatever
/// the compiler unrolls.
/// </remarks>
internal static partial class KernelTemplate
{
    /// <summary>The template with its places filled in.</summary>
    /// <param name="name">The file's name without ending.</param>
    /// <param name="values">A text for every place.</param>
    /// <param name="block">How often # is repeated.</param>
    /// <param name="vectors">How often % is repeated.</param>
    /// <exception cref="KeyNotFoundException">The template has a place without a text.</exception>
    public static string Fill(string name, Dictionary<string, string> values, int block = 1, int vectors = 1)
    {
        string text = Place().Replace(Read(name), match => values[match.Groups[1].Value + match.Groups[2].Value]);
        StringBuilder filled = new();
        foreach (string line in text.TrimEnd('\n').Split('\n')) Repeat(filled, line, block, vectors);
        return filled.ToString();
    }

    /// <summary>A number for a place.</summary>
    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static void Repeat(StringBuilder filled, string line, int block, int vectors)
    {
        string start = line.TrimStart();
        if (!start.StartsWith('@'))
        {
            filled.Append(line).Append('\n');
            return;
        }
        string repeated = line[..^start.Length] + start[1..];
        for (int j = 0; j < (start.Contains('#') ? block : 1); j++)
            for (int q = 0; q < (start.Contains('%') ? vectors : 1); q++)
                filled.Append(repeated.Replace("#", Number(j), StringComparison.Ordinal)
                    .Replace("%", Number(q), StringComparison.Ordinal)).Append('\n');
    }

    private static string Read(string name)
    {
        using Stream stream = typeof(KernelTemplate).Assembly.GetManifestResourceStream(name + ".cl")
            ?? throw new ArgumentException($"There is no template {name}.", nameof(name));
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    [GeneratedRegex(@"\$(?:\{([a-z_]+)\}|([a-z_]+))")]
    private static partial Regex Place();
}
