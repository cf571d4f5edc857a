using System.Collections.Immutable;

namespace NeuralFields.Descriptions;

/// <summary>Words that all families share.</summary>
public static class Family
{
    /// <summary>The key that names a part's kind.</summary>
    public const string TypeKey = "otype";
}

/// <summary>The registered parts of one family, such as all encodings.</summary>
/// <typeparam name="TBase">The family's base type.</typeparam>
public sealed class Family<TBase> where TBase : class
{
    private readonly ImmutableDictionary<string, string> _aliases;

    /// <summary>A family.</summary>
    /// <param name="all">Its parts, in the order of the reference.</param>
    /// <param name="aliases">Other names under which a part is read.</param>
    public Family(ImmutableArray<ISchema<TBase>> all, params (string Alias, string Name)[] aliases)
    {
        All = all;
        _aliases = aliases.ToImmutableDictionary(a => a.Alias, a => a.Name, StringComparer.Ordinal);
    }

    /// <summary>The parts, in the order of the reference.</summary>
    public ImmutableArray<ISchema<TBase>> All { get; }

    /// <summary>Reads <c>{ "otype": …, … }</c>, or just the name in quotes for a part with all its defaults.</summary>
    /// <param name="key">The key under which the part stands, for messages.</param>
    /// <param name="node">The value.</param>
    /// <exception cref="InputException">The kind or a key is unknown, or a value out of range.</exception>
    public TBase Read(string key, DescriptionNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        DescriptionNode type = node.Kind == DescriptionKind.String ? node
            : node.Kind == DescriptionKind.Object ? node[Family.TypeKey] ?? throw node.Mistake(
                $"{key} has no \"{Family.TypeKey}\"; expected one of {string.Join(", ", All.Select(s => s.Name))}.")
            : throw node.Wrong(key, $"an object with \"{Family.TypeKey}\"");
        string name = type.AsString(Family.TypeKey);
        name = _aliases.GetValueOrDefault(name, name);
        ISchema<TBase> schema = All.FirstOrDefault(s => s.Name == name)
            ?? throw type.Mistake($"{key}: " + Nearest.Unknown("otype", name, All.Select(s => s.Name)));
        return schema.Read(node);
    }

    /// <summary>Writes a part with all its keys.</summary>
    public DescriptionNode Write(TBase part) => Of(part).Write(part);

    /// <summary>The schema of a part.</summary>
    public ISchema<TBase> Of(TBase part) => All.First(s => s.Describes(part));
}
