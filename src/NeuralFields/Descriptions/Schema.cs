using System.Collections.Immutable;
using System.Globalization;

namespace NeuralFields.Descriptions;

/// <summary>One key of a part's description: how it is read, written and documented.</summary>
/// <typeparam name="T">The part.</typeparam>
/// <param name="Name">The key in scene files.</param>
/// <param name="Summary">What it sets, with range and unit.</param>
/// <param name="Read">The part with the key's value taken over.</param>
/// <param name="Write">The key's value in a part; null leaves the key out.</param>
public sealed record SchemaKey<T>(
    string Name, string Summary, Func<T, DescriptionNode, T> Read, Func<T, DescriptionNode?> Write)
{
    /// <summary>The key as one of a larger part, which holds this one.</summary>
    /// <param name="get">The part within its owner.</param>
    /// <param name="set">The owner with another part.</param>
    public SchemaKey<TOwner> Within<TOwner>(Func<TOwner, T> get, Func<TOwner, T, TOwner> set) => new(
        Name, Summary, (owner, node) => set(owner, Read(get(owner), node)), owner => Write(get(owner)));
}

/// <summary>A described part, seen through its family's base type.</summary>
/// <typeparam name="TBase">The family.</typeparam>
public interface ISchema<TBase> where TBase : class
{
    /// <summary>The name in scene files (<c>otype</c>).</summary>
    string Name { get; }

    /// <summary>One line for the reference.</summary>
    string Summary { get; }

    /// <summary>Keys, defaults and what they set.</summary>
    IEnumerable<(string Name, string Default, string Summary)> Keys { get; }

    /// <summary>Whether a part is of this kind.</summary>
    bool Describes(TBase part);

    /// <summary>Reads a part; absent keys keep their defaults.</summary>
    /// <exception cref="InputException">A key is unknown, twice there or out of range.</exception>
    TBase Read(DescriptionNode node);

    /// <summary>Writes a part with all its keys, <c>otype</c> first.</summary>
    DescriptionNode Write(TBase part);
}

/// <summary>The description of one kind of part: an immutable record with defaults, and its keys.</summary>
/// <typeparam name="TBase">The family.</typeparam>
/// <typeparam name="T">The part.</typeparam>
public sealed class Schema<TBase, T> : ISchema<TBase> where TBase : class where T : TBase
{
    private readonly T _defaults;

    /// <summary>A schema.</summary>
    /// <param name="name">The name in scene files (<c>otype</c>).</param>
    /// <param name="summary">One line for the reference.</param>
    /// <param name="defaults">The part where no key is given.</param>
    /// <param name="keys">Its keys.</param>
    public Schema(string name, string summary, T defaults, params ImmutableArray<SchemaKey<T>> keys)
        => (Name, Summary, _defaults, OwnKeys) = (name, summary, defaults, keys);

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Summary { get; }

    /// <summary>Rewrites shorthands before the keys are read; null where there are none.</summary>
    public Func<DescriptionNode, DescriptionNode>? Normalize { get; init; }

    /// <summary>The keys.</summary>
    public ImmutableArray<SchemaKey<T>> OwnKeys { get; }

    /// <inheritdoc/>
    public IEnumerable<(string Name, string Default, string Summary)> Keys
        => OwnKeys.Select(k => (k.Name, k.Write(_defaults) is { } value ? DescriptionWriter.ToLine(value) : "", k.Summary));

    /// <inheritdoc/>
    public bool Describes(TBase part) => part is T;

    /// <inheritdoc/>
    public TBase Read(DescriptionNode node) => ReadOver(_defaults, node);

    /// <summary>Reads the keys that are there over an existing part.</summary>
    /// <exception cref="InputException">A key is unknown, twice there or out of range.</exception>
    public T ReadOver(T part, DescriptionNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (Normalize is not null) node = Normalize(node);
        foreach ((string name, DescriptionNode value) in node.Members)
            if (name != Family.TypeKey)
                part = (OwnKeys.FirstOrDefault(k => k.Name == name) ?? throw Unknown(name, value)).Read(part, value);
        return part;
    }

    /// <inheritdoc/>
    public DescriptionNode Write(TBase part)
    {
        List<KeyValuePair<string, DescriptionNode>> members = [];
        if (Name.Length > 0) members.Add(new(Family.TypeKey, DescriptionNode.Of(Name)));
        foreach (SchemaKey<T> key in OwnKeys)
            if (key.Write((T)part) is { } value) members.Add(new(key.Name, value));
        return DescriptionNode.Of(members);
    }

    private InputException Unknown(string name, DescriptionNode value)
        => value.Mistake(Nearest.UnknownKey(name, Name, OwnKeys.Select(k => k.Name)));
}

/// <summary>Makes schema keys for the usual value types.</summary>
public static class Key
{
    /// <summary>A whole number.</summary>
    public static SchemaKey<T> Int<T>(
        string name, Func<T, int> get, Func<T, int, T> set, string summary, int min = int.MinValue, int max = int.MaxValue)
        => new(name, summary, (part, node) =>
        {
            long value = node.AsInteger(name);
            return value >= min && value <= max ? set(part, (int)value) : throw node.Wrong(name, Range(min, max));
        }, part => DescriptionNode.Of(get(part)));

    /// <summary>A number.</summary>
    public static SchemaKey<T> Number<T>(
        string name, Func<T, double> get, Func<T, double, T> set, string summary,
        double min = double.NegativeInfinity, double max = double.PositiveInfinity)
        => new(name, summary, (part, node) =>
        {
            double value = node.AsNumber(name);
            return value >= min && value <= max ? set(part, value) : throw node.Wrong(name, Range(min, max));
        }, part => DescriptionNode.Of(get(part)));

    /// <summary>A number that may be absent.</summary>
    public static SchemaKey<T> Optional<T>(
        string name, Func<T, double?> get, Func<T, double?, T> set, string summary,
        double min = double.NegativeInfinity, double max = double.PositiveInfinity)
        => new(name, summary, (part, node) =>
        {
            double value = node.AsNumber(name);
            return value >= min && value <= max ? set(part, value) : throw node.Wrong(name, Range(min, max));
        }, part => get(part) is { } value ? DescriptionNode.Of(value) : null);

    /// <summary>true or false.</summary>
    public static SchemaKey<T> Flag<T>(string name, Func<T, bool> get, Func<T, bool, T> set, string summary)
        => new(name, summary, (part, node) => set(part, node.AsBoolean(name)), part => DescriptionNode.Of(get(part)));

    /// <summary>A text.</summary>
    public static SchemaKey<T> String<T>(string name, Func<T, string?> get, Func<T, string, T> set, string summary)
        => new(name, summary, (part, node) => set(part, node.AsString(name)),
            part => get(part) is { } value ? DescriptionNode.Of(value) : null);

    /// <summary>One of an enumeration's names.</summary>
    public static SchemaKey<T> Choice<T, TEnum>(
        string name, Func<T, TEnum> get, Func<T, TEnum, T> set, string summary) where TEnum : struct, Enum
        => new(name, summary, (part, node) =>
            Enum.GetNames<TEnum>().Contains(node.AsString(name))
                ? set(part, Enum.Parse<TEnum>(node.Text))
                : throw node.Wrong(name, "one of " + string.Join(", ", Enum.GetNames<TEnum>())),
            part => DescriptionNode.Of(get(part).ToString()));

    /// <summary>One of an enumeration's names, in small letters and underscores: <c>WeightedMean</c> is
    /// <c>weighted_mean</c>.</summary>
    public static SchemaKey<T> Word<T, TEnum>(
        string name, Func<T, TEnum> get, Func<T, TEnum, T> set, string summary) where TEnum : struct, Enum
    {
        (string Word, TEnum Value)[] words = [.. Enum.GetValues<TEnum>().Select(v => (WordOf(v), v))];
        string all = string.Join(", ", words.Select(w => w.Word));
        return new(name, $"{summary}: {all}",
            (part, node) => words.FirstOrDefault(w => w.Word == node.AsString(name)) is { Word: not null } found
                ? set(part, found.Value)
                : throw node.Wrong(name, "one of " + all),
            part => DescriptionNode.Of(WordOf(get(part))));
    }

    /// <summary>A part of another family.</summary>
    public static SchemaKey<T> Part<T, TPart>(
        string name, Family<TPart> family, Func<T, TPart?> get, Func<T, TPart, T> set, string summary)
        where TPart : class
        => new(name, summary, (part, node) => set(part, family.Read(name, node)),
            part => get(part) is { } value ? family.Write(value) : null);

    private static string WordOf<TEnum>(TEnum value) where TEnum : struct, Enum
        => string.Concat(value.ToString().Select(
            (c, i) => char.IsUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));

    private static string Range(double min, double max) => (double.IsFinite(min), double.IsFinite(max)) switch
    {
        (true, true) => string.Create(CultureInfo.InvariantCulture, $"{min} to {max}"),
        (true, false) => string.Create(CultureInfo.InvariantCulture, $"at least {min}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"at most {max}"),
    };

    private static string Range(int min, int max) => (min > int.MinValue, max < int.MaxValue) switch
    {
        (true, true) => string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max}"),
        (true, false) => string.Create(CultureInfo.InvariantCulture, $"a whole number of at least {min}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"a whole number of at most {max}"),
    };
}
