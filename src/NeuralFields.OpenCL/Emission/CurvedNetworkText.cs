using System.Collections.Immutable;
using System.Text;
using NeuralFields.Activations;
using NeuralFields.Fields;
using NeuralFields.Networks;

namespace NeuralFields.OpenCL.Emission;

/// <summary>The calls of a node's passes where steps differentiate twice.</summary>
/// <param name="Sweep">From the derivative of the field's value by the node's values to that by what it reads.</param>
/// <param name="Move">From the movement of what it reads to that of its values.</param>
/// <param name="Backward">The backward pass.</param>
internal sealed record CurvedCalls(string Sweep, string Move, string Backward);

/// <summary>
/// Networks of real layers in steps that learn from the gradient of the field's value: with h the values, z the sums
/// before activations σ, forward keeps σ′ and σ″; the sweep gives δ = g·σ′ for g = ∂f/∂h, and keeps g·σ″; movements
/// ḣ give ż = W·ḣ, and e = ż·g·σ″; backward is as ever, with z̄ = h̄·σ′ + e. The gradient of W is z̄·hᵀ + δ·ḣᵀ.
/// </summary>
internal sealed class CurvedNetworkText(FieldRows rows, KernelForm form, FormulaFunctions formulas, StringBuilder text)
{
    private int _layers;

    /// <summary>The layers written so far, with the names of their functions.</summary>
    public List<(string Name, LayerRows Rows)> Layers { get; } = [];

    /// <summary>Writes a network's functions and the calls of them.</summary>
    /// <param name="node">The node.</param>
    /// <param name="forward">Receives the calls of the forward pass.</param>
    public CurvedCalls Emit(NetworkNode node, StringBuilder forward)
    {
        Mlp mlp = (Mlp)node.Network;
        ImmutableArray<LayerRows> layers = rows.Layers(node);
        InputRows input = rows.Input(node);
        string sweep = "", move = "", backward = "";
        for (int i = 0; i < layers.Length; i++)
        {
            string name = $"layer{KernelTemplate.Number(_layers++)}";
            LayerRows layer = layers[i];
            CurvedRows curved = layer.Curved!;
            Layers.Add((name, layer));
            EmitForward(mlp, layer, name);
            forward.Append(NetworkText.Call(name, layer.Input));
            EmitMove(layer, name + "_move");
            move += NetworkText.Call(name + "_move", curved.InputMove);
            EmitBack(layer, i == 0 ? null : layers[i - 1], name + "_sweep", "pull_sweep", input.Sweep);
            sweep = NetworkText.Call(name + "_sweep_back", curved.Delta) + sweep;
            if (i == 0 && input.Gradient < 0) continue;
            EmitBack(layer, i == 0 ? null : layers[i - 1], name, "pull_curved", input.Gradient);
            backward = NetworkText.Call(name + "_back", layer.Slope) + backward;
        }
        return new(
            Begin(layers[^1], "pull_sweep", rows.Sweep(node.Name)) + sweep, move,
            Begin(layers[^1], "pull_curved", rows.Gradient(node.Name)) + backward);
    }

    private void EmitForward(Mlp mlp, LayerRows layer, string name)
    {
        Dictionary<string, string> places = Places(layer, name);
        Activation activation = layer.Layer.IsOutput ? mlp.OutputActivation : mlp.Activation;
        (places["value"], places["slope"], places["curvature"]) =
            mlp.SineFrequencies(layer.Layer) is { } frequencies
                ? formulas.ResidualSine("z", $"R({formulas.Frequencies(frequencies)}[o])")
                : (formulas.Value(activation, "z"), formulas.Slope(activation, "z"), formulas.Curvature(activation, "z"));
        Fill("store_curved", places);
        EmitLayer(layer, name, NetworkText.Bias(layer, 0));
    }

    private void EmitMove(LayerRows layer, string name)
    {
        Fill("store_move", Places(layer, name));
        EmitLayer(layer, name, "0.0f");
    }

    private void EmitLayer(LayerRows layer, string name, string bias)
    {
        string blocks = NetworkText.Blocks(form, "dense_forward", new()
        {
            ["inputs"] = Number(layer.Layer.Inputs),
            ["weights"] = Number(layer.Weights),
            ["bias"] = bias,
            ["store"] = name + "_store",
        }, layer.Layer.Outputs);
        Fill("layer_forward", new() { ["name"] = name, ["blocks"] = blocks });
    }

    /// <summary>The product with the transpose, and what makes of it the derivative before the activation.</summary>
    private void EmitBack(LayerRows layer, LayerRows? before, string name, string pull, int inputRow)
    {
        if (before is not null) Fill(pull, Places(before, name));
        else Fill("pull", new() { ["name"] = name, ["row"] = Number(inputRow), ["how"] = "+=" });
        string blocks = NetworkText.Blocks(form, "dense_backward", new()
        {
            ["inputs"] = Number(layer.Layer.Inputs),
            ["outputs"] = Number(layer.Layer.Outputs),
            ["weights"] = Number(layer.Weights),
            ["step"] = "1",
            ["pull"] = name + "_pull",
        }, layer.Layer.Inputs);
        Fill("layer_backward", new() { ["name"] = name, ["blocks"] = blocks });
    }

    /// <summary>The same for the node's own values.</summary>
    private string Begin(LayerRows last, string pull, int from)
    {
        string name = FormattableString.Invariant($"begin{_layers}_{pull}");
        Fill(pull, Places(last, name));
        return KernelTemplate.Fill("bend_rows", new()
        {
            ["count"] = Number(last.OutputRows),
            ["name"] = name,
            ["from"] = Number(from),
        });
    }

    private static Dictionary<string, string> Places(LayerRows layer, string name)
    {
        CurvedRows curved = layer.Curved!;
        return new()
        {
            ["name"] = name,
            ["row"] = Number(layer.Slope),
            ["value_row"] = Number(layer.Value),
            ["bend_row"] = Number(curved.Bend),
            ["curvature_row"] = Number(curved.Curvature),
            ["delta_row"] = Number(curved.Delta),
            ["move_row"] = Number(curved.Move),
        };
    }

    private void Fill(string template, Dictionary<string, string> places)
        => text.Append(KernelTemplate.Fill(template, places)).Append('\n');

    private static string Number(int value) => KernelTemplate.Number(value);
}
