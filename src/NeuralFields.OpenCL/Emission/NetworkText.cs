using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using NeuralFields.Activations;
using NeuralFields.Fields;
using NeuralFields.Networks;

namespace NeuralFields.OpenCL.Emission;

/// <summary>Networks as functions over the rows of an item, a function per layer and direction.</summary>
internal sealed class NetworkText(
    FieldRows rows, KernelForm form, KernelPass pass, FormulaFunctions formulas, StringBuilder text)
{
    private int _layers;

    /// <summary>The layers written so far, with the names of their functions.</summary>
    public List<(string Name, LayerRows Rows)> Layers { get; } = [];

    /// <summary>Writes a network's functions and the calls of them.</summary>
    /// <param name="node">The node.</param>
    /// <param name="forward">Receives the calls of the forward pass.</param>
    /// <returns>The calls of the backward pass.</returns>
    public string Emit(NetworkNode node, StringBuilder forward)
    {
        if (node.Network is GaussianRbf) return EmitUnits(node, forward);
        Mlp mlp = (Mlp)node.Network;
        string backward = EmitLayers(node, rows.Input(node).Gradient, mlp.Wire, layer => FormulaOf(mlp, layer), forward);
        return pass == KernelPass.Infer ? "" : Start(node) + backward;
    }

    /// <summary>The value and the slope of a real layer's activation in text.</summary>
    private (string Value, string Slope) FormulaOf(Mlp mlp, LayerRows layer)
    {
        if (mlp.SineFrequencies(layer.Layer) is { } frequencies)
        {
            (string value, string slope, _) = formulas.ResidualSine("z", $"R({formulas.Frequencies(frequencies)}[o])");
            return (value, slope);
        }
        Activation activation = layer.Layer.IsOutput ? mlp.OutputActivation : mlp.Activation;
        return (formulas.Value(activation, "z"), pass == KernelPass.Infer ? "" : formulas.Slope(activation, "z"));
    }

    /// <summary>Gaussian units: a product of features and their squares, which becomes responses; a linear map.</summary>
    private string EmitUnits(NetworkNode node, StringBuilder forward)
    {
        InputRows input = rows.Input(node);
        SquareRows squares = rows.Squares(node);
        string count = Number(squares.Count), response = formulas.Response("z");
        forward.Append(KernelTemplate.Fill("square_rows", new()
        {
            ["count"] = count,
            ["from"] = Number(input.Value),
            ["to"] = Number(squares.Value),
        }));
        // The response is its own slope.
        string backward = EmitLayers(node, squares.Gradient, null,
            layer => layer.Layer.IsOutput ? ("z", "R(1.0f)") : (response, response), forward);
        if (pass == KernelPass.Infer) return "";
        if (squares.Gradient >= 0) backward += KernelTemplate.Fill("unsquare_rows", new()
        {
            ["count"] = count,
            ["value"] = Number(input.Value),
            ["pulled"] = Number(squares.Gradient),
            ["gradient"] = Number(input.Gradient),
        });
        return Start(node) + backward;
    }

    private string EmitLayers(
        NetworkNode node, int inputGradient, WireFormula? wire, Func<LayerRows, (string Value, string Slope)> formula,
        StringBuilder forward)
    {
        ImmutableArray<LayerRows> layers = rows.Layers(node);
        string backward = "";
        for (int i = 0; i < layers.Length; i++)
        {
            string name = $"layer{Number(_layers++)}";
            Layers.Add((name, layers[i]));
            if (layers[i].Layer.ComplexOutput) EmitWireStore(wire!.Value, layers[i], name);
            else EmitStore(formula(layers[i]), layers[i], name);
            EmitForward(layers[i], name);
            forward.Append(Call(name, layers[i].Input));
            if (pass == KernelPass.Infer || (i == 0 && inputGradient < 0)) continue;
            EmitBackward(wire, layers[i], i == 0 ? null : layers[i - 1], inputGradient, name);
            backward = Call(name + "_back", layers[i].Slope) + backward;
        }
        return backward;
    }

    /// <summary>The call of a layer's function.</summary>
    public static string Call(string function, int row)
        => string.Create(
            CultureInfo.InvariantCulture, $"    {function}(parameters, rows + {row} * STRIDE, rows, staged);\n");

    /// <summary>The node's gradient becomes that before the output activation, whose slopes stand in its place.</summary>
    private string Start(NetworkNode node)
    {
        LayerRows last = rows.Layers(node)[^1];
        return FieldKernels.Rows(last.OutputRows, last.Slope, "*=", rows.Gradient(node.Name));
    }

    private void EmitForward(LayerRows layer, string name)
    {
        MlpLayer shape = layer.Layer;
        string blocks = Blocks(
            form, !shape.ComplexInput ? "dense_forward" : shape.IsOutput ? "complex_output_forward" : "complex_forward",
            new()
            {
                ["inputs"] = Number(shape.Inputs),
                ["weights"] = Number(layer.Weights),
                ["bias"] = Bias(layer, 0),
                ["imaginary_bias"] = Bias(layer, 1),
                ["store"] = name + "_store",
            },
            shape.Outputs, isComplex: shape.ComplexInput);
        Fill("layer_forward", new() { ["name"] = name, ["blocks"] = blocks });
    }

    /// <summary>The text of the bias of output o + #.</summary>
    public static string Bias(LayerRows layer, int part)
    {
        if (layer.Biases < 0) return "0.0f";
        string index = layer.Layer.BiasShape.Length > 1 ? "2 * (o + #)" : "o + #";
        return string.Create(CultureInfo.InvariantCulture, $"parameters[{layer.Biases + part} + {index}]");
    }

    private void EmitStore((string Value, string Slope) formula, LayerRows layer, string name)
        => Fill(pass == KernelPass.Infer ? "store" : "store_kept", new()
        {
            ["name"] = name,
            ["value_row"] = Number(layer.Value),
            ["slope_row"] = Number(layer.Slope),
            ["value"] = formula.Value,
            ["slope"] = formula.Slope,
        });

    /// <summary>The first complex layer has real sums: imaginary parts of zero.</summary>
    private void EmitWireStore(WireFormula wire, LayerRows layer, string name)
    {
        bool isReal = !layer.Layer.ComplexInput;
        Dictionary<string, string> places = new()
        {
            ["name"] = name,
            ["arguments"] = isReal ? "real re" : "real re, real im",
            ["parts"] = isReal ? "re, R(0.0f)" : "re, im",
            ["imaginary"] = isReal ? "R(0.0f)" : "im",
            ["wavelet"] = formulas.Value(wire),
            ["value_row"] = Number(layer.Value),
            ["slope_row"] = Number(layer.Slope),
        };
        Fill(pass == KernelPass.Infer ? "wire_store" : "wire_store_kept", places);
    }

    private void EmitBackward(WireFormula? wire, LayerRows layer, LayerRows? before, int inputGradient, string name)
    {
        EmitPull(wire, before, inputGradient, name);
        MlpLayer shape = layer.Layer;
        string blocks = Blocks(
            form, !shape.ComplexInput ? "dense_backward" : shape.IsOutput ? "complex_output_backward" : "complex_backward",
            new()
            {
                ["inputs"] = Number(shape.Inputs),
                ["outputs"] = Number(shape.Outputs),
                ["weights"] = Number(layer.Weights),
                ["step"] = shape.ComplexOutput ? "2" : "1",
                ["pull"] = name + "_pull",
            },
            shape.Inputs, isComplex: shape.ComplexInput);
        Fill("layer_backward", new() { ["name"] = name, ["blocks"] = blocks });
    }

    /// <summary>What follows the sums: the slope of the layer before, or the gradient of what the network reads.</summary>
    private void EmitPull(WireFormula? wire, LayerRows? before, int inputGradient, string name)
    {
        Dictionary<string, string> places = new()
        {
            ["name"] = name,
            ["row"] = Number(before?.Slope ?? inputGradient),
            ["how"] = before is null ? "+=" : "*=",
            ["value_row"] = Number(before?.Value ?? 0),
            ["slope_row"] = Number(before?.Slope ?? 0),
            ["pullback"] = before is { Layer.ComplexOutput: true } ? formulas.Slope(wire!.Value) : "",
        };
        Fill(places["pullback"].Length > 0 ? "wire_pull" : "pull", places);
    }

    /// <summary>Whole blocks in a loop, then what is left in one of its own size.</summary>
    public static string Blocks(
        KernelForm form, string template, Dictionary<string, string> places, int count, bool isComplex = false)
    {
        int block = isComplex ? Math.Max(1, form.Block / 2) : form.Block, whole = count / block * block;
        string blocks = whole > 0 ? Range(0, whole, block) : "";
        return (whole < count ? blocks + Range(whole, count, count - whole) : blocks).TrimEnd('\n');

        string Range(int first, int last, int size)
        {
            int chunk = Chunk(form, template, places, size);
            Dictionary<string, string> filled = new(places)
            {
                ["first"] = Number(first),
                ["last"] = Number(last),
                ["block"] = Number(size),
                ["chunk"] = Number(chunk),
            };
            if (chunk == 0) return KernelTemplate.Fill(template, filled, size, form.Vectors);
            Stage(filled, template == "dense_forward", size);
            return KernelTemplate.Fill(
                template.Replace("dense", "staged", StringComparison.Ordinal), filled, size, form.Vectors);
        }
    }

    /// <summary>
    /// How weights lie in local memory and are read from there. Those that eight sums at once take from an input stand side
    /// by side: two loads for eight multiply-adds, where a load for each would halve the speed of graphics processors.
    /// </summary>
    private static void Stage(Dictionary<string, string> places, bool isForward, int block)
    {
        bool isWide = block == 8;
        if (isForward)
        {
            string inputs = places["inputs"];
            places["place"] = isWide ? $"(k / {inputs} / 8 * {inputs} + k % {inputs}) * 8 + k / {inputs} % 8" : "k";
            places["load"] = isWide ? "const float8 own = *(__local const float8 *)(w + i * 8);" : "";
            places["weight"] = isWide ? "own.s#" : $"w[# * {inputs} + i]";
            return;
        }
        places["load"] = isWide ? "const float8 own = *(__local const float8 *)(w + o * columns);" : "";
        places["weight"] = isWide ? "own.s#" : "w[o * columns + #]";
    }

    /// <summary>How many rows or columns of a real layer's weights fit local memory; 0 where they are not staged.</summary>
    private static int Chunk(KernelForm form, string template, Dictionary<string, string> places, int block)
    {
        if (!template.StartsWith("dense", StringComparison.Ordinal)) return 0;
        string across = places[template == "dense_forward" ? "inputs" : "outputs"];
        return form.Staged / int.Parse(across, CultureInfo.InvariantCulture) / block * block;
    }

    private void Fill(string template, Dictionary<string, string> places)
        => text.Append(KernelTemplate.Fill(template, places)).Append('\n');

    private static string Number(int value) => KernelTemplate.Number(value);
}
