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
                throw new InputException(
                    $"{node.Name}: OpenCL does not run networks of kind {node.Network.GetType().Name}.");
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
        Source = Prelude() + _functions.ToString().TrimEnd('\n') + "\n";
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

    /// <summary>Statements that combine rows with other rows of the same item.</summary>
    /// <param name="count">How many rows.</param>
    /// <param name="to">The first that is written.</param>
    /// <param name="how">=, += or *=.</param>
    /// <param name="from">The first that is read.</param>
    public static string Rows(int count, int to, string how, int from) => KernelTemplate.Fill("rows", new()
    {
        ["count"] = Number(count),
        ["to"] = Number(to),
        ["how"] = how,
        ["from"] = Number(from),
    });

    private string Prelude() => KernelTemplate.Fill("prelude", new()
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
        string handBack = "";
        int next = 0;
        foreach (string source in input.IsGathered ? input.Sources : [])
        {
            int size = _spec.SizeOf(source), gradient = _rows.Gradient(source);
            _forward.Append(Rows(size, input.Value + next, "=", _rows.Value(source)));
            if (gradient >= 0 && input.Gradient >= 0) handBack += Rows(size, gradient, "+=", input.Gradient + next);
            next += size;
        }
        string backward = node is EncodingNode encoding
            ? encodings.Emit(encoding, _pass, _forward)
            : networks.Emit((NetworkNode)node, _forward);
        _backward = backward + handBack + _backward;
    }

    private void EmitEvaluation()
    {
        string heads = Heads(_ => _pass == KernelPass.Infer ? "head_infer" : "head_differentiate", []);
        string kernel = _pass == KernelPass.Infer ? "infer_kernel" : "differentiate_kernel";
        _functions.Append(KernelTemplate.Fill("infer", [])).Append('\n')
            .Append(KernelTemplate.Fill(kernel, Places(heads)));
    }

    private void EmitTraining(TrainingSpec training, NetworkText networks)
    {
        string heads = Heads(isTrained => isTrained ? "head_train" : "head_loss", new()
        {
            ["loss"] = _formulas.Value(training.Loss),
            ["loss_slope"] = _formulas.Slope(training.Loss),
            ["scale"] = EncodingText.Float(1f / ((float)training.BatchSize * _spec.OutputCount)),
        });
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
            Dictionary<string, string> places = EncodingText.Places(grid);
            places["input_rows"] = Number(_spec.InputCount);
            places["input_row"] = Number(grid.InputRow);
            places["feature_rows"] = Number(FeatureRows);
            places["feature_row"] = Number(grid.FeatureRow);
            _functions.Append(KernelTemplate.Fill("grid_scatter", places)).Append('\n');
            int count = grid.Part.Layout.Levels.Length;
            levels.Append(CultureInfo.InvariantCulture, $"    if (level < {count})\n    {{\n        {grid.Name}_scatter(")
                .Append("level, coordinates, features, gradients, samples);\n        return;\n    }\n")
                .Append(CultureInfo.InvariantCulture, $"    level -= {count};\n");
        }
        _functions.Append(KernelTemplate.Fill("scatter_kernel", new() { ["levels"] = levels.ToString().TrimEnd('\n') }))
            .Append('\n');
    }

    private Dictionary<string, string> Places(string heads) => new()
    {
        ["inputs"] = Number(_spec.InputCount),
        ["forward"] = _forward.ToString().TrimEnd('\n'),
        ["heads"] = heads.TrimEnd('\n'),
        ["backward"] = _backward.TrimEnd('\n'),
        ["first_gradient"] = Number(_rows.FirstGradient),
        ["input_gradients"] = Number(_rows.Gradient(_spec.Ports[0].Name)),
        ["features"] = string.Concat(Grids.Select(Features)).TrimEnd('\n'),
    };

    private string Features(GridText grid) => KernelTemplate.Fill("features", new()
    {
        ["count"] = Number(grid.Part.OutputCount),
        ["from"] = Number(grid.GradientRow),
        ["rows"] = Number(FeatureRows),
        ["to"] = Number(grid.FeatureRow),
    });

    /// <summary>The loops over the outputs of all heads.</summary>
    /// <param name="template">The template, from whether anything behind the head asks for a gradient.</param>
    /// <param name="places">What the template has beside the head's own.</param>
    private string Heads(Func<bool, string> template, Dictionary<string, string> places)
    {
        StringBuilder text = new();
        int output = 0;
        foreach (FieldHead head in _spec.Heads)
        {
            int gradient = _rows.Gradient(head.Node);
            text.Append(KernelTemplate.Fill(template(gradient >= 0), new Dictionary<string, string>(places)
            {
                ["count"] = Number(head.Count),
                ["row"] = Number(_rows.Value(head.Node) + head.First),
                ["gradient_row"] = Number(gradient + head.First),
                ["output"] = Number(output),
                ["outputs"] = Number(_spec.OutputCount),
                ["value"] = _formulas.Value(head.Activation, "z"),
                ["slope"] = _pass == KernelPass.Infer ? "" : _formulas.Slope(head.Activation, "z"),
            }));
            output += head.Count;
        }
        return text.ToString();
    }

    private static string Number(int value) => KernelTemplate.Number(value);
}
