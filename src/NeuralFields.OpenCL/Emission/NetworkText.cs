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
        Mlp mlp = (Mlp)node.Network;
        if (mlp.ResidualSine is not null)
            throw new InputException($"{node.Name}: residual sines run on the CPU. Take --device cpu.");
        ImmutableArray<LayerRows> layers = rows.Layers(node);
        int inputGradient = rows.Input(node).Gradient;
        string backward = "";
        for (int i = 0; i < layers.Length; i++)
        {
            string name = $"layer{Number(_layers++)}";
            Layers.Add((name, layers[i]));
            EmitForward(mlp, layers[i], name);
            forward.Append(Call(name, layers[i].Input));
            if (pass == KernelPass.Infer || (i == 0 && inputGradient < 0)) continue;
            EmitBackward(mlp, layers[i], i == 0 ? null : layers[i - 1], inputGradient, name);
            backward = Call(name + "_back", layers[i].Slope) + backward;
        }
        return pass == KernelPass.Infer ? "" : Start(node, layers[^1]) + backward;
    }

    private static string Call(string function, int row)
        => string.Create(CultureInfo.InvariantCulture, $"    {function}(parameters, rows + {row} * STRIDE, rows);\n");

    /// <summary>The node's gradient becomes that before the output activation, whose slopes stand in its place.</summary>
    private string Start(NetworkNode node, LayerRows last)
        => FieldKernels.Rows(last.OutputRows, last.Slope, "*=", rows.Gradient(node.Name));

    private void EmitForward(Mlp mlp, LayerRows layer, string name)
    {
        if (layer.Layer.ComplexOutput) EmitWireStore(mlp.Wire!.Value, layer, name);
        else EmitStore(layer.Layer.IsOutput ? mlp.OutputActivation : mlp.Activation, layer, name);
        MlpLayer shape = layer.Layer;
        string blocks = Blocks(
            !shape.ComplexInput ? "dense_forward" : shape.IsOutput ? "complex_output_forward" : "complex_forward",
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

    private static string Bias(LayerRows layer, int part)
    {
        if (layer.Biases < 0) return "0.0f";
        string index = layer.Layer.BiasShape.Length > 1 ? "2 * (o + #)" : "o + #";
        return string.Create(CultureInfo.InvariantCulture, $"parameters[{layer.Biases + part} + {index}]");
    }

    private void EmitStore(Activation activation, LayerRows layer, string name)
    {
        bool keeps = pass != KernelPass.Infer;
        Dictionary<string, string> places = new()
        {
            ["name"] = name,
            ["value_row"] = Number(layer.Value),
            ["slope_row"] = Number(layer.Slope),
            ["value"] = formulas.Value(activation, "z"),
            ["slope"] = keeps ? formulas.Slope(activation, "z") : "",
        };
        Fill(keeps ? "store_kept" : "store", places);
    }

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

    private void EmitBackward(Mlp mlp, LayerRows layer, LayerRows? before, int inputGradient, string name)
    {
        EmitPull(mlp, before, inputGradient, name);
        MlpLayer shape = layer.Layer;
        string blocks = Blocks(
            !shape.ComplexInput ? "dense_backward" : shape.IsOutput ? "complex_output_backward" : "complex_backward",
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
    private void EmitPull(Mlp mlp, LayerRows? before, int inputGradient, string name)
    {
        Dictionary<string, string> places = new()
        {
            ["name"] = name,
            ["row"] = Number(before?.Slope ?? inputGradient),
            ["how"] = before is null ? "+=" : "*=",
            ["value_row"] = Number(before?.Value ?? 0),
            ["slope_row"] = Number(before?.Slope ?? 0),
            ["pullback"] = before is { Layer.ComplexOutput: true } ? formulas.Slope(mlp.Wire!.Value) : "",
        };
        Fill(places["pullback"].Length > 0 ? "wire_pull" : "pull", places);
    }

    /// <summary>Whole blocks in a loop, then what is left in one of its own size.</summary>
    private string Blocks(string template, Dictionary<string, string> places, int count, bool isComplex)
    {
        int block = isComplex ? Math.Max(1, form.Block / 2) : form.Block, whole = count / block * block;
        string blocks = whole > 0 ? Range(0, whole, block) : "";
        return (whole < count ? blocks + Range(whole, count, count - whole) : blocks).TrimEnd('\n');

        string Range(int first, int last, int size) => KernelTemplate.Fill(
            template,
            new Dictionary<string, string>(places)
            {
                ["first"] = Number(first),
                ["last"] = Number(last),
                ["block"] = Number(size),
            },
            size, form.Vectors);
    }

    private void Fill(string template, Dictionary<string, string> places)
        => text.Append(KernelTemplate.Fill(template, places)).Append('\n');

    private static string Number(int value) => KernelTemplate.Number(value);
}
