namespace NeuralFields.Fields.Emission;

/// <summary>Names of a field's parts as identifiers of any language, no two alike.</summary>
/// <remarks>Names come from files. The prefix keeps them from being keywords and from starting with a digit.</remarks>
internal sealed class Identifiers
{
    private readonly HashSet<string> _taken = [];

    /// <summary>A new identifier: the prefix, the letters and digits of the name, and a number where it was taken.</summary>
    public string Take(string prefix, string name)
    {
        // Two underscores in a row are reserved in GLSL.
        string[] words = Printable(name).Split(['_', '.', '-', ' '], StringSplitOptions.RemoveEmptyEntries);
        string text = string.Join('_', [prefix, .. words]), unique = text;
        for (int n = 2; !_taken.Add(unique); n++) unique = $"{text}_{n}";
        return unique;
    }

    /// <summary>
    /// The name with an underscore for all but letters, digits, dots, dashes and blanks: nothing that could end a comment.
    /// </summary>
    public static string Printable(string name)
        => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ' ' ? c : '_'));
}
