using System.Globalization;
using NeuralFields.Descriptions;

namespace NeuralFields.IO.Scenes;

/// <summary>
/// One <c>--set key=value</c>: a change of a single key of a scene, such as <c>encoding.n_levels=8</c>.
/// </summary>
/// <param name="Path">The keys from the top, and numbers for the items of lists.</param>
/// <param name="Value">The new value; its place is the option itself.</param>
public sealed record SceneEdit(IReadOnlyList<string> Path, DescriptionNode Value)
{
    /// <summary>Reads <c>a.b=value</c>; the value is JSON where it can be read as such, else a text.</summary>
    /// <exception cref="InputException">There is no key before an equals sign.</exception>
    public static SceneEdit Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int equals = text.IndexOf('=');
        string key = equals < 0 ? text : text[..equals];
        string[] path = key.Split('.');
        if (equals < 0 || path.Any(string.IsNullOrWhiteSpace))
            throw new InputException($"--set {text}: expected key=value, such as --set encoding.n_levels=8.");
        return new SceneEdit(path, ParseValue(text[(equals + 1)..], $"--set {key}"));
    }

    /// <summary>An option that sets one key, such as <c>--steps</c>.</summary>
    /// <param name="option">The option's name, for messages.</param>
    /// <param name="key">The key with dots, such as <c>training.steps</c>.</param>
    /// <param name="text">The value as it was typed; always a text where it is no number.</param>
    public static SceneEdit Of(string option, string key, string text)
    {
        ArgumentNullException.ThrowIfNull(key);
        bool isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && double.IsFinite(number);
        return new SceneEdit(
            key.Split('.'), isNumber ? DescriptionNode.Of(number, option) : DescriptionNode.Of(text, option));
    }

    /// <summary>An option that names a file, which may look like a number.</summary>
    public static SceneEdit OfFile(string option, string key, string path)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new SceneEdit(key.Split('.'), DescriptionNode.Of(path, option));
    }

    /// <summary>The scene with this change.</summary>
    /// <exception cref="InputException">The path goes through a plain value, or past the end of a list.</exception>
    public DescriptionNode Apply(DescriptionNode scene) => Apply(scene, 0);

    private DescriptionNode Apply(DescriptionNode node, int depth)
    {
        if (depth == Path.Count) return DescriptionMerge.Merge(node, Value);
        string key = Path[depth];
        if (node.Kind == DescriptionKind.Array) return ApplyToItem(node, key, depth);
        if (node.Kind is not (DescriptionKind.Object or DescriptionKind.String or DescriptionKind.Null)
            || (node.Kind == DescriptionKind.String && depth == 0))
            throw Value.Mistake($"{string.Join('.', Path.Take(depth))} is {node.Text}, it has no keys.");
        DescriptionNode inner = node[key] is { } old ? Apply(old, depth + 1) : Nest(depth + 1);
        // As a merge, so that another otype, or the other of two alternatives, replaces what it must.
        return DescriptionMerge.Merge(
            node.Kind == DescriptionKind.Null ? DescriptionNode.Of([]) : node,
            DescriptionNode.Of([new(key, inner)], Value.Place));
    }

    private DescriptionNode ApplyToItem(DescriptionNode list, string key, int depth)
    {
        if (!int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            || index >= list.Items.Count)
            throw Value.Mistake($"{key} is no item of this list, expected 0 to {list.Items.Count - 1}.");
        DescriptionNode[] items = [.. list.Items];
        items[index] = Apply(items[index], depth + 1);
        return DescriptionNode.Of(items, list.Place);
    }

    private DescriptionNode Nest(int depth)
        => depth == Path.Count ? Value : DescriptionNode.Of([new(Path[depth], Nest(depth + 1))], Value.Place);

    private static DescriptionNode ParseValue(string text, string place)
    {
        try
        {
            return At(DescriptionReader.Read(text, "", DescriptionSyntax.Strict), place);
        }
        catch (InputException)
        {
            // Not JSON: a plain text, such as a file name.
            return DescriptionNode.Of(text, place);
        }
    }

    private static DescriptionNode At(DescriptionNode node, string place) => node.Kind switch
    {
        DescriptionKind.Object => DescriptionNode.Of(
            [.. node.Members.Select(m => KeyValuePair.Create(m.Key, At(m.Value, place)))], place),
        DescriptionKind.Array => DescriptionNode.Of([.. node.Items.Select(i => At(i, place))], place),
        DescriptionKind.Number => DescriptionNode.Of(node.AsNumber(""), place),
        DescriptionKind.Boolean => DescriptionNode.Of(node.AsBoolean(""), place),
        DescriptionKind.String => DescriptionNode.Of(node.Text, place),
        _ => DescriptionNode.Null(place),
    };
}
