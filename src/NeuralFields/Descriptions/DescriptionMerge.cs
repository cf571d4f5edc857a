namespace NeuralFields.Descriptions;

/// <summary>Lays descriptions over one another.</summary>
public static class DescriptionMerge
{
    // Two ways to say the same thing: naming one takes back the other.
    private static readonly (string, string)[] s_alternatives =
        [("finest_resolution", "per_level_scale"), ("steps", "seconds")];

    /// <summary>
    /// Objects are merged key by key; an object with another <c>otype</c>, a list or a plain value replaces what was
    /// there.
    /// </summary>
    /// <param name="below">What holds where <paramref name="above"/> is silent.</param>
    /// <param name="above">What wins.</param>
    public static DescriptionNode Merge(DescriptionNode below, DescriptionNode above)
    {
        ArgumentNullException.ThrowIfNull(below);
        ArgumentNullException.ThrowIfNull(above);
        below = Spelled(below, above);
        bool areObjects = above.Kind == DescriptionKind.Object && below.Kind == DescriptionKind.Object;
        if (!areObjects || ChangesType(below, above)) return above;
        OrderedDictionary<string, DescriptionNode> merged = new(below.Members, StringComparer.Ordinal);
        foreach ((string name, DescriptionNode value) in above.Members)
        {
            RemoveAlternative(merged, name);
            merged[name] = merged.TryGetValue(name, out DescriptionNode? old) ? Merge(old, value) : value;
        }
        return DescriptionNode.Of([.. merged], below.Place);
    }

    /// <summary>A part given as a name alone, spelled out where keys are laid over it.</summary>
    private static DescriptionNode Spelled(DescriptionNode below, DescriptionNode above)
        => below.Kind == DescriptionKind.String && above.Kind == DescriptionKind.Object
            ? DescriptionNode.Of([new(Family.TypeKey, below)], below.Place)
            : below;

    private static bool ChangesType(DescriptionNode below, DescriptionNode above)
        => above[Family.TypeKey] is { } type && below[Family.TypeKey]?.Text != type.Text;

    private static void RemoveAlternative(OrderedDictionary<string, DescriptionNode> members, string name)
    {
        foreach ((string one, string other) in s_alternatives)
        {
            if (name == one) members.Remove(other);
            if (name == other) members.Remove(one);
        }
    }
}
