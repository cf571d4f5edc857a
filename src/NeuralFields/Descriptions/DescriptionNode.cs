using System.Globalization;
using System.Runtime.CompilerServices;

namespace NeuralFields.Descriptions;

/// <summary>The kinds of JSON values.</summary>
public enum DescriptionKind
{
    /// <summary>null.</summary>
    Null,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A text.</summary>
    String,

    /// <summary>A list of values.</summary>
    Array,

    /// <summary>Named values, in their order.</summary>
    Object,
}

/// <summary>
/// A JSON value that knows where it was written. Scene files are read into these, edited as these (inheritance,
/// <c>--set</c>) and written from these, so that every message can name file, line and column.
/// </summary>
public sealed class DescriptionNode
{
    private readonly object? _value;

    private DescriptionNode(DescriptionKind kind, object? value, string place)
        => (Kind, _value, Place) = (kind, value, place);

    /// <summary>Null, Boolean, Number, String, Array or Object.</summary>
    public DescriptionKind Kind { get; }

    /// <summary>
    /// Where the value stands, such as <c>scene.json(3,14)</c>; empty for values made by the program.
    /// </summary>
    public string Place { get; }

    /// <summary>The named values of an object; empty for other kinds.</summary>
    public IReadOnlyList<KeyValuePair<string, DescriptionNode>> Members
        => _value as IReadOnlyList<KeyValuePair<string, DescriptionNode>> ?? [];

    /// <summary>The values of an array; empty for other kinds.</summary>
    public IReadOnlyList<DescriptionNode> Items => _value as IReadOnlyList<DescriptionNode> ?? [];

    /// <summary>The text of a string, the shortest round-trip form of a number, true, false or null.</summary>
    public string Text => _value switch
    {
        string text => text,
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        _ => Kind.ToString().ToLowerInvariant(),
    };

    /// <summary>The member of that name, or null.</summary>
    public DescriptionNode? this[string name]
    {
        get
        {
            foreach ((string key, DescriptionNode value) in Members)
                if (key == name) return value;
            return null;
        }
    }

    /// <summary>A null.</summary>
    public static DescriptionNode Null(string place = "") => new(DescriptionKind.Null, null, place);

    /// <summary>A number.</summary>
    public static DescriptionNode Of(double value, string place = "") => new(DescriptionKind.Number, value, place);

    /// <summary>true or false.</summary>
    public static DescriptionNode Of(bool value, string place = "") => new(DescriptionKind.Boolean, value, place);

    /// <summary>A text.</summary>
    public static DescriptionNode Of(string value, string place = "") => new(DescriptionKind.String, value, place);

    /// <summary>A list.</summary>
    public static DescriptionNode Of(IReadOnlyList<DescriptionNode> items, string place = "")
        => new(DescriptionKind.Array, items, place);

    /// <summary>An object. Names must be unique.</summary>
    [OverloadResolutionPriority(1)] // so that a list written as [new(name, value)] is understood
    public static DescriptionNode Of(IReadOnlyList<KeyValuePair<string, DescriptionNode>> members, string place = "")
        => new(DescriptionKind.Object, members, place);

    /// <summary>The value as a number.</summary>
    /// <exception cref="InputException">It is something else.</exception>
    public double AsNumber(string key) => _value is double number ? number : throw Wrong(key, "a number");

    /// <summary>The value as a whole number.</summary>
    /// <exception cref="InputException">It is something else.</exception>
    public long AsInteger(string key)
        => _value is double number && Math.Floor(number) == number && Math.Abs(number) <= 9007199254740992
            ? (long)number
            : throw Wrong(key, "a whole number");

    /// <summary>The value as true or false.</summary>
    /// <exception cref="InputException">It is something else.</exception>
    public bool AsBoolean(string key) => _value is bool flag ? flag : throw Wrong(key, "true or false");

    /// <summary>The value as a text.</summary>
    /// <exception cref="InputException">It is something else.</exception>
    public string AsString(string key) => _value is string text ? text : throw Wrong(key, "a text in quotes");

    /// <summary>The value as a list.</summary>
    /// <exception cref="InputException">It is something else.</exception>
    public IReadOnlyList<DescriptionNode> AsArray(string key)
        => Kind == DescriptionKind.Array ? Items : throw Wrong(key, "a list [ … ]");

    /// <summary>This object with one member put in place of its namesake, or added at the end.</summary>
    public DescriptionNode With(string name, DescriptionNode value)
    {
        List<KeyValuePair<string, DescriptionNode>> members = [.. Members];
        int index = members.FindIndex(m => m.Key == name);
        KeyValuePair<string, DescriptionNode> member = new(name, value);
        if (index < 0) members.Add(member); else members[index] = member;
        return Of(members, Place);
    }

    /// <summary>This object without the member of that name.</summary>
    public DescriptionNode Without(string name) => Of([.. Members.Where(m => m.Key != name)], Place);

    /// <summary>The mistake that a value is of the wrong kind or out of range.</summary>
    public InputException Wrong(string key, string expected)
    {
        string got = Kind switch
        {
            DescriptionKind.Object => "an object",
            DescriptionKind.Array => "a list",
            DescriptionKind.String => $"\"{Text}\"",
            _ => Text,
        };
        return Mistake($"{key} is {got}, expected {expected}.");
    }

    /// <summary>Does something that may fail by this value, and names its place then, unless a part of it is named.</summary>
    /// <param name="read">What may fail.</param>
    /// <param name="what">What is read, before the message; empty where the place says enough.</param>
    /// <exception cref="InputException">It failed.</exception>
    public T Placing<T>(Func<T> read, string what = "")
    {
        ArgumentNullException.ThrowIfNull(read);
        try
        {
            return read();
        }
        catch (InputException e)
        {
            string file = Place[..(Place.LastIndexOf('(') + 1)];
            throw file.Length > 0 && e.Message.StartsWith(file, StringComparison.Ordinal) ? e : Mistake(what + e.Message);
        }
    }

    /// <summary>A mistake at this value's place, in one line whatever names the file holds.</summary>
    public InputException Mistake(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        string line = string.Concat(message.Select(c => char.IsControl(c) ? '?' : c));
        return new(Place.Length == 0 ? line : $"{Place}: {line}");
    }
}
