using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Networks;
using NeuralFields.Numerics;
using NeuralFields.Parameters;

namespace NeuralFields.Backends.Cpu;

/// <summary>A field compiled for tiles: its nodes, their rows, and where its parameters lie.</summary>
internal sealed class FieldPlan : IDisposable
{
    // A tile's rows (values, slopes, features) should take at most about half of the second-level cache: 1 MiB per core
    // where this was measured. Longer tiles amortise loads of weights, so narrow networks take the longest.
    private const int CacheFloats = 160 * 1024;
    private const int LongestTile = 384, ShortestTile = 96;

    private readonly Dictionary<string, TileNode> _byName = [];
    private readonly TileRowCounter _rows = new();
    private readonly List<TileNode> _nodes = [];
    private readonly FieldSpec _spec;
    private readonly LaneWidth _width;

    public FieldPlan(FieldSpec spec, ParameterLayout layout, LaneWidth width)
    {
        (_spec, Layout, _width) = (spec, layout, width);
        AddPorts();
        // Networks take their memory first, so that one run of floats holds all that tiles accumulate gradients for.
        Dictionary<NetworkNode, TrainedLayer[]> layers = spec.Nodes.OfType<NetworkNode>().ToDictionary(n => n, Layers);
        DenseLength = Memory.Map.Length;
        foreach (FieldNode node in spec.Nodes)
            Register(node.Name, node is NetworkNode n ? Network(n, layers[n]) : Encoder((EncodingNode)node));
        Heads = [.. spec.Heads.Select(Head)];
        Nodes = [.. _nodes];
        InputCount = _spec.InputCount;
        TileSize = TileFor(_rows.ScratchRows + _rows.FeatureRows, ShortestTile);
        CurvedTileSize = Math.Min(TileSize, TileFor(_rows.ScratchRows + _rows.SecondRows, ShortestTile / 2));
    }

    public ParameterLayout Layout { get; }

    public CpuMemory Memory { get; } = new();

    /// <summary>Nodes in the order of the forward pass.</summary>
    public TileNode[] Nodes { get; }

    public HeadNode[] Heads { get; }

    public IEnumerable<EncoderNode> Encoders => Nodes.OfType<EncoderNode>();

    public IEnumerable<NetworkTile> Networks => Nodes.OfType<NetworkTile>();

    public int InputCount { get; }

    /// <summary>Samples per tile; a multiple of 48 so that blocks of three widest vectors fit.</summary>
    public int TileSize { get; }

    /// <summary>Samples per tile of steps that differentiate twice, which keep more rows.</summary>
    public int CurvedTileSize { get; }

    /// <summary>Floats from one row of a tile to the next; the surplus keeps rows off the same cache sets.</summary>
    public int Stride => TileSize + 16;

    public int ScratchRows => _rows.ScratchRows;

    public int FeatureRows => _rows.FeatureRows;

    public int SecondRows => _rows.SecondRows;

    public int BasisRows => _rows.BasisRows;

    /// <summary>Floats of a sample's record.</summary>
    public int RecordLength => _rows.RecordLength;

    /// <summary>The first port: what gradient losses differentiate by.</summary>
    public TileNode Position => Nodes[0];

    /// <summary>Floats of all networks, at the start of the parameter memory.</summary>
    public long DenseLength { get; }

    /// <summary>The head of a name, or null.</summary>
    public HeadNode? HeadOf(string name)
        => Enumerable.Range(0, Heads.Length).Where(i => _spec.Heads[i].Name == name).Select(i => Heads[i]).FirstOrDefault();

    /// <summary>The nodes that a head depends on, in the order of the forward pass.</summary>
    public TileNode[] Before(HeadNode head)
    {
        HashSet<TileNode> needed = [.. head.Sources];
        foreach (TileNode node in Enumerable.Reverse(Nodes))
            if (needed.Contains(node)) needed.UnionWith(node.Sources);
        return [.. Nodes.Where(needed.Contains)];
    }

    /// <summary>Takes over parameters and brings every packed or bound form up to date.</summary>
    /// <param name="values">[Layout.Count] logical parameters.</param>
    public unsafe void SetParameters(ReadOnlySpan<float> values)
    {
        Memory.Map.Store(values, Memory.Weights, signed: true);
        foreach (EncoderNode encoder in Encoders) encoder.Bind(values);
        DenseKernels kernels = DenseKernels.For(_width);
        foreach (TrainedLayer layer in Networks.SelectMany(n => n.Layers))
        {
            layer.Pack(kernels, Memory.Weights, forward: true);
            layer.Pack(kernels, Memory.Weights, forward: false);
        }
    }

    public void Dispose()
    {
        foreach (NetworkTile network in Networks) network.Dispose();
        foreach (RadialTables radial in Encoders.SelectMany(e => e.Radials)) radial.Dispose();
        Memory.Dispose();
    }

    private static int TileFor(int rows, int shortest)
        => Math.Clamp(CacheFloats / Math.Max(1, rows) / 48 * 48, shortest, LongestTile);

    private void AddPorts()
    {
        int first = 0;
        foreach (FieldPort port in _spec.Ports)
        {
            PortNode node = new()
            {
                Value = new(TileSpace.Coordinates, first, port.Size),
                Gradient = _rows.Take(TileSpace.Scratch, port.Size),
                Second = _rows.Take(TileSpace.Second, port.Size),
            };
            first += port.Size;
            Register(port.Name, node);
        }
    }

    private void Register(string name, TileNode node)
    {
        _byName[name] = node;
        _nodes.Add(node);
        node.SharedGradient = IsShared(name);
    }

    /// <summary>Whether a node's gradient is a sum: of several readers, or of none, or of heads that read a part.</summary>
    private bool IsShared(string name)
    {
        int readers = _spec.Nodes.Sum(n => n.Inputs.Count(i => i == name)) + _spec.Heads.Count(h => h.Node == name);
        return readers != 1 || _spec.Heads.Any(h => h.Node == name && h.Count < _spec.SizeOf(name));
    }

    /// <summary>
    /// Whether a node's values are still read while its gradient is made, so that both cannot share rows. A network
    /// reads its input before it writes the input's gradient; an encoding reads and writes in turns.
    /// </summary>
    private bool KeepsValues(string name)
        => IsShared(name) || _spec.Nodes.Any(n => n is EncodingNode && n.Inputs.Contains(name));

    private TrainedLayer[] Layers(NetworkNode node)
    {
        int first = Layout.Tensors.IndexOf(
            Layout.Tensors.First(t => t.Name.StartsWith(node.Name + ".", StringComparison.Ordinal)));
        ReadOnlySpan<ParameterTensor> tensors = Layout.Tensors.AsSpan()[first..];
        int inputs = _spec.InputSize(node);
        return node.Network switch
        {
            Mlp mlp => Layers(mlp, inputs, node.Outputs, tensors),
            GaussianRbf rbf =>
            [
                new GaussianLayer(inputs, rbf.Units, tensors[0], tensors[1], Memory.Map, _width),
                new DenseLayer(new(1, rbf.Units, node.Outputs, true, false, false), tensors[2], tensors[3], Memory.Map),
            ],
            _ => throw new InputException(
                $"{node.Name}: the CPU backend does not run networks of kind {node.Network.GetType().Name}."),
        };
    }

    private TrainedLayer[] Layers(Mlp mlp, int inputs, int outputs, ReadOnlySpan<ParameterTensor> tensors)
    {
        int next = 0;
        List<TrainedLayer> layers = [];
        foreach (MlpLayer layer in mlp.Layers(inputs, outputs))
            layers.Add(new DenseLayer(layer, tensors[next++], mlp.Bias ? tensors[next++] : null, Memory.Map));
        return [.. layers];
    }

    private NetworkTile Network(NetworkNode node, TrainedLayer[] layers) => node.Network is Mlp mlp
        ? new MlpNode(mlp, [.. layers.Cast<DenseLayer>()], Memory, _rows, _width) { Input = Input(node) }
        : new GaussianNode((GaussianLayer)layers[0], (DenseLayer)layers[1], Memory, _rows, _width) { Input = Input(node) };

    private EncoderNode Encoder(EncodingNode node)
    {
        TileNode input = Input(node);
        IReadOnlyList<EncodingPart> parts = _spec.PartsOf(node);
        if (input is not PortNode && parts.Any(p => p is GridPart or RadialPart or BiasPart))
            throw new InputException($"{node.Name}: trained tables must read a port of the field, not another node.");
        GridTables[] grids = [.. parts.OfType<GridPart>().Select(p => new GridTables(p, Layout, Memory, _width))];
        RadialTables[] radials =
            [.. parts.OfType<RadialPart>().Select(p => new RadialTables(p, Layout, Memory, _rows, _width))];
        BiasRows[] biases = [.. parts.OfType<BiasPart>().Select(p => new BiasRows(p, Layout, Memory))];
        bool isTrained = grids.Length + radials.Length + biases.Length > 0;
        TileSpace space = isTrained ? TileSpace.Features : TileSpace.Scratch;
        int size = _spec.SizeOf(node.Name);
        TileRows rows = _rows.Take(space, size);
        return new EncoderNode(parts.OfType<PointwisePart>(), grids, radials, biases, _width)
        {
            Input = input,
            Value = rows,
            Gradient = KeepsValues(node.Name) ? _rows.Take(space, size) : rows,
            Second = _rows.Take(TileSpace.Second, size),
            IsTrained = isTrained || input.IsTrained,
        };
    }

    private TileNode Input(FieldNode node)
    {
        if (node.Inputs.Length == 1) return _byName[node.Inputs[0]];
        TileNode[] inputs = [.. node.Inputs.Select(name => _byName[name])];
        TileRows rows = _rows.Take(TileSpace.Scratch, inputs.Sum(i => i.Value.Count));
        GatherNode gather = new()
        {
            Inputs = inputs,
            Value = rows,
            Gradient = node is EncodingNode ? _rows.Take(TileSpace.Scratch, rows.Count) : rows,
            Second = _rows.Take(TileSpace.Second, rows.Count),
            IsTrained = inputs.Any(i => i.IsTrained),
        };
        _nodes.Add(gather);
        return gather;
    }

    private HeadNode Head(FieldHead head) => new(head, _byName[head.Node], _rows, _width);
}
