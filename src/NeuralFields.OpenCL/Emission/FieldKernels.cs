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
    private readonly IReadOnlyList<FieldHead> _heads;
    private readonly IReadOnlyList<(string Name, LayerRows Rows)> _layers;
    private readonly IReadOnlyList<BiasText> _biases;
    private readonly FieldRows _rows;
    private readonly FormulaFunctions _formulas;
    private string _backward = "", _sweep = "", _move = "";

    private FieldKernels(
        FieldSpec spec, KernelForm form, KernelPass pass, IReadOnlyList<FieldHead>? heads = null,
        RayDemands demands = default)
    {
        (_spec, _form, _pass, _heads) = (spec, form, pass, heads ?? spec.Heads);
        _rows = new(spec, pass, demands);
        _functions.Append(KernelTemplate.Fill("gather", [])).Append('\n')
            .Append(KernelTemplate.Fill("parts", [])).Append('\n');
        _formulas = new(_functions);
        EncodingText encodings = new(spec, _rows, _functions);
        NetworkText networks = new(_rows, form, pass, _formulas, _functions);
        CurvedNetworkText curved = new(_rows, form, _formulas, _functions);
        foreach (FieldNode node in NeededNodes())
            if (pass == KernelPass.Curve) EmitCurved(node, encodings, curved);
            else Emit(node, encodings, networks);
        Tables = encodings.Tables;
        _biases = encodings.Biases;
        Latents = encodings.Latents.Count > 0 ? encodings.Latents[0] : null;
        if (demands.Coordinates)
            Coordinates = new(spec.InputCount, _rows.Gradient(spec.Ports[0].Name), encodings.FeatureRows);
        FeatureRows = encodings.FeatureRows + (Coordinates?.Count ?? 0);
        _layers = pass == KernelPass.Curve ? curved.Layers : networks.Layers;
    }

    /// <summary>The text.</summary>
    public string Source
        => Prelude(_form) + $"#define ROWS {Number(_rows.Count)}\n#define FEATURE_ROWS {Number(FeatureRows)}\n\n" +
            _functions.ToString().TrimEnd('\n') + "\n";

    /// <summary>Rows of scratch per item.</summary>
    public int RowCount => _rows.Count;

    /// <summary>Blocks of the weights' gradient.</summary>
    public int GradientBlocks { get; private set; }

    /// <summary>The grids and radial bases, for the scatter of their gradient.</summary>
    public IReadOnlyList<ITableText> Tables { get; }

    /// <summary>The latent vectors of samples, where they have their own.</summary>
    public BatchRows? Latents { get; }

    /// <summary>Where the gradient of coordinates goes, where it is asked for.</summary>
    public BatchRows? Coordinates { get; }

    /// <summary>Rows of features, then of their gradients, in a batch.</summary>
    public int FeatureRows { get; }

    /// <summary>Levels of all tables.</summary>
    public int LevelCount => Tables.Sum(t => t.LevelCount);

    /// <summary>Whether there are radial bases, whose kernels are found before anything is encoded.</summary>
    public bool Locates => Tables.Any(t => t is RadialText);

    /// <summary>How many tables these kernels and others have first, with the same rows of a batch.</summary>
    public int TablesSharedWith(FieldKernels other)
        => Tables.Zip(other.Tables).TakeWhile(pair => pair.First.InputRow == pair.Second.InputRow
            && pair.First.FirstParameter == pair.Second.FirstParameter
            && pair.First.FeatureRow == pair.Second.FeatureRow).Count();

    /// <summary>Values alone.</summary>
    public static FieldKernels Infer(FieldSpec spec, KernelForm form)
    {
        FieldKernels kernels = new(spec, form, KernelPass.Infer);
        kernels._functions.Append(KernelTemplate.Fill("infer", [])).Append('\n');
        kernels.EmitEvaluation("infer", kernels.Heads(_ => "head_infer", []));
        kernels._functions.Append(KernelTemplate.Fill("arrange_kernel", kernels.Places(""))).Append('\n');
        kernels.EmitEncode();
        UnitsText.EmitPrepare(spec, kernels._formulas, kernels._functions);
        if (form.HalvesTables) kernels._functions.Append(KernelTemplate.Fill("halve_kernel", [])).Append('\n');
        return kernels;
    }

    /// <summary>Values and the gradient of coordinates.</summary>
    public static FieldKernels Differentiate(FieldSpec spec, KernelForm form)
    {
        FieldKernels kernels = new(spec, form, KernelPass.Differentiate);
        string heads = kernels.Heads(_ => "head_differentiate", []);
        kernels._functions.Append(KernelTemplate.Fill("infer", [])).Append('\n')
            .Append(KernelTemplate.Fill("differentiate_kernel", kernels.Places(heads))).Append('\n');
        return kernels;
    }

    /// <summary>Values of some heads, from a batch into a batch.</summary>
    public static FieldKernels Values(FieldSpec spec, KernelForm form, params IReadOnlyList<FieldHead> heads)
        => Values(spec, form, default, heads);

    /// <summary>The same where rays demand more of a field.</summary>
    public static FieldKernels Values(
        FieldSpec spec, KernelForm form, RayDemands demands, params IReadOnlyList<FieldHead> heads)
    {
        FieldKernels kernels = new(spec, form, KernelPass.Infer, heads, demands);
        kernels.EmitEvaluation("values", kernels.Heads(_ => "head_value", []));
        kernels.EmitEncode();
        return kernels;
    }

    /// <summary>A training step by a loss of values.</summary>
    public static FieldKernels Train(FieldSpec spec, KernelForm form, TrainingSpec training)
    {
        FieldKernels kernels = new(spec, form, KernelPass.Train);
        kernels.EmitTraining(training, LearnValues(kernels.Heads(isTrained => isTrained ? "head_train" : "head_loss", new()
        {
            ["loss"] = kernels._formulas.Value(training.Loss),
            ["loss_slope"] = kernels._formulas.Slope(training.Loss),
            ["scale"] = EncodingText.Float(1f / ((float)training.BatchSize * spec.OutputCount)),
        })));
        return kernels;
    }

    /// <summary>A training step from given derivatives of the loss by the values.</summary>
    public static FieldKernels TrainGiven(
        FieldSpec spec, KernelForm form, TrainingSpec training, RayDemands demands = default)
    {
        FieldKernels kernels = new(spec, form, KernelPass.Train, demands: demands);
        kernels.EmitTraining(training, LearnValues(kernels.Heads(isTrained => isTrained ? "head_given" : "", [])));
        return kernels;
    }

    /// <summary>A training step by a loss of the value and its gradient, which is differentiated twice.</summary>
    public static FieldKernels TrainCurved(FieldSpec spec, KernelForm form, TrainingSpec training)
    {
        FieldKernels kernels = new(spec, form, KernelPass.Curve);
        SurfaceText.EmitLoss(training, kernels._formulas, kernels._functions);
        kernels.EmitTraining(training, KernelTemplate.Fill("learn_gradients", kernels.SurfacePlaces(training)));
        return kernels;
    }

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

    /// <summary>What all kernels begin with.</summary>
    public static string Prelude(KernelForm form) => KernelTemplate.Fill("prelude", new()
    {
        ["width"] = Number(form.Width),
        ["vectors"] = Number(form.Vectors),
        ["lanes"] = Number(form.Lanes),
        ["group"] = Number(form.GroupSize),
        ["tile"] = Number(Tile),
        ["staged"] = Number(form.Staged),
        ["half_tables"] = form.HalvesTables ? "1" : "0",
    });

    /// <summary>The nodes that the heads depend on.</summary>
    private List<FieldNode> NeededNodes()
    {
        HashSet<string> names = [.. _heads.Select(h => h.Node)];
        foreach (FieldNode node in _spec.Nodes.Reverse())
            if (names.Contains(node.Name)) names.UnionWith(node.Inputs);
        return [.. _spec.Nodes.Where(n => _pass != KernelPass.Infer || names.Contains(n.Name))];
    }

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

    private void EmitCurved(FieldNode node, EncodingText encodings, CurvedNetworkText networks)
    {
        InputRows input = _rows.Input(node);
        string spread = "", gatherMoves = "", handBack = "";
        int next = 0;
        foreach (string source in input.IsGathered ? input.Sources : [])
        {
            int size = _spec.SizeOf(source), gradient = _rows.Gradient(source);
            _forward.Append(Rows(size, input.Value + next, "=", _rows.Value(source)));
            gatherMoves += Rows(size, input.Move + next, "=", _rows.Move(source));
            spread += Rows(size, _rows.Sweep(source), "+=", input.Sweep + next);
            if (gradient >= 0 && input.Gradient >= 0) handBack += Rows(size, gradient, "+=", input.Gradient + next);
            next += size;
        }
        CurvedCalls calls = node is EncodingNode encoding
            ? encodings.EmitCurved(encoding, _forward)
            : networks.Emit((NetworkNode)node, _forward);
        _sweep = calls.Sweep + spread + _sweep;
        _move += gatherMoves + calls.Move;
        _backward = calls.Backward + handBack + _backward;
    }

    private void EmitEvaluation(string kernel, string heads)
    {
        Dictionary<string, string> places = Places(heads);
        places["kernel"] = kernel;
        _functions.Append(KernelTemplate.Fill("evaluate_kernel", places)).Append('\n');
    }

    private static string LearnValues(string heads) => KernelTemplate.Fill("learn_values", new() { ["heads"] = heads.TrimEnd('\n') });

    private void EmitTraining(TrainingSpec training, string learn)
    {
        Dictionary<string, string> places = Places("");
        places["learn"] = learn.TrimEnd('\n');
        _functions.Append(KernelTemplate.Fill("train_kernel", places)).Append('\n');
        GradientText gradients = new(_functions);
        gradients.Emit(_layers, _biases);
        GradientBlocks = gradients.BlockCount;
        EmitEncode();
        EmitLevels(t => t.ScatterTemplate, "scatter", "coordinates, features, gradients, samples");
        UnitsText.EmitTraining(_spec, _formulas, _functions);
        UpdateText.Emit(training, _formulas, _functions);
    }

    private void EmitEncode()
    {
        EmitLevels(t => t.LevelTemplate, "encode", "{0}, coordinates, features, count");
        if (!Locates) return;
        string bases = string.Concat(Tables.OfType<RadialText>().Select(
            basis => $"    {basis.Name}_find(parameters, index, coordinates, features, count);\n"));
        _functions.Append(KernelTemplate.Fill("locate_kernel", new() { ["bases"] = bases.TrimEnd('\n') })).Append('\n');
    }

    /// <summary>A kernel over the levels of all tables, and what it calls.</summary>
    private void EmitLevels(Func<ITableText, string> template, string kernel, string arguments)
    {
        if (Tables.Count == 0) return;
        StringBuilder levels = new();
        foreach (ITableText table in Tables)
        {
            Dictionary<string, string> places = table.Places();
            places["input_rows"] = Number(_spec.InputCount);
            places["input_row"] = Number(table.InputRow);
            places["feature_row"] = Number(table.FeatureRow);
            _functions.Append(KernelTemplate.Fill(template(table), places)).Append('\n');
            int count = table.LevelCount;
            string own = string.Format(CultureInfo.InvariantCulture, arguments, table.Source);
            levels.Append(CultureInfo.InvariantCulture, $"    if (level < {count})\n    {{\n        {table.Name}_{kernel}(")
                .Append(CultureInfo.InvariantCulture, $"level, {own});\n        return;\n    }}\n")
                .Append(CultureInfo.InvariantCulture, $"    level -= {count};\n");
        }
        _functions.Append(KernelTemplate.Fill(
            kernel + "_kernel", new() { ["levels"] = levels.ToString().TrimEnd('\n') })).Append('\n');
    }

    private Dictionary<string, string> SurfacePlaces(TrainingSpec training)
    {
        FieldHead head = _spec.Heads[0];
        string position = _spec.Ports[0].Name, slope = _formulas.Slope(head.Activation, "z");
        string curvature = _formulas.Curvature(head.Activation, "z"), scale = SurfaceText.Scale(training);
        int gradient = _rows.Gradient(head.Node) + head.First, move = _rows.Move(head.Node) + head.First;
        bool isTrained = _rows.Gradient(head.Node) >= 0; // else nothing behind the head trains
        return new(Places(""))
        {
            ["sweep"] = _sweep.TrimEnd('\n'),
            ["tangent"] = _move.TrimEnd('\n'),
            ["row"] = Number(_rows.Value(head.Node) + head.First),
            ["sweep_row"] = Number(_rows.Sweep(head.Node) + head.First),
            ["position_row"] = Number(_rows.Sweep(position)),
            ["move_row"] = Number(_rows.Move(position)),
            ["dimensions"] = Number(_spec.Ports[0].Size),
            ["targets"] = Number(training.Gradient!.TargetCount(_spec.Ports[0].Size)),
            ["value"] = _formulas.Value(head.Activation, "z"),
            ["slope"] = slope,
            ["add_slope"] = isTrained
                ? $"ROW(own, {Number(gradient)}) += is_there ? by[0] * R({scale}) * {slope} : R(0.0f);"
                : "",
            ["add_curvature"] = isTrained
                ? $"ROW(own, {Number(gradient)}) += ROW(own, {Number(move)}) * {curvature};"
                : "",
            ["scale"] = scale,
        };
    }

    private Dictionary<string, string> Places(string heads) => new()
    {
        ["inputs"] = Number(_spec.InputCount),
        ["forward"] = _forward.ToString().TrimEnd('\n'),
        ["heads"] = heads.TrimEnd('\n'),
        ["backward"] = _backward.TrimEnd('\n'),
        ["first_gradient"] = Number(_rows.FirstGradient),
        ["input_gradients"] = Number(_rows.Gradient(_spec.Ports[0].Name)),
        ["features"] = string.Concat(GradientsOfBatch().Select(Features)).TrimEnd('\n'),
    };

    private IEnumerable<BatchRows> GradientsOfBatch()
    {
        foreach (ITableText table in Tables) yield return new(table.OutputCount, table.GradientRow, table.FeatureRow);
        if (Latents is not null) yield return Latents;
        if (Coordinates is not null) yield return Coordinates;
    }

    private static string Features(BatchRows rows) => KernelTemplate.Fill("features", new()
    {
        ["count"] = Number(rows.Count),
        ["from"] = Number(rows.GradientRow),
        ["to"] = Number(rows.FeatureRow),
    });

    /// <summary>The loops over the outputs of all heads.</summary>
    /// <param name="template">The template, or nothing, from whether anything behind the head asks for a gradient.</param>
    /// <param name="places">What the template has beside the head's own.</param>
    private string Heads(Func<bool, string> template, Dictionary<string, string> places)
    {
        StringBuilder text = new();
        int output = 0;
        foreach (FieldHead head in _heads)
        {
            int gradient = _rows.Gradient(head.Node);
            string name = template(gradient >= 0);
            if (name.Length > 0) text.Append(KernelTemplate.Fill(name, new Dictionary<string, string>(places)
            {
                ["count"] = Number(head.Count),
                ["row"] = Number(_rows.Value(head.Node) + head.First),
                ["gradient_row"] = Number(gradient + head.First),
                ["output"] = Number(output),
                ["outputs"] = Number(_heads.Sum(h => h.Count)),
                ["value"] = _formulas.Value(head.Activation, "z"),
                ["slope"] = _pass == KernelPass.Infer ? "" : _formulas.Slope(head.Activation, "z"),
            }));
            output += head.Count;
        }
        return text.ToString();
    }

    private static string Number(int value) => KernelTemplate.Number(value);
}
