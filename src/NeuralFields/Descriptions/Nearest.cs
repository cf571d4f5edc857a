namespace NeuralFields.Descriptions;

/// <summary>Messages for names that are not known, with the nearest known one.</summary>
public static class Nearest
{
    /// <summary>unknown key "x". Owner takes a, b, c; did you mean "a"?</summary>
    public static string UnknownKey(string name, string owner, IEnumerable<string> known)
    {
        string[] names = [.. known];
        string takes = names.Length == 0 ? "takes no keys" : "takes " + string.Join(", ", names);
        return $"unknown key \"{name}\". {(owner.Length == 0 ? "This object" : owner)} {takes}{Suggestion(name, names)}";
    }

    /// <summary>unknown kind "x", expected one of a, b, c; did you mean "a"?</summary>
    public static string Unknown(string kind, string name, IEnumerable<string> known)
    {
        string[] names = [.. known];
        return $"unknown {kind} \"{name}\", expected one of {string.Join(", ", names)}{Suggestion(name, names)}";
    }

    private static string Suggestion(string name, string[] known)
    {
        string? best = known.MinBy(k => Distance(name, k));
        return best is not null && Distance(name, best) <= Math.Max(2, name.Length / 3)
            ? $"; did you mean \"{best}\"?"
            : ".";
    }

    /// <summary>Edits (insert, delete, replace) between two names, letter case ignored.</summary>
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0]++;
            for (int j = 1; j <= b.Length; j++)
            {
                int replace = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replace, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
