using System.Globalization;
using System.Text;
using NeuralFields.Networks;

namespace NeuralFields.OpenCL.Emission;

/// <summary>The gradient of weights and biases as one kernel over blocks of four by four.</summary>
internal sealed class GradientText(StringBuilder text)
{
    private const int Block = 4;

    private readonly StringBuilder _blocks = new();

    /// <summary>Blocks of all layers.</summary>
    public int BlockCount { get; private set; }

    /// <summary>Writes the kernel for these layers and biases of encodings.</summary>
    public void Emit(IEnumerable<(string Name, LayerRows Rows)> layers, IEnumerable<BiasText> biases)
    {
        text.Append(KernelTemplate.Fill("sums", [])).Append('\n');
        foreach ((string name, LayerRows rows) in layers) Emit(name, rows);
        foreach (BiasText bias in biases)
            EmitBias(FormattableString.Invariant($"bias{bias.Part.FirstParameter}"), bias.Part.OutputCount, new()
            {
                ["step"] = "1",
                ["gradient_row"] = KernelTemplate.Number(bias.GradientRow),
                ["biases"] = KernelTemplate.Number(bias.Part.FirstParameter),
            });
        text.Append(KernelTemplate.Fill(
            "weight_gradient_kernel", new() { ["blocks"] = _blocks.ToString().TrimEnd('\n') })).Append('\n');
    }

    private void Emit(string name, LayerRows rows)
    {
        MlpLayer layer = rows.Layer;
        // The first complex layer has real weights: its imaginary gradients reach no parameter.
        bool isRealToComplex = layer.ComplexOutput && !layer.ComplexInput;
        int height = isRealToComplex ? layer.Outputs : rows.OutputRows, columns = Blocks(rows.InputRows);
        Dictionary<string, string> values = new()
        {
            ["name"] = name + "_gradient",
            ["height"] = KernelTemplate.Number(height),
            ["span"] = KernelTemplate.Number(rows.InputRows),
            ["columns"] = KernelTemplate.Number(columns),
            ["step"] = isRealToComplex ? "2" : "1",
            ["gradient_row"] = KernelTemplate.Number(rows.Slope),
            ["input_row"] = KernelTemplate.Number(rows.Input),
            ["keep"] = Keep(rows, height),
        };
        if (rows.Curved is { } curved)
        {
            values["delta_row"] = KernelTemplate.Number(curved.Delta);
            values["move_row"] = KernelTemplate.Number(curved.InputMove);
        }
        string template = rows.Curved is null ? "gradient" : "gradient_twice";
        text.Append(KernelTemplate.Fill(template, values, Block, Block)).Append('\n');
        Call(name + "_gradient", Blocks(height) * columns);
        values["biases"] = KernelTemplate.Number(rows.Biases);
        if (rows.Biases >= 0) EmitBias(name, height, values);
    }

    private void EmitBias(string name, int height, Dictionary<string, string> values)
    {
        values["name"] = name + "_bias_gradient";
        values["height"] = KernelTemplate.Number(height);
        text.Append(KernelTemplate.Fill("bias_gradient", values, Block)).Append('\n');
        Call(name + "_bias_gradient", Blocks(height));
    }

    private void Call(string function, int blocks)
    {
        _blocks.Append(CultureInfo.InvariantCulture, $"    if (block < {blocks})\n    {{\n        {function}(")
            .Append("block, scratch, gradients, items, is_first, shared);\n        return;\n    }\n")
            .Append(CultureInfo.InvariantCulture, $"    block -= {blocks};\n");
        BlockCount += blocks;
    }

    /// <summary>Stores the sums of a block as the gradient of weights in the order of the file.</summary>
    private static string Keep(LayerRows rows, int height)
    {
        int span = rows.InputRows;
        bool isComplex = rows.Layer.ComplexInput, isOutput = rows.Layer.IsOutput;
        StringBuilder keep = new();
        for (int j = 0; j < Block; j += isComplex && !isOutput ? 2 : 1)
            for (int i = 0; i < Block; i += isComplex ? 2 : 1)
            {
                string place = isComplex && !isOutput ? $"(o / 2 + {j / 2})" : $"(o + {j})";
                string start = $"    if (o + {j} < {height} && i + {i} < {span}) ";
                string Stored(string sum, int part)
                    => $"keep(gradients + {rows.Weights + part} + {place} * {span} + i + {i}, {sum}, is_first);";
                (string real, string imaginary) = isOutput
                    ? ($"s{j}_{i}", $"-s{j}_{i + 1}")
                    : ($"s{j}_{i} + s{j + 1}_{i + 1}", $"s{j + 1}_{i} - s{j}_{i + 1}");
                keep.Append(start)
                    .Append(isComplex ? $"{{ {Stored(real, 0)} {Stored(imaginary, 1)} }}" : Stored($"s{j}_{i}", 0))
                    .Append('\n');
            }
        return keep.ToString().TrimEnd('\n');
    }

    private static int Blocks(int count) => (count + Block - 1) / Block;
}
