using NeuralFields.Descriptions;

namespace NeuralFields.Encodings;

public sealed partial record Composite
{
    private const string CountKey = "n_dims_to_encode";
    private const string BeginKey = "dims_to_encode_begin";

    /// <summary>Keys of scene files.</summary>
    public static Schema<Encoding, Composite> Schema { get; } = new(
        "Composite", "Several encodings over slices of the coordinates.", new Composite(),
        new("nested", $"encodings, each with {CountKey} and {BeginKey} where it does not read all that is left",
            (e, node) => e with { Nested = [.. node.AsArray("nested").Select(Read)] },
            e => DescriptionNode.Of([.. e.Nested.Select(Write)])),
        Key.Choice<Composite, CompositeReduction>("reduction", e => e.Reduction, (e, v) => e with { Reduction = v },
            "Concatenation, Sum or Product"),
        Key.Flag<Composite>("bias", e => e.Bias, (e, v) => e with { Bias = v },
            "whether a trained number is added to each feature"));

    private static NestedEncoding Read(DescriptionNode node)
        => new(
            Family.Read("nested", node.Kind == DescriptionKind.Object ? node.Without(CountKey).Without(BeginKey) : node),
            Number(node, CountKey, 1), Number(node, BeginKey, 0));

    private static DescriptionNode Write(NestedEncoding nested)
    {
        DescriptionNode node = Family.Write(nested.Encoding);
        if (nested.Count is { } count) node = node.With(CountKey, DescriptionNode.Of(count));
        return nested.Begin is { } begin ? node.With(BeginKey, DescriptionNode.Of(begin)) : node;
    }

    private static int? Number(DescriptionNode node, string key, int min)
    {
        if (node[key] is not { } value) return null;
        long number = value.AsInteger(key);
        return number >= min && number <= ushort.MaxValue
            ? (int)number
            : throw value.Wrong(key, $"a whole number from {min} to {ushort.MaxValue}");
    }
}
