using System.Collections.Immutable;

namespace NeuralFields.Viewer.Scripts;

/// <summary>What a person would do, as text: a step per line; # begins a comment.</summary>
/// <param name="Lines">The steps with the places they stand at.</param>
public sealed record ViewScript(ImmutableArray<(string Place, ScriptDeed Deed)> Lines)
{
    private const int MaxLines = 100_000;

    /// <summary>Reads a script.</summary>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="text">Its text.</param>
    /// <exception cref="InputException">A line makes no sense.</exception>
    public static ViewScript Parse(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] lines = text.Split('\n');
        if (lines.Length > MaxLines) throw new InputException($"{name}: {lines.Length} lines, expected at most {MaxLines}.");
        ImmutableArray<(string, ScriptDeed)>.Builder deeds = ImmutableArray.CreateBuilder<(string, ScriptDeed)>();
        for (int i = 0; i < lines.Length; i++)
        {
            string[] words = lines[i].Split('#')[0].Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0) deeds.Add(($"{name}({i + 1})", Read($"{name}({i + 1})", words)));
        }
        return new(deeds.ToImmutable());
    }

    private static ScriptDeed Read(string place, string[] words)
    {
        ScriptStep? step = ScriptStep.All.FirstOrDefault(s => s.Name == words[0]);
        if (step is null)
            throw new InputException($"{place}: unknown step \"{words[0]}\", expected one of {string.Join(", ", ScriptStep.All.Select(s => s.Name))}.");
        try
        {
            return step.Read(words[1..]);
        }
        catch (InputException e)
        {
            throw new InputException($"{place}: {words[0]}: {e.Message.TrimEnd('.')}. Its form is: {step.Name} {step.Arguments}".TrimEnd());
        }
    }
}
