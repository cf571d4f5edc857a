using System.Collections.Immutable;
using NeuralFields.Descriptions;
using NeuralFields.Encodings;
using NeuralFields.Networks;

namespace NeuralFields.Fields;

/// <summary>
/// Fields as descriptions: <c>{ "ports": […], "nodes": […], "heads": […] }</c>, as the metadata of field files hold
/// them.
/// </summary>
public static class FieldSpecJson
{
    private const int MaxParts = 256, MaxSize = 65536;

    private static readonly string[] s_fieldKeys = ["ports", "nodes", "heads"];
    private static readonly string[] s_portKeys = ["name", "size"];
    private static readonly string[] s_encodingKeys = ["name", "inputs", "encoding"];
    private static readonly string[] s_networkKeys = ["name", "inputs", "network", "outputs"];
    private static readonly string[] s_headKeys = ["name", "node", "first", "count", "activation"];

    /// <summary>The description of a field.</summary>
    public static DescriptionNode Write(FieldSpec field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return Object(
            ("ports", List(
                field.Ports, p => Object(("name", DescriptionNode.Of(p.Name)), ("size", DescriptionNode.Of(p.Size))))),
            ("nodes", List(field.Nodes, Write)),
            ("heads", List(field.Heads, Write)));
    }

    /// <summary>Reads a field and checks that its parts fit together.</summary>
    /// <exception cref="InputException">A key is unknown, absent or out of range, or a name refers to
    /// nothing.</exception>
    public static FieldSpec Read(DescriptionNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        RequireKeys("field", node, s_fieldKeys);
        ImmutableArray<FieldPort> ports = [.. Items(node, "ports").Select(ReadPort)];
        Dictionary<string, int> sizes = new(StringComparer.Ordinal);
        foreach (FieldPort port in ports) Define(sizes, port.Name, port.Size, node);
        ImmutableArray<FieldNode>.Builder nodes = ImmutableArray.CreateBuilder<FieldNode>();
        foreach (DescriptionNode item in Items(node, "nodes"))
        {
            nodes.Add(ReadNode(item, sizes));
            RequireNoChain(nodes, item);
        }
        ImmutableArray<FieldHead> heads = [.. Items(node, "heads").Select(h => ReadHead(h, sizes))];
        return new FieldSpec(ports, nodes.ToImmutable(), heads);
    }

    private static DescriptionNode Write(FieldNode node)
    {
        DescriptionNode name = DescriptionNode.Of(node.Name), inputs = List(node.Inputs, i => DescriptionNode.Of(i));
        return node switch
        {
            EncodingNode e
                => Object(("name", name), ("inputs", inputs), ("encoding", Encoding.Family.Write(e.Encoding))),
            NetworkNode n => Object(
                ("name", name), ("inputs", inputs), ("network", Network.Family.Write(n.Network)),
                ("outputs", DescriptionNode.Of(n.Outputs))),
            _ => throw new NotSupportedException(node.GetType().Name),
        };
    }

    private static DescriptionNode Write(FieldHead head) => Object(
        ("name", DescriptionNode.Of(head.Name)), ("node", DescriptionNode.Of(head.Node)),
        ("first", DescriptionNode.Of(head.First)), ("count", DescriptionNode.Of(head.Count)),
        ("activation", ActivationKey.Write(head.Activation)));

    private static FieldPort ReadPort(DescriptionNode node)
    {
        RequireKeys("port", node, s_portKeys);
        return new FieldPort(Name(node), Integer(node, "size", 1, MaxSize));
    }

    private static FieldNode ReadNode(DescriptionNode node, Dictionary<string, int> sizes)
    {
        bool isEncoding = node["encoding"] is not null;
        RequireKeys("node", node, isEncoding ? s_encodingKeys : s_networkKeys);
        ImmutableArray<string> inputs = [.. Items(node, "inputs").Select(i => Known(i, i.AsString("inputs"), sizes))];
        int inputSize = (int)Math.Min(int.MaxValue, inputs.Sum(i => (long)sizes[i]));
        FieldNode read = isEncoding
            ? new EncodingNode(Name(node), inputs, Encoding.Family.Read("encoding", node["encoding"]!))
            : new NetworkNode(
                Name(node), inputs, Network.Family.Read("network", node["network"]!),
                Integer(node, "outputs", 1, MaxSize));
        int size = read is EncodingNode e ? e.Encoding.OutputCount(inputSize) : ((NetworkNode)read).Outputs;
        if (size > MaxSize) throw node.Mistake($"node {read.Name} has {size} values, expected at most {MaxSize}.");
        Define(sizes, read.Name, size, node);
        return read;
    }

    /// <summary>
    /// No field has encodings of encodings; a hostile chain of them would make the sizes endless work.
    /// </summary>
    private static void RequireNoChain(ImmutableArray<FieldNode>.Builder nodes, DescriptionNode place)
    {
        if (nodes[^1] is EncodingNode last && nodes.Any(n => n is EncodingNode && last.Inputs.Contains(n.Name)))
            throw place.Mistake($"encoding {last.Name} reads another encoding, expected ports or networks.");
    }

    private static FieldHead ReadHead(DescriptionNode node, Dictionary<string, int> sizes)
    {
        RequireKeys("head", node, s_headKeys);
        string source = Known(node, node["node"]!.AsString("node"), sizes);
        int first = Integer(node, "first", 0, sizes[source] - 1);
        return new FieldHead(
            Name(node), source, first, Integer(node, "count", 1, sizes[source] - first),
            ActivationKey.Read("activation", node["activation"]!));
    }

    private static string Name(DescriptionNode node)
        => node["name"]!.AsString("name") is { Length: > 0 and < 100 } name
            ? name
            : throw node.Wrong("name", "a text of 1 to 99 characters");

    private static void Define(Dictionary<string, int> sizes, string name, int size, DescriptionNode node)
    {
        if (!sizes.TryAdd(name, size)) throw node.Mistake($"two ports or nodes are named \"{name}\".");
    }

    private static string Known(DescriptionNode node, string name, Dictionary<string, int> sizes)
        => sizes.ContainsKey(name) ? name : throw node.Mistake(Nearest.Unknown("port or node", name, sizes.Keys));

    private static int Integer(DescriptionNode node, string key, int min, int max)
        => node[key]!.AsInteger(key) is var value && value >= min && value <= max
            ? (int)value
            : throw node[key]!.Wrong(key, $"a whole number from {min} to {max}");

    private static IReadOnlyList<DescriptionNode> Items(DescriptionNode node, string key)
        => node[key]!.AsArray(key) is { Count: > 0 and <= MaxParts } items
            ? items
            : throw node[key]!.Mistake($"{key} has {node[key]!.Items.Count} items, expected 1 to {MaxParts}.");

    /// <summary>Every key is there and no other; programs write these, so nothing is optional.</summary>
    private static void RequireKeys(string owner, DescriptionNode node, string[] keys)
    {
        if (node.Kind != DescriptionKind.Object) throw node.Wrong(owner, "an object");
        foreach ((string name, DescriptionNode value) in node.Members)
            if (!keys.Contains(name)) throw value.Mistake(Nearest.UnknownKey(name, owner, keys));
        foreach (string key in keys)
            if (node[key] is null) throw node.Mistake($"{owner} has no \"{key}\".");
    }

    private static DescriptionNode Object(params ReadOnlySpan<(string Name, DescriptionNode Value)> members)
    {
        List<KeyValuePair<string, DescriptionNode>> list = [];
        foreach ((string name, DescriptionNode value) in members) list.Add(new(name, value));
        return DescriptionNode.Of(list);
    }

    private static DescriptionNode List<T>(ImmutableArray<T> items, Func<T, DescriptionNode> write)
        => DescriptionNode.Of([.. items.Select(write)]);
}
