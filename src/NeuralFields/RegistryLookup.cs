namespace NeuralFields;

/// <summary>Finds a member of a family by its name and says what there is when the name is unknown.</summary>
public static class RegistryLookup
{
    /// <summary>The member called <paramref name="name"/>; upper and lower case differ.</summary>
    /// <param name="family">What the members are, such as activation; for the message.</param>
    /// <param name="name">The name looked for.</param>
    /// <param name="members">All members.</param>
    /// <param name="nameOf">The name of a member.</param>
    /// <exception cref="InputException">No member has this name; the message lists all and the nearest.</exception>
    public static T Find<T>(string family, string name, IReadOnlyList<T> members, Func<T, string> nameOf)
    {
        foreach (T member in members)
            if (nameOf(member) == name) return member;
        string[] names = [.. members.Select(nameOf)];
        throw new InputException(
            $"unknown {family} \"{name}\" — expected one of {string.Join(", ", names)}; "
            + $"did you mean \"{Nearest(name, names)}\"?");
    }

    /// <summary>The candidate with the fewest edits, letters that differ only in case counting least.</summary>
    public static string Nearest(string name, IEnumerable<string> candidates) =>
        candidates.MinBy(candidate =>
            100 * Edits(name.ToUpperInvariant(), candidate.ToUpperInvariant()) + Edits(name, candidate))
            ?? throw new ArgumentException("There are no candidates.", nameof(candidates));

    /// <summary>Insertions, deletions and replacements that turn one text into the other (Levenshtein 1966).</summary>
    private static int Edits(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 0; i < from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i + 1;
            for (int j = 0; j < to.Length; j++)
            {
                int replaced = diagonal + (from[i] == to[j] ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(replaced, 1 + Math.Min(diagonal, row[j]));
            }
        }
        return row[^1];
    }
}
