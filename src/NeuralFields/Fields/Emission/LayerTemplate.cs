using System.Text.RegularExpressions;

namespace NeuralFields.Fields.Emission;

/// <summary>The loops of layers: text that a person edits, in <c>shaders/shared</c>, with places to fill in.</summary>
internal static partial class LayerTemplate
{
    /// <summary>The template with its places ($name) filled in.</summary>
    /// <param name="name">The file's name without ending.</param>
    /// <param name="values">A text for every place.</param>
    /// <exception cref="KeyNotFoundException">The template has a place without a text.</exception>
    public static string Fill(string name, IReadOnlyDictionary<string, string> values)
    {
        using Stream stream = typeof(LayerTemplate).Assembly.GetManifestResourceStream(name + ".glsl")
            ?? throw new ArgumentException($"There is no template {name}.", nameof(name));
        using StreamReader reader = new(stream);
        string text = reader.ReadToEnd().ReplaceLineEndings("\n");
        return Place().Replace(text, match => values[match.Groups[1].Value]);
    }

    [GeneratedRegex(@"\$([a-z_]+)")]
    private static partial Regex Place();
}
