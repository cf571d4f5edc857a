using System.Globalization;
using System.Text;
using NeuralFields.Fields;
using NeuralFields.Networks;
using NeuralFields.Training;

namespace NeuralFields.OpenCL.Emission;

/// <summary>The text of the kernels that run a field, and what the host must know to launch them.</summary>
internal sealed class FieldKernels
{
    /// <summary>Samples per tile of a batch; a multiple of every form's items and groups.</summary>
    public const int Tile = 256;

    private readonly StringBuilder _functions = new(), _forward = new();
    private readonly FieldSpec _spec;
    private readonly KernelForm _form;
    private readonly KernelPass _pass;
    private readonly FieldRows _rows;
    private readonly FormulaFunctions _formulas;
    private string _backward = "";

    private FieldKernels(FieldSpec spec, KernelForm form, KernelPass pass, TrainingSpec? training)
    {
        foreach (NetworkNode node in spec.Nodes.OfType<NetworkNode>())
            if (node.Network is not Mlp)
                throw new InputException($"{node.Name}: OpenCL does not run networks of kind {node.Network.GetType().Name}.");
        (_spec, _form, _pass) = (spec, form, pass);
        _rows = new(spec, pass);
        _formulas = new(_functions);
        EncodingText encodings = new(spec, _rows, _functions);
        NetworkText networks = new(_rows, form, pass, _formulas, _functions);
        foreach (FieldNode node in spec.Nodes) Emit(node, encodings, networks);
        Grids = encodings.Grids;
        FeatureRows = encodings.FeatureRows;
        if (training is not null) EmitTraining(training, networks);
        else EmitEvaluation();
        Source = Prelude() + _functions;
    }

    /// <summary>The text.</summary>
    public string Source { get; }

    /// <summary>Rows of scratch per item.</summary>
    public int RowCount => _rows.Count;

    /// <summary>Blocks of the weights' gradient.</summary>
    public int GradientBlocks { get; private set; }

    /// <summary>The grids, for the scatter of their tables' gradient.</summary>
    public IReadOnlyList<GridText> Grids { get; }

    /// <summary>Rows of feature gradients in a batch.</summary>
    public int FeatureRows { get; }

    /// <summary>Levels of all grids.</summary>
    public int LevelCount => Grids.Sum(g => g.Part.Layout.Levels.Length);

    /// <summary>Values alone.</summary>
    public static FieldKernels Infer(FieldSpec spec, KernelForm form) => new(spec, form, KernelPass.Infer, null);

    /// <summary>Values and the gradient of coordinates.</summary>
    public static FieldKernels Differentiate(FieldSpec spec, KernelForm form)
        => new(spec, form, KernelPass.Differentiate, null);

    /// <summary>A training step.</summary>
    public static FieldKernels Train(FieldSpec spec, KernelForm form, TrainingSpec training)
        => new(spec, form, KernelPass.Train, training);

    private string Prelude() => KernelTemplate.Fill("prelude", new Dictionary<string, string>
    {
        ["width"] = Number(_form.Width),
        ["vectors"] = Number(_form.Vectors),
        ["lanes"] = Number(_form.Lanes),
        ["group"] = Number(_form.GroupSize),
        ["tile"] = Number(Tile),
    }) + $"#define ROWS {Number(_rows.Count)}\n\n";

    private void Emit(FieldNode node, EncodingText encodings, NetworkText networks)
    {
        InputRows input = _rows.Input(node);
        string gather = "", hand = "";
        if (input.IsGathered)
        {
            int next = 0;
            foreach (string source in input.Sources)
            {
                int size = _spec.SizeOf(source), value = _rows.Value(source), gradient = _rows.Gradient(source);
                gather += Copy(size, input.Value + next, "=", value);
                if (gradient >= 0 && input.Gradient >= 0) hand += Copy(size, gradient, "+=", input.Gradient + next);
                next += size;
            }
        }
        _forward.Append(gather);
        string back = node is EncodingNode encoding
            ? encodings.Emit(encoding, _pass, _forward)
            : networks.Emit((NetworkNode)node, _forward);
        _backward = back + hand + _backward;
    }

    private static string Copy(int size, int to, string how, int from)
        => string.Create(CultureInfo.InvariantCulture, $"        for (int i = 0; i < {size}; i++)\n            for (int q = 0; q < VECTORS; q++) ")
            + string.Create(CultureInfo.InvariantCulture, $"ROW(rows + q * LANES, {to} + i) {how} ROW(rows + q * LANES, {from} + i);\n");

    private void EmitEvaluation()
    {
        string heads = Heads((head, output, gradient) =>
        {
            string place = $"{Number(_spec.OutputCount)}, sample, count";
            string text = $"write_column(outputs + {output} + r, {place}, {_formulas.Value(head.Activation, "z")});";
            return _pass == KernelPass.Infer || gradient is null ? text : text +
                $"\n                {gradient} += {_formulas.Slope(head.Activation, "z")} * read_column(output_gradients + {output} + r, {place});";
        });
        _functions.Append(KernelTemplate.Fill("infer")).Append('\n')
            .Append(KernelTemplate.Fill(_pass == KernelPass.Infer ? "infer_kernel" : "differentiate_kernel", Places(heads)));
    }

    private void EmitTraining(TrainingSpec training, NetworkText networks)
    {
        string scale = EncodingText.Float(1f / ((float)training.BatchSize * _spec.OutputCount));
        string outputs = Number(_spec.OutputCount);
        string heads = Heads((head, output, gradient) =>
            $"const real p = {_formulas.Value(head.Activation, "z")}, " +
            $"t = LOAD(targets + in_batch({outputs}, {output} + r, sample));\n" +
            $"                loss += is_there ? {_formulas.Value(training.Loss)} : R(0.0f);" +
            (gradient is null ? "" : $"\n                {gradient} += is_there ? " +
                $"{_formulas.Slope(training.Loss)} * R({scale}) * {_formulas.Slope(head.Activation, "z")} : R(0.0f);"));
        _functions.Append(KernelTemplate.Fill("train_kernel", Places(heads))).Append('\n');
        GradientText gradients = new(_functions);
        gradients.Emit(networks.Layers);
        GradientBlocks = gradients.BlockCount;
        if (Grids.Count > 0) EmitScatter();
        UpdateText.Emit(training, _formulas, _functions);
    }

    private void EmitScatter()
    {
        StringBuilder levels = new();
        foreach (GridText grid in Grids)
        {
            Dictionary<string, string> values = EncodingText.Values(grid);
            values["input_rows"] = Number(_spec.InputCount);
            values["input_row"] = Number(grid.InputRow);
            values["feature_rows"] = Number(FeatureRows);
            values["feature_row"] = Number(grid.FeatureRow);
            _functions.Append(KernelTemplate.Fill("grid_scatter", values)).Append('\n');
            int count = grid.Part.Layout.Levels.Length;
            levels.Append(CultureInfo.InvariantCulture,
                $"    if (level < {count}) {{ {grid.Name}_scatter(level, coordinates, features, gradients, samples); return; }}\n")
                .Append(CultureInfo.InvariantCulture, $"    level -= {count};\n");
        }
        _functions.Append(KernelTemplate.Fill(
            "scatter_kernel", new Dictionary<string, string> { ["levels"] = levels.ToString().TrimEnd('\n') })).Append('\n');
    }

    private Dictionary<string, string> Places(string heads) => new()
    {
        ["inputs"] = Number(_spec.InputCount),
        ["forward"] = _forward.ToString().TrimEnd('\n'),
        ["heads"] = heads.TrimEnd('\n'),
        ["backward"] = _backward.TrimEnd('\n'),
        ["clear"] = $"        for (int i = {Number(_rows.FirstGradient)} * STRIDE; i < ROWS * STRIDE; i += LANES) rows[i] = R(0.0f);",
        ["input_gradients"] = Number(_pass == KernelPass.Differentiate ? _rows.Gradient(_spec.Ports[0].Name) : 0),
        ["features"] = string.Concat(Grids.Select(FeatureCopy)).TrimEnd('\n'),
    };

    private string FeatureCopy(GridText grid)
        => string.Create(CultureInfo.InvariantCulture, $"    for (int q = 0; q < VECTORS; q++)\n        for (int i = 0; i < {grid.Part.OutputCount}; i++)\n")
            + string.Create(CultureInfo.InvariantCulture, $"            STORE(ROW(rows + q * LANES, {grid.GradientRow} + i), ")
            + string.Create(CultureInfo.InvariantCulture, $"features + in_batch({FeatureRows}, {grid.FeatureRow} + i, item * ITEM + q * WIDTH));\n");

    /// <summary>A loop per head over its outputs, with the node's value as z.</summary>
    /// <param name="body">What happens, from the head, its first output, and the row of the node's gradient.</param>
    private string Heads(Func<FieldHead, string, string?, string> body)
    {
        StringBuilder text = new();
        int output = 0;
        foreach (FieldHead head in _spec.Heads)
        {
            int value = _rows.Value(head.Node) + head.First, gradient = _rows.Gradient(head.Node);
            text.Append(CultureInfo.InvariantCulture, $"            for (int r = 0; r < {head.Count}; r++)\n            {{\n")
                .Append(CultureInfo.InvariantCulture, $"                const real z = ROW(own, {value} + r);\n                ")
                .Append(body(head, Number(output), gradient < 0 ? null : $"ROW(own, {Number(gradient + head.First)} + r)"))
                .Append("\n            }\n");
            output += head.Count;
        }
        return text.ToString();
    }

    private static string Number(int value) => KernelTemplate.Number(value);
}
