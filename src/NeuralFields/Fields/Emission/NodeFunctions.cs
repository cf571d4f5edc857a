using System.Globalization;
using System.Text;
using NeuralFields.Activations;
using NeuralFields.Codegen;
using NeuralFields.Networks;

namespace NeuralFields.Fields.Emission;

/// <summary>The nodes of a field as functions: an array of floats in, an array out.</summary>
internal sealed class NodeFunctions(
    FieldSpec spec, Dialect dialect, Identifiers names, ActivationFunctions activations, StringBuilder text)
{
    private const string Input = "x";

    /// <summary>Whether loops are written out.</summary>
    public bool Unrolls { get; init; }

    /// <summary>Writes a node's function and gives its name.</summary>
    public string Emit(FieldNode node)
    {
        string name = names.Take("node", node.Name);
        if (node is EncodingNode encoding) Emit(encoding, name);
        else if (node is NetworkNode { Network: Mlp mlp } network) Emit(network, mlp, name);
        else if (node is NetworkNode { Network: GaussianRbf rbf } units) Emit(units, rbf, name);
        else throw new NotSupportedException($"{node.Name}: {node.GetType().Name} has no text.");
        return name;
    }

    private void Emit(EncodingNode node, string name)
    {
        int inputs = spec.InputSize(node);
        using ExprGraph graph = ExprGraph.Open();
        Expr[] x = [.. Enumerable.Range(0, inputs).Select(graph.Input)], y = new Expr[spec.SizeOf(node.Name)];
        node.Encoding.Lower(x, spec.FirstParameter(node), y);
        foreach (NearestSearch search in graph.Searches) EmitSearch(search);
        text.Append("// ").Append(Encodings.Encoding.Family.Of(node.Encoding).Name).Append('\n')
            .Append(FunctionEmitter.Emit(dialect, graph, Signature(name, inputs), y)).Append('\n');
    }

    private void EmitSearch(NearestSearch search)
    {
        Dictionary<string, string> values = new()
        {
            ["head"] = dialect.FunctionHead(
                Signature(search.FunctionName, search.Dimensions), search.Neighbors, loads: true),
            ["first"] = Number(search.First),
            ["points"] = Number(search.Points),
            ["dimensions"] = Number(search.Dimensions),
            ["neighbors"] = Number(search.Neighbors),
            ["more"] = Unrolls ? $"{FieldText.SearchTurns}++ >= 0 && point >= 0" : "point >= 0",
        };
        AppendLayer(LayerTemplate.Fill("nearest_points", values));
    }

    private void Emit(NetworkNode node, Mlp mlp, string name)
    {
        int inputs = spec.InputSize(node), next = spec.FirstParameter(node);
        StringBuilder calls = new();
        string source = Input;
        foreach (MlpLayer layer in mlp.Layers(inputs, node.Outputs))
        {
            string function = names.Take("node", $"{node.Name}_layer{layer.Index}");
            EmitLayer(mlp, layer, function, ref next);
            string target = layer.IsOutput ? FunctionSignature.Result : string.Create(CultureInfo.InvariantCulture, $"h{layer.Index}");
            if (!layer.IsOutput)
                calls.Append(CultureInfo.InvariantCulture, $"    float {target}[{OutputFloats(layer)}];\n");
            calls.Append("    ").Append(dialect.Call(function, source, target)).Append(";\n");
            source = target;
        }
        text.Append(dialect.FunctionHead(Signature(name, inputs), node.Outputs, loads: true))
            .Append("\n{\n").Append(calls).Append("}\n\n");
    }

    private void Emit(NetworkNode node, GaussianRbf rbf, string name)
    {
        int inputs = spec.InputSize(node), centers = spec.FirstParameter(node), precisions = centers + (rbf.Units * inputs);
        int weights = precisions + (rbf.Units * inputs);
        Activation exponential = Activation.Find("Exponential");
        text.Append(LayerTemplate.Fill("gaussian_units", new Dictionary<string, string>
        {
            ["precision"] = activations.Apply(exponential, $"{Dialect.Parameters}[{Number(precisions)} + n * {Number(inputs)} + i]"),
            ["response"] = activations.Apply(exponential, "-0.5f * q"),
            ["head"] = dialect.FunctionHead(Signature(name, inputs), node.Outputs, loads: true),
            ["inputs"] = Number(inputs),
            ["units"] = Number(rbf.Units),
            ["outputs"] = Number(node.Outputs),
            ["centers"] = Number(centers),
            ["weights"] = Number(weights),
            ["bias"] = Number(weights + (rbf.Units * node.Outputs)),
        })).Append('\n');
    }

    private void EmitLayer(Mlp mlp, MlpLayer layer, string name, ref int next)
    {
        int weights = next, biases = weights + Count(layer.WeightShape), parts = layer.BiasShape.Length;
        next = mlp.Bias ? biases + Count(layer.BiasShape) : biases;
        Activation activation = layer.IsOutput ? mlp.OutputActivation : mlp.Activation;
        Dictionary<string, string> values = new()
        {
            ["head"] = dialect.FunctionHead(
                Signature(name, layer.ComplexInput ? 2 * layer.Inputs : layer.Inputs), OutputFloats(layer), loads: true),
            ["inputs"] = Number(layer.Inputs),
            ["outputs"] = Number(layer.Outputs),
            ["weights"] = Number(weights),
            ["bias"] = mlp.Bias ? Bias(biases, parts) : "0.0f",
            ["imaginary_bias"] = mlp.Bias ? Bias(biases + 1, parts) : "0.0f",
            ["wavelet"] = layer.ComplexOutput ? activations.NameOf(mlp.Wire!.Value) : "",
            ["value"] = layer.ComplexOutput ? ""
                : mlp.SineFrequencies(layer) is not null ? activations.Apply(mlp.ResidualSine!, mlp.Width, "z", "o")
                : activations.Apply(activation, "z"),
        };
        AppendLayer(LayerTemplate.Fill(Template(layer), values));
    }

    private void AppendLayer(string filled) => text.Append(Unrolls ? LoopUnrolling.Apply(filled) : filled).Append('\n');

    private static string Template(MlpLayer layer) => (layer.ComplexInput, layer.ComplexOutput) switch
    {
        (false, false) => "dense_layer",
        (false, true) => "wire_first_layer",
        (true, true) => "wire_layer",
        (true, false) => "wire_output_layer",
    };

    private static FunctionSignature Signature(string name, int inputs)
        => new(name, [new(Input, inputs, IsArray: true)], IsUniform: true);

    /// <summary>The bias of output o; complex ones have two parts.</summary>
    private static string Bias(int first, int parts)
        => string.Create(CultureInfo.InvariantCulture, $"{Dialect.Parameters}[{first} + {(parts > 1 ? "2 * o" : "o")}]");

    private static int OutputFloats(MlpLayer layer) => layer.ComplexOutput ? 2 * layer.Outputs : layer.Outputs;

    private static int Count(IEnumerable<int> shape) => shape.Aggregate(1, (product, size) => product * size);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
