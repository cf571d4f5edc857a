using System.Globalization;
using System.Text;
using NeuralFields.Codegen;
using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Numerics;
using NeuralFields.OpenCL.Memory;

namespace NeuralFields.OpenCL.Emission;

/// <summary>Trained numbers that are added to the features of an encoding.</summary>
/// <param name="Part">The numbers.</param>
/// <param name="GradientRow">The row of scratch where the gradient of the first feature stands.</param>
internal sealed record BiasText(BiasPart Part, int GradientRow);

/// <summary>Numbers that the batch holds for each sample, and later their gradient.</summary>
/// <param name="Count">How many.</param>
/// <param name="GradientRow">The row of scratch where their gradient starts.</param>
/// <param name="FeatureRow">The row of the batch's features that is their first.</param>
internal sealed record BatchRows(int Count, int GradientRow, int FeatureRow);

/// <summary>Encodings as functions over the rows of a sample.</summary>
internal sealed class EncodingText(FieldSpec spec, FieldRows rows, StringBuilder text)
{
    private readonly List<ITableText> _tables = [];
    private readonly List<BiasText> _biases = [];
    private readonly List<BatchRows> _latents = [];
    private int _parts;

    /// <summary>The grids and radial bases written so far.</summary>
    public IReadOnlyList<ITableText> Tables => _tables;

    /// <summary>The biases written so far.</summary>
    public IReadOnlyList<BiasText> Biases => _biases;

    /// <summary>The latent vectors of samples.</summary>
    public IReadOnlyList<BatchRows> Latents => _latents;

    /// <summary>Rows of a batch that all tables and latent vectors take.</summary>
    public int FeatureRows => _tables.Sum(t => t.RowCount) + _latents.Sum(l => l.Count);

    /// <summary>Writes a node's functions and the calls of them, where steps differentiate twice.</summary>
    /// <param name="node">A node without tables, which reads ports.</param>
    /// <param name="forward">Receives the calls of the forward pass.</param>
    public CurvedCalls EmitCurved(EncodingNode node, StringBuilder forward)
    {
        string sweep = "", move = "";
        InputRows input = rows.Input(node);
        foreach (PointwisePart part in spec.PartsOf(node).Cast<PointwisePart>())
        {
            string name = $"part{KernelTemplate.Number(_parts++)}";
            if (part is FourierPart fourier) Fourier(fourier, name, pulls: true, moves: true);
            else
            {
                Pointwise(part, name, pulls: true);
                Tangent(part, name);
            }
            int x = input.Value + part.FirstInput, first = part.FirstOutput;
            forward.Append(Call(name + "_encode(parameters", x, rows.Value(node.Name) + first));
            sweep += Call(name + "_backward(parameters", x, rows.Sweep(node.Name) + first, input.Sweep + part.FirstInput);
            move += Call(name + "_tangent(parameters", x, input.Move + part.FirstInput, rows.Move(node.Name) + first);
        }
        return new(sweep, move, "");
    }

    /// <summary>Writes a node's functions and the calls of them.</summary>
    /// <param name="node">The node.</param>
    /// <param name="pass">What for.</param>
    /// <param name="forward">Receives the calls of the forward pass.</param>
    /// <returns>The calls of the backward pass.</returns>
    public string Emit(EncodingNode node, KernelPass pass, StringBuilder forward)
    {
        StringBuilder backward = new();
        InputRows input = rows.Input(node);
        foreach (EncodingPart part in spec.PartsOf(node))
        {
            string name = $"part{KernelTemplate.Number(_parts++)}";
            int x = input.Value + part.FirstInput, y = rows.Value(node.Name) + part.FirstOutput;
            int dy = rows.Gradient(node.Name) + part.FirstOutput, dx = input.Gradient + part.FirstInput;
            bool pulls = pass != KernelPass.Infer && input.Gradient >= 0 && rows.Gradient(node.Name) >= 0;
            if (part is BiasPart bias)
            {
                forward.Append(AddBias(bias, y));
                _biases.Add(new(bias, dy));
                continue;
            }
            if (part is LatentPart && rows.Demands.Latents)
            {
                forward.Append(ReadFeatures(part.OutputCount, FeatureRows, y));
                _latents.Add(new(part.OutputCount, dy, FeatureRows));
                continue;
            }
            string call = part switch { RadialPart => "(parameters, index", GridPart => "(tables", _ => "(parameters" };
            if (part is GridPart grid) Grid(node, grid, name, dy, pass, pulls);
            else if (part is RadialPart radial) Radial(node, radial, name, dy, pass, pulls);
            else if (part is FourierPart fourier) Fourier(fourier, name, pulls);
            else Pointwise((PointwisePart)part, name, pulls);
            if (part is not PointwisePart && pass != KernelPass.Differentiate)
                forward.Append(ReadFeatures(_tables[^1].OutputCount, _tables[^1].FeatureRow, y));
            else forward.Append(Call(name + "_encode" + call, x, y));
            if (pulls) backward.Append(Call(name + "_backward" + call, x, dy, dx));
        }
        return backward.ToString();
    }

    private static string AddBias(BiasPart part, int row) => KernelTemplate.Fill("bias_rows", new()
    {
        ["count"] = KernelTemplate.Number(part.OutputCount),
        ["to"] = KernelTemplate.Number(row),
        ["biases"] = KernelTemplate.Number(part.FirstParameter),
    });

    /// <summary>A call with a vector after the other.</summary>
    /// <param name="function">Its name, the parenthesis and the arguments before the rows.</param>
    /// <param name="places">The rows.</param>
    private static string Call(string function, params ReadOnlySpan<int> places)
    {
        StringBuilder call = new();
        call.Append("    for (int q = 0; q < VECTORS; q++)\n        ").Append(function);
        foreach (int row in places)
            call.Append(CultureInfo.InvariantCulture, $", rows + {row} * STRIDE + q * LANES");
        return call.Append(");\n").ToString();
    }

    private void Pointwise(PointwisePart part, string name, bool pulls)
    {
        int n = part.InputCount;
        using (ExprGraph graph = ExprGraph.Open())
        {
            Expr[] x = Inputs(graph, 0, n), y = new Expr[part.OutputCount];
            part.Lower(x, y);
            Function("pointwise_encode", name, FunctionEmitter.EmitStatements(
                LaneDialect.Instance, graph, i => $"ROW(x, {i})", y, (i, value) => $"ROW(y, {i}) = {value};"));
        }
        if (!pulls) return;
        using ExprGraph backward = ExprGraph.Open();
        Expr[] dx = Inputs(backward, n, n);
        part.LowerInputGradient(Inputs(backward, 0, n), Inputs(backward, 2 * n, part.OutputCount), dx);
        Function("pointwise_backward", name, FunctionEmitter.EmitStatements(
            LaneDialect.Instance, backward,
            i => i < n ? $"ROW(x, {i})" : i < 2 * n ? $"ROW(dx, {i - n})" : $"ROW(dy, {i - (2 * n)})",
            dx, (i, value) => $"ROW(dx, {i}) = {value};"));
    }

    private void Tangent(PointwisePart part, string name)
    {
        int n = part.InputCount;
        using ExprGraph graph = ExprGraph.Open();
        Dual<Expr>[] y = new Dual<Expr>[part.OutputCount];
        part.LowerTangent([.. Inputs(graph, 0, n).Zip(Inputs(graph, n, n), (x, dx) => new Dual<Expr>(x, dx))], y);
        Function("pointwise_tangent", name, FunctionEmitter.EmitStatements(
            LaneDialect.Instance, graph, i => i < n ? $"ROW(x, {i})" : $"ROW(dx, {i - n})",
            [.. y.Select(feature => feature.Slope)], (i, value) => $"ROW(dy, {i}) = {value};"));
    }

    private void Function(string template, string name, string statements)
        => text.Append(KernelTemplate.Fill(
            template, new() { ["name"] = name, ["statements"] = statements.TrimEnd('\n') })).Append('\n');

    /// <summary>A loop over the rows of the matrix: written out, hundreds of sines would take seconds to compile.</summary>
    private void Fourier(FourierPart part, string name, bool pulls, bool moves = false)
    {
        int n = part.InputCount, features = part.OutputCount / 2;
        Dictionary<string, string> values = new()
        {
            ["name"] = name,
            ["features"] = KernelTemplate.Number(features),
            ["parameter"] = KernelTemplate.Number(part.FirstParameter),
            ["inputs"] = KernelTemplate.Number(n),
        };
        string Read(int i) => i < n ? $"ROW(x, {i})" : i < 2 * n ? $"R(b[{i - n}])"
            : i < 3 * n ? $"ROW(dx, {i - (2 * n)})" : i == 3 * n ? "ROW(dy, i)" : $"ROW(dy, {features} + i)";
        using (ExprGraph graph = ExprGraph.Open())
        {
            (Expr sin, Expr cos) = FourierRow.Encode<Expr>(Inputs(graph, n, n), Inputs(graph, 0, n));
            values["row"] = FunctionEmitter.EmitStatements(LaneDialect.Instance, graph, Read, [cos, sin],
                (i, value) => i == 0 ? $"ROW(y, i) = {value};" : $"ROW(y, {features} + i) = {value};");
        }
        text.Append(KernelTemplate.Fill("fourier_encode", values)).Append('\n');
        if (moves) FourierTangent(n, features, values, Read);
        if (!pulls) return;
        using ExprGraph backward = ExprGraph.Open();
        Expr[] dx = Inputs(backward, 2 * n, n);
        FourierRow.InputGradient(
            Inputs(backward, n, n), Inputs(backward, 0, n), backward.Input(3 * n), backward.Input((3 * n) + 1),
            dx.AsSpan());
        values["row"] = FunctionEmitter.EmitStatements(
            LaneDialect.Instance, backward, Read, dx, (i, value) => $"ROW(dx, {i}) = {value};");
        text.Append(KernelTemplate.Fill("fourier_backward", values)).Append('\n');
    }

    private void FourierTangent(int n, int features, Dictionary<string, string> values, Func<int, string> read)
    {
        using ExprGraph graph = ExprGraph.Open();
        (Dual<Expr> sin, Dual<Expr> cos) = FourierRow.Encode<Dual<Expr>>(
            [.. Inputs(graph, n, n).Select(b => new Dual<Expr>(b, Expr.Const(0)))],
            [.. Inputs(graph, 0, n).Zip(Inputs(graph, 2 * n, n), (x, dx) => new Dual<Expr>(x, dx))]);
        values["row"] = FunctionEmitter.EmitStatements(LaneDialect.Instance, graph, read, [cos.Slope, sin.Slope],
            (i, value) => i == 0 ? $"ROW(dy, i) = {value};" : $"ROW(dy, {features} + i) = {value};");
        text.Append(KernelTemplate.Fill("fourier_tangent", values)).Append('\n');
    }

    private static string ReadFeatures(int count, int from, int to) => KernelTemplate.Fill("features_read", new()
    {
        ["count"] = KernelTemplate.Number(count),
        ["from"] = KernelTemplate.Number(from),
        ["to"] = KernelTemplate.Number(to),
    });

    private void Grid(EncodingNode node, GridPart part, string name, int gradientRow, KernelPass pass, bool pulls)
    {
        GridText grid = new(name, part, InputRow(node, part), gradientRow, FeatureRows);
        _tables.Add(grid);
        Dictionary<string, string> values = grid.Places();
        text.Append(KernelTemplate.Fill("grid", values)).Append('\n');
        if (pass == KernelPass.Differentiate) text.Append(KernelTemplate.Fill("grid_encode", values)).Append('\n');
        if (pulls) text.Append(KernelTemplate.Fill("grid_backward", values)).Append('\n');
    }

    private void Radial(EncodingNode node, RadialPart part, string name, int gradientRow, KernelPass pass, bool pulls)
    {
        RadialText radial =
            new(name, part, InputRow(node, part), gradientRow, FeatureRows, KernelIndex.NumberOf(spec, part));
        _tables.Add(radial);
        radial.Emit(text);
        if (pass == KernelPass.Differentiate) radial.EmitPoint(text);
        if (pulls) radial.EmitBackward(text);
    }

    /// <summary>The coordinate of the batch that a table reads first.</summary>
    private int InputRow(EncodingNode node, EncodingPart part)
        => node.Inputs.Length == 1 && spec.Ports.Any(p => p.Name == node.Inputs[0])
            ? rows.Value(node.Inputs[0]) + part.FirstInput
            : throw new InputException($"{node.Name}: a table must read a port of the field, not another node.");

    /// <summary>A float in text; it reads back as the same.</summary>
    public static string Float(float value)
    {
        string digits = value.ToString("R", CultureInfo.InvariantCulture);
        return digits.Contains('.') || digits.Contains('E') ? digits + "f" : digits + ".0f";
    }

    private static Expr[] Inputs(ExprGraph graph, int first, int count)
        => [.. Enumerable.Range(first, count).Select(graph.Input)];
}
