using NeuralFields.Descriptions;

namespace NeuralFields.IO.Gltf;

/// <summary>A value of a glTF file's JSON, or its absence, and the path by which messages call it.</summary>
/// <param name="Value">The value; null where it is absent.</param>
/// <param name="Path">Such as accessors[3].count.</param>
internal readonly record struct GltfNode(DescriptionNode? Value, string Path)
{
    public bool Exists => Value is not null;

    /// <summary>A member of an object; absent where this is absent.</summary>
    public GltfNode this[string name]
    {
        get
        {
            if (Value is not null && Value.Kind != DescriptionKind.Object) throw Wrong("an object");
            return new(Value?[name], Path.Length == 0 ? name : $"{Path}.{name}");
        }
    }

    /// <summary>Items of a list; 0 where it is absent.</summary>
    public int Count => Value is null ? 0 : Value.Kind == DescriptionKind.Array ? Value.Items.Count : throw Wrong("a list");

    /// <summary>An item of this list, by a number that the file gives.</summary>
    /// <param name="index">The number.</param>
    /// <param name="from">Where it stands.</param>
    public GltfNode At(long index, string from)
        => index < Count
            ? new(Value!.Items[(int)index], $"{Path}[{index}]")
            : throw Mistake($"{from} names {Path}[{index}], but there are {Count}.");

    /// <summary>The items of this list.</summary>
    public IEnumerable<GltfNode> Items
    {
        get
        {
            for (int i = 0; i < Count; i++) yield return new(Value!.Items[i], $"{Path}[{i}]");
        }
    }

    public string Text => Value is { Kind: DescriptionKind.String } ? Value.Text : throw Wrong("a text");

    public bool Flag => Value is { Kind: DescriptionKind.Boolean } && Value.Text == "true";

    /// <summary>A whole number that is not negative.</summary>
    public long Whole => Value is { Kind: DescriptionKind.Number } && Value.AsNumber(Path) is >= 0 and <= 1L << 53 and double number
        && number == Math.Floor(number) ? (long)number : throw Wrong("a whole number of 0 or more");

    /// <summary>A whole number that is not negative, or another where it is absent.</summary>
    public long WholeOr(long absent) => Exists ? Whole : absent;

    /// <summary>A list of so many numbers.</summary>
    public double[] Numbers(int count)
    {
        if (Count != count) throw Wrong($"{count} numbers");
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++)
            numbers[i] = Value!.Items[i].Kind == DescriptionKind.Number ? Value.Items[i].AsNumber(Path) : throw Wrong($"{count} numbers");
        return numbers;
    }

    public InputException Wrong(string expected) => Mistake(Value switch
    {
        null => $"{Path} is missing, expected {expected}.",
        { Kind: DescriptionKind.Object } => $"{Path} is an object, expected {expected}.",
        { Kind: DescriptionKind.Array } => $"{Path} is a list of {Value.Items.Count}, expected {expected}.",
        _ => $"{Path} is {Shortened(Value.Text)}, expected {expected}.",
    });

    public static InputException Mistake(string message) => new("glTF: " + message);

    private static string Shortened(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
