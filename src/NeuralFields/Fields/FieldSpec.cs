using System.Collections.Immutable;
using NeuralFields.Activations;
using NeuralFields.Encodings;
using NeuralFields.Networks;
using NeuralFields.Parameters;

namespace NeuralFields.Fields;

/// <summary>An input of a field, such as position or direction.</summary>
/// <param name="Name">The name that nodes refer to.</param>
/// <param name="Size">Coordinates per sample.</param>
public sealed record FieldPort(string Name, int Size);

/// <summary>A step of a field: it reads ports or earlier nodes and has one vector of values per sample.</summary>
/// <param name="Name">The name that later nodes and heads refer to, and the prefix of its tensors.</param>
/// <param name="Inputs">The ports or nodes it reads, concatenated in this order.</param>
public abstract record FieldNode(string Name, ImmutableArray<string> Inputs);

/// <summary>A node that encodes.</summary>
public sealed record EncodingNode(string Name, ImmutableArray<string> Inputs, Encoding Encoding) : FieldNode(Name, Inputs);

/// <summary>A node that runs a network.</summary>
public sealed record NetworkNode(string Name, ImmutableArray<string> Inputs, Network Network, int Outputs)
    : FieldNode(Name, Inputs);

/// <summary>A named result of a field: consecutive values of a node.</summary>
/// <param name="Name">value, density or color.</param>
/// <param name="Node">The node it reads.</param>
/// <param name="First">The first of the node's values.</param>
/// <param name="Count">How many.</param>
/// <param name="Activation">Applied to each value.</param>
public sealed record FieldHead(string Name, string Node, int First, int Count, Activation Activation);

/// <summary>
/// What a field is: a small graph of named nodes. Everything that runs, stores or prints a field starts from this.
/// </summary>
/// <param name="Ports">The inputs; coordinates are concatenated in this order.</param>
/// <param name="Nodes">The steps; each reads only ports and earlier nodes.</param>
/// <param name="Heads">The results; outputs are concatenated in this order.</param>
public sealed record FieldSpec(
    ImmutableArray<FieldPort> Ports, ImmutableArray<FieldNode> Nodes, ImmutableArray<FieldHead> Heads)
{
    /// <summary>A field of one encoding and one network: position in, value out.</summary>
    /// <param name="inputs">Coordinates per sample.</param>
    /// <param name="outputs">Values per sample.</param>
    /// <param name="encoding">The encoding.</param>
    /// <param name="network">The network.</param>
    public static FieldSpec Value(int inputs, int outputs, Encoding encoding, Network network) => new(
        [new FieldPort("position", inputs)],
        [
            new EncodingNode("encoding", ["position"], encoding),
            new NetworkNode("network", ["encoding"], network, outputs),
        ],
        [new FieldHead("value", "network", 0, outputs, Activation.Find("None"))]);

    /// <summary>
    /// A radiance field: position and direction in, density and colour out. The first of the density network's values is
    /// the logarithm of the density; the colour network reads all of them and the encoded direction.
    /// </summary>
    /// <param name="encoding">Of the position, which lies in [0,1]³.</param>
    /// <param name="network">The density network.</param>
    /// <param name="features">Values of the density network.</param>
    /// <param name="directionEncoding">Of the direction d, given as (d + 1)/2.</param>
    /// <param name="colorNetwork">The colour network.</param>
    /// <param name="colorEncoding">Of the position for the colour network alone, or null.</param>
    /// <param name="latents">Numbers of a latent vector that the colour network reads as well; 0 for none.</param>
    public static FieldSpec Radiance(
        Encoding encoding, Network network, int features, Encoding directionEncoding, Network colorNetwork,
        Encoding? colorEncoding = null, int latents = 0)
    {
        FieldNode[] more =
        [
            .. colorEncoding is null ? [] : (FieldNode[])[new EncodingNode("rgb_encoding", ["position"], colorEncoding)],
            .. latents == 0 ? [] : (FieldNode[])[new EncodingNode("appearance", ["direction"], new Latent { Features = latents })],
        ];
        return new(
            [new FieldPort("position", 3), new FieldPort("direction", 3)],
            [
                new EncodingNode("encoding", ["position"], encoding),
                new NetworkNode("network", ["encoding"], network, features),
                new EncodingNode("dir_encoding", ["direction"], directionEncoding),
                .. more,
                new NetworkNode("rgb_network", ["network", "dir_encoding", .. more.Select(n => n.Name)], colorNetwork, 3),
            ],
            [
                new FieldHead("density", "network", 0, 1, Activation.Find("SafeExponential")),
                new FieldHead("color", "rgb_network", 0, 3, Activation.Find("Sigmoid")),
            ]);
    }

    /// <summary>Coordinates per sample, over all ports.</summary>
    public int InputCount => Ports.Sum(p => p.Size);

    /// <summary>Outputs per sample, over all heads.</summary>
    public int OutputCount => Heads.Sum(h => h.Count);

    /// <summary>Values per sample of a port or node.</summary>
    /// <exception cref="ArgumentException">There is no port or node of that name.</exception>
    public int SizeOf(string name)
    {
        if (Ports.FirstOrDefault(p => p.Name == name) is { } port) return port.Size;
        return Nodes.FirstOrDefault(n => n.Name == name) switch
        {
            EncodingNode node => node.Encoding.OutputCount(InputSize(node)),
            NetworkNode node => node.Outputs,
            _ => throw new ArgumentException($"The field has no port or node named \"{name}\".", nameof(name)),
        };
    }

    /// <summary>Values per sample that a node reads.</summary>
    public int InputSize(FieldNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return node.Inputs.Sum(SizeOf);
    }

    /// <summary>The tensors of all nodes, in the order of the nodes.</summary>
    public ParameterLayout Layout()
    {
        ParameterDeclarations declarations = new();
        foreach (FieldNode node in Nodes)
        {
            declarations.Begin(node.Name);
            if (node is EncodingNode e) e.Encoding.Declare(declarations, InputSize(e));
            if (node is NetworkNode n) n.Network.Declare(declarations, InputSize(n), n.Outputs);
        }
        return declarations.ToLayout();
    }

    /// <summary>First values: drawn tensor by tensor, then completed by networks that look at what they read.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="place">Overwrites what follows from data, before networks look; null where nothing does.</param>
    public float[] Initialize(ulong seed, Action<float[]>? place = null)
    {
        float[] values = Layout().Initialize(seed);
        place?.Invoke(values);
        foreach (NetworkNode node in Nodes.OfType<NetworkNode>().Where(n => n.Network.StartPoints > 0))
            FieldStart.Complete(this, node, values, seed);
        return values;
    }

    /// <summary>What backends run for a node's encoding, one by one.</summary>
    public IReadOnlyList<EncodingPart> PartsOf(EncodingNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        List<EncodingPart> parts = [];
        node.Encoding.AddParts(parts, 0..InputSize(node), 0, FirstParameter(node));
        return parts;
    }

    /// <summary>Where a node's first tensor starts in the flat parameter vector.</summary>
    public int FirstParameter(FieldNode node)
    {
        ParameterDeclarations declarations = new();
        foreach (FieldNode n in Nodes)
        {
            if (ReferenceEquals(n, node)) break;
            if (n is EncodingNode e) e.Encoding.Declare(declarations, InputSize(e));
            if (n is NetworkNode w) w.Network.Declare(declarations, InputSize(w), w.Outputs);
        }
        return declarations.NextOffset;
    }
}
