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
    private const string ForwardArguments = "(__global const float *restrict parameters, __global const real *x, __global real *rows)";
    private const string BackwardArguments = "(__global const float *restrict parameters, __global const real *dz, __global real *rows)";
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
        ImmutableArray<LayerRows> layers = rows.Layers(node);
        List<string> backward = [];
        for (int i = 0; i < layers.Length; i++)
        {
            string name = $"layer{Number(_layers++)}";
            Layers.Add((name, layers[i]));
            EmitForward(mlp, layers[i], name);
            forward.Append(CultureInfo.InvariantCulture, $"        {name}(parameters, rows + {layers[i].Input} * STRIDE, rows);\n");
            if (pass == KernelPass.Infer) continue;
            if (i == 0 && rows.Input(node).Gradient < 0) continue;
            EmitBackward(mlp, layers[i], i == 0 ? null : layers[i - 1], rows.Input(node).Gradient, name);
            backward.Insert(0, $"        {name}_back(parameters, rows + {Number(layers[i].Slope)} * STRIDE, rows);\n");
        }
        return pass == KernelPass.Infer ? "" : Start(node, layers[^1]) + string.Concat(backward);
    }

    /// <summary>The node's gradient becomes that before the output activation.</summary>
    private string Start(NetworkNode node, LayerRows last)
        => string.Create(CultureInfo.InvariantCulture,
            $"        for (int i = 0; i < {last.OutputRows}; i++)\n            for (int q = 0; q < VECTORS; q++) ")
            + string.Create(CultureInfo.InvariantCulture,
                $"ROW(rows + q * LANES, {last.Slope} + i) *= ROW(rows + q * LANES, {rows.Gradient(node.Name)} + i);\n");

    private void EmitForward(Mlp mlp, LayerRows layer, string name)
    {
        EmitStore(mlp, layer, name);
        MlpLayer shape = layer.Layer;
        string template = !shape.ComplexInput ? "dense_forward" : shape.IsOutput ? "complex_output_forward" : "complex_forward";
        Dictionary<string, string> values = new()
        {
            ["inputs"] = Number(shape.Inputs),
            ["weights"] = Number(layer.Weights),
            ["bias"] = Bias(layer, 0),
            ["imaginary_bias"] = Bias(layer, 1),
            ["store"] = name + "_store",
        };
        text.Append("static void ").Append(name).Append(ForwardArguments).Append("\n{\n");
        int block = Math.Max(1, template == "dense_forward" ? form.Block : form.Block / 2);
        EmitBlocks(template, values, shape.Outputs, block);
        text.Append("}\n\n");
    }

    private static string Bias(LayerRows layer, int part)
    {
        if (layer.Biases < 0) return "0.0f";
        bool isComplex = layer.Layer.BiasShape.Length > 1;
        return string.Create(CultureInfo.InvariantCulture,
            $"parameters[{layer.Biases + part} + {(isComplex ? "2 * (o + #)" : "o + #")}]");
    }

    /// <summary>What follows a sum: the activation, and in training what its slope needs.</summary>
    private void EmitStore(Mlp mlp, LayerRows layer, string name)
    {
        bool keeps = pass != KernelPass.Infer;
        if (layer.Layer.ComplexOutput)
        {
            bool isFirst = !layer.Layer.ComplexInput;
            string wavelet = formulas.Value(mlp.Wire!.Value);
            text.Append(CultureInfo.InvariantCulture,
                $"static void {name}_store(real re, {(isFirst ? "" : "real im, ")}__global real *rows, int o)\n{{\n")
                .Append(isFirst ? "    const real im = R(0.0f);\n" : "")
                .Append(CultureInfo.InvariantCulture, $"    real psi[2];\n    {wavelet}(re, im, psi);\n")
                .Append(CultureInfo.InvariantCulture, $"    ROW(rows, {layer.Value} + 2 * o) = psi[0];\n")
                .Append(CultureInfo.InvariantCulture, $"    ROW(rows, {layer.Value} + 2 * o + 1) = psi[1];\n");
            if (keeps)
                text.Append(CultureInfo.InvariantCulture, $"    ROW(rows, {layer.Slope} + 2 * o) = re;\n")
                    .Append(CultureInfo.InvariantCulture, $"    ROW(rows, {layer.Slope} + 2 * o + 1) = im;\n");
            text.Append("}\n\n");
            return;
        }
        Activation activation = layer.Layer.IsOutput ? mlp.OutputActivation : mlp.Activation;
        string value = formulas.Value(activation, "z"), slope = keeps ? formulas.Slope(activation, "z") : "";
        text.Append(CultureInfo.InvariantCulture, $"static void {name}_store(real z, __global real *rows, int o)\n{{\n")
            .Append(CultureInfo.InvariantCulture, $"    ROW(rows, {layer.Value} + o) = {value};\n");
        if (keeps) text.Append(CultureInfo.InvariantCulture, $"    ROW(rows, {layer.Slope} + o) = {slope};\n");
        text.Append("}\n\n");
    }

    private void EmitBackward(Mlp mlp, LayerRows layer, LayerRows? before, int inputGradient, string name)
    {
        EmitPull(mlp, before, inputGradient, name);
        MlpLayer shape = layer.Layer;
        string template = !shape.ComplexInput ? "dense_backward" : shape.IsOutput ? "complex_output_backward" : "complex_backward";
        Dictionary<string, string> values = new()
        {
            ["inputs"] = Number(shape.Inputs),
            ["outputs"] = Number(shape.Outputs),
            ["weights"] = Number(layer.Weights),
            ["step"] = shape.ComplexOutput ? "2" : "1",
            ["pull"] = name + "_pull",
        };
        text.Append("static void ").Append(name).Append("_back").Append(BackwardArguments).Append("\n{\n");
        int block = Math.Max(1, template == "dense_backward" ? form.Block : form.Block / 2);
        EmitBlocks(template, values, shape.Inputs, block);
        text.Append("}\n\n");
    }

    /// <summary>What follows the sums of a backward pass: the slope of the layer before, or the input's own gradient.</summary>
    private void EmitPull(Mlp mlp, LayerRows? before, int inputGradient, string name)
    {
        if (before is { Layer.ComplexOutput: true })
        {
            string pullback = formulas.Slope(mlp.Wire!.Value);
            text.Append(CultureInfo.InvariantCulture,
                $"static void {name}_pull(real d_re, real d_im, __global real *rows, int i)\n{{\n    real d[2];\n")
                .Append(CultureInfo.InvariantCulture, $"    {pullback}(")
                .Append(CultureInfo.InvariantCulture, $"ROW(rows, {before.Slope} + 2 * i), ROW(rows, {before.Slope} + 2 * i + 1), ")
                .Append(CultureInfo.InvariantCulture, $"ROW(rows, {before.Value} + 2 * i), ROW(rows, {before.Value} + 2 * i + 1), d_re, d_im, d);\n")
                .Append(CultureInfo.InvariantCulture, $"    ROW(rows, {before.Slope} + 2 * i) = d[0];\n")
                .Append(CultureInfo.InvariantCulture, $"    ROW(rows, {before.Slope} + 2 * i + 1) = d[1];\n}}\n\n");
            return;
        }
        text.Append(CultureInfo.InvariantCulture, $"static void {name}_pull(real d, __global real *rows, int i)\n{{\n")
            .Append(before is null
                ? $"    ROW(rows, {Number(inputGradient)} + i) += d;\n"
                : $"    ROW(rows, {Number(before.Slope)} + i) *= d;\n")
            .Append("}\n\n");
    }

    /// <summary>Whole blocks in a loop, then what is left in one of its own size.</summary>
    private void EmitBlocks(string template, Dictionary<string, string> values, int count, int block)
    {
        int whole = count / block * block;
        if (whole > 0) text.Append(KernelTemplate.Fill(template, Range(values, 0, whole, block), block, form.Vectors));
        int rest = count - whole;
        if (rest > 0) text.Append(KernelTemplate.Fill(template, Range(values, whole, count, rest), rest, form.Vectors));
    }

    private static Dictionary<string, string> Range(Dictionary<string, string> values, int first, int last, int block)
        => new(values) { ["first"] = Number(first), ["last"] = Number(last), ["block"] = Number(block) };

    private static string Number(int value) => KernelTemplate.Number(value);
}
