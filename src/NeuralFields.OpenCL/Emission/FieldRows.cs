using System.Collections.Immutable;
using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Networks;

namespace NeuralFields.OpenCL.Emission;

/// <summary>What kernels of a field are for.</summary>
internal enum KernelPass
{
    /// <summary>Values.</summary>
    Infer,

    /// <summary>Values and the gradient of the coordinates.</summary>
    Differentiate,

    /// <summary>The loss and the gradient of parameters.</summary>
    Train,

    /// <summary>The same where the loss reads the gradient of the value, which is differentiated twice.</summary>
    Curve,
}

/// <summary>Rows of a layer in an item's scratch.</summary>
/// <param name="Layer">The affine map.</param>
/// <param name="Weights">Where its weights start among the parameters.</param>
/// <param name="Biases">Where its biases start, or −1.</param>
/// <param name="Input">The first row it reads.</param>
/// <param name="Value">The first row of its results.</param>
/// <param name="Slope">
/// The first row of slopes, or of the wavelet's arguments; in the backward pass of the gradient before the activation.
/// </param>
internal sealed record LayerRows(MlpLayer Layer, int Weights, int Biases, int Input, int Value, int Slope)
{
    /// <summary>What steps have beside that which differentiate twice.</summary>
    public CurvedRows? Curved { get; init; }

    /// <summary>Numbers per sample that it reads.</summary>
    public int InputRows => Layer.ComplexInput ? 2 * Layer.Inputs : Layer.Inputs;

    /// <summary>Numbers per sample that it yields.</summary>
    public int OutputRows => Layer.ComplexOutput ? 2 * Layer.Outputs : Layer.Outputs;
}

/// <summary>Rows of a layer in steps that differentiate twice.</summary>
/// <param name="Bend">The first row of σ′.</param>
/// <param name="Curvature">
/// The first row of σ″, then of g·σ″, then of what movements add to the gradient before the activation.
/// </param>
/// <param name="Delta">The first row of the value's derivatives before the activation.</param>
/// <param name="Move">The first row of the movements of the layer's values.</param>
/// <param name="InputMove">The first row of the movements of what it reads.</param>
internal sealed record CurvedRows(int Bend, int Curvature, int Delta, int Move, int InputMove);

/// <summary>What a node reads: a port or node itself, or several of them copied one after another.</summary>
/// <param name="Sources">The ports or nodes.</param>
/// <param name="Value">The first row of values.</param>
/// <param name="Gradient">The first row of their gradient, or −1.</param>
internal sealed record InputRows(ImmutableArray<string> Sources, int Value, int Gradient)
{
    /// <summary>The first row of the derivative of the field's value by them, where steps differentiate twice.</summary>
    public int Sweep { get; init; } = -1;

    /// <summary>The first row of how they move, where steps differentiate twice.</summary>
    public int Move { get; init; } = -1;

    /// <summary>Whether the rows are copies.</summary>
    public bool IsGathered => Sources.Length > 1;
}

/// <summary>Rows of a network of Gaussian units beside its layers'.</summary>
/// <param name="Count">Features.</param>
/// <param name="Value">The first row of features, which their squares follow.</param>
/// <param name="Gradient">The first row of the gradient of both, or −1.</param>
internal sealed record SquareRows(int Count, int Value, int Gradient);

/// <summary>What training of rays learns beside the field's parameters.</summary>
/// <param name="Coordinates">Whether the loss is differentiated by coordinates.</param>
/// <param name="Latents">Whether samples have latent vectors of their own, which the batch holds.</param>
internal readonly record struct RayDemands(bool Coordinates, bool Latents);

/// <summary>Where every number of a sample stands while a kernel works on it.</summary>
internal sealed class FieldRows
{
    private readonly Dictionary<string, int> _values = [], _gradients = [], _sweeps = [], _moves = [];
    private readonly Dictionary<FieldNode, InputRows> _inputs = [];
    private readonly Dictionary<FieldNode, ImmutableArray<LayerRows>> _layers = [];
    private readonly Dictionary<FieldNode, SquareRows> _squares = [];
    private readonly FieldSpec _spec;
    private readonly KernelPass _pass;

    public FieldRows(FieldSpec spec, KernelPass pass, RayDemands demands = default)
    {
        (_spec, _pass, Demands) = (spec, pass, demands);
        foreach (FieldPort port in spec.Ports) _values[port.Name] = Take(port.Size);
        foreach (FieldNode node in spec.Nodes) _values[node.Name] = Take(spec.SizeOf(node.Name));
        string[] names = [.. spec.Ports.Select(p => p.Name), .. spec.Nodes.Select(n => n.Name)];
        if (IsCurved)
            foreach (string name in names) _moves[name] = Take(spec.SizeOf(name));
        // Where movements are gathered, too, they follow the values.
        Dictionary<FieldNode, int> gathered = spec.Nodes.Where(n => n.Inputs.Length > 1)
            .ToDictionary(n => n, n => Take(spec.InputSize(n) * (IsCurved ? 2 : 1)));
        foreach (NetworkNode node in spec.Nodes.OfType<NetworkNode>())
            if (node.Network is Mlp mlp) _layers[node] = Layers(node, mlp, gathered.GetValueOrDefault(node, -1));
        foreach ((NetworkNode node, UnitPlaces places) in UnitPlaces.Of(spec))
        {
            _squares[node] = new(places.Inputs, Take(2 * places.Inputs), -1);
            _layers[node] = Layers(node, places);
        }
        FirstGradient = Count;
        foreach (string name in names.Where(IsTrained)) _gradients[name] = Take(spec.SizeOf(name));
        if (IsCurved)
            foreach (string name in names) _sweeps[name] = Take(spec.SizeOf(name));
        foreach (FieldNode node in spec.Nodes) _inputs[node] = Input(node, gathered.GetValueOrDefault(node, -1));
        foreach ((FieldNode node, SquareRows squares) in _squares.ToArray())
            if (_inputs[node].Gradient >= 0) _squares[node] = squares with { Gradient = Take(2 * squares.Count) };
    }

    /// <summary>What is learnt beside the parameters.</summary>
    public RayDemands Demands { get; }

    /// <summary>Rows of an item.</summary>
    public int Count { get; private set; }

    /// <summary>The first of the rows that start at zero; all later ones do.</summary>
    public int FirstGradient { get; }

    /// <summary>The first row of a port's or node's values.</summary>
    public int Value(string name) => _values[name];

    /// <summary>The first row of the gradient of a port or node, or −1 where nobody asks for it.</summary>
    public int Gradient(string name) => _gradients.GetValueOrDefault(name, -1);

    /// <summary>The first row of the derivative of the field's value by a port's or node's values.</summary>
    public int Sweep(string name) => _sweeps[name];

    /// <summary>The first row of how a port's or node's values move.</summary>
    public int Move(string name) => _moves[name];

    /// <summary>What a node reads.</summary>
    public InputRows Input(FieldNode node) => _inputs[node];

    /// <summary>Features and their squares of a network of Gaussian units.</summary>
    public SquareRows Squares(NetworkNode node) => _squares[node];

    /// <summary>The layers of a network.</summary>
    public ImmutableArray<LayerRows> Layers(NetworkNode node) => _layers[node];

    private bool IsCurved => _pass == KernelPass.Curve;

    /// <summary>Whether anything that trains, or a coordinate whose gradient is asked for, stands behind a name.</summary>
    private bool IsTrained(string name)
    {
        if (_pass is not (KernelPass.Train or KernelPass.Curve)) return _pass == KernelPass.Differentiate;
        return _spec.Nodes.FirstOrDefault(n => n.Name == name) switch
        {
            EncodingNode e => _spec.PartsOf(e).Any(IsTrained) || e.Inputs.Any(IsTrained),
            null => Demands.Coordinates,
            _ => true,
        };
    }

    private bool IsTrained(EncodingPart part) => part is not PointwisePart || (part is LatentPart && Demands.Latents);

    private InputRows Input(FieldNode node, int gathered)
        => gathered < 0
            ? new(node.Inputs, Value(node.Inputs[0]), Gradient(node.Inputs[0]))
            {
                Sweep = IsCurved ? Sweep(node.Inputs[0]) : -1,
                Move = IsCurved ? Move(node.Inputs[0]) : -1,
            }
            : new(node.Inputs, gathered, node.Inputs.Any(IsTrained) ? Take(_spec.InputSize(node)) : -1)
            {
                Sweep = IsCurved ? Take(_spec.InputSize(node)) : -1,
                Move = gathered + _spec.InputSize(node),
            };

    private ImmutableArray<LayerRows> Layers(NetworkNode node, Mlp mlp, int gathered)
    {
        int next = _spec.FirstParameter(node), input = gathered < 0 ? Value(node.Inputs[0]) : gathered;
        ImmutableArray<LayerRows>.Builder layers = ImmutableArray.CreateBuilder<LayerRows>();
        int move = !IsCurved ? -1 : gathered < 0 ? Move(node.Inputs[0]) : gathered + _spec.InputSize(node);
        int[] turns = [-1, -1]; // without a backward pass two sets of rows do
        foreach (MlpLayer layer in mlp.Layers(_spec.InputSize(node), node.Outputs))
        {
            int weights = next, biases = weights + Product(layer.WeightShape);
            next = mlp.Bias ? biases + Product(layer.BiasShape) : biases;
            LayerRows rows = new(layer, weights, mlp.Bias ? biases : -1, input, 0, -1);
            bool infers = _pass == KernelPass.Infer;
            ref int turn = ref turns[layer.Index & 1];
            if (infers && turn < 0) turn = Take(rows.OutputRows);
            input = layer.IsOutput ? Value(node.Name) : infers ? turn : Take(rows.OutputRows);
            CurvedRows? curved = IsCurved ? Curved(node, layer, move) : null;
            move = curved?.Move ?? -1;
            layers.Add(rows with { Value = input, Slope = infers ? -1 : Take(rows.OutputRows), Curved = curved });
        }
        return layers.ToImmutable();
    }

    /// <summary>Units as a product and a linear map.</summary>
    private ImmutableArray<LayerRows> Layers(NetworkNode node, UnitPlaces places)
    {
        bool infers = _pass == KernelPass.Infer;
        MlpLayer product = new(0, 2 * places.Inputs, places.Units, IsOutput: false, ComplexInput: false, ComplexOutput: false);
        MlpLayer map = new(1, places.Units, node.Outputs, IsOutput: true, ComplexInput: false, ComplexOutput: false);
        int responses = Take(places.Units), biases = places.Weights + (places.Units * node.Outputs);
        return
        [
            new(product, places.Rows, places.Offsets, _squares[node].Value, responses, infers ? -1 : Take(places.Units)),
            new(map, places.Weights, biases, responses, Value(node.Name), infers ? -1 : Take(node.Outputs)),
        ];
    }

    private CurvedRows Curved(NetworkNode node, MlpLayer layer, int inputMove) => new(
        Take(layer.Outputs), Take(layer.Outputs), Take(layer.Outputs),
        layer.IsOutput ? Move(node.Name) : Take(layer.Outputs), inputMove);

    private int Take(int rows)
    {
        Count += rows;
        return Count - rows;
    }

    private static int Product(IEnumerable<int> shape) => shape.Aggregate(1, (product, size) => product * size);
}
