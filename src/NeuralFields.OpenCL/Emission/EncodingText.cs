using System.Globalization;
using System.Text;
using NeuralFields.Codegen;
using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Numerics;

namespace NeuralFields.OpenCL.Emission;

/// <summary>A grid of a field, with what the scatter of its tables' gradient needs.</summary>
/// <param name="Name">The prefix of its functions.</param>
/// <param name="Part">The grid.</param>
/// <param name="InputRow">The coordinate of the batch that it reads first.</param>
/// <param name="GradientRow">The row of scratch where the gradient of its features starts.</param>
/// <param name="FeatureRow">The row of the batch's feature gradients that is its first.</param>
internal sealed record GridText(string Name, GridPart Part, int InputRow, int GradientRow, int FeatureRow);

/// <summary>Encodings as functions over the rows of a sample.</summary>
internal sealed class EncodingText(FieldSpec spec, FieldRows rows, StringBuilder text)
{
    private readonly List<GridText> _grids = [];
    private int _parts, _featureRows;

    /// <summary>The grids written so far.</summary>
    public IReadOnlyList<GridText> Grids => _grids;

    /// <summary>Feature rows of all grids.</summary>
    public int FeatureRows => _featureRows;

    /// <summary>What an encoding consists of.</summary>
    public static List<EncodingPart> PartsOf(FieldSpec spec, EncodingNode node)
    {
        List<EncodingPart> parts = [];
        node.Encoding.AddParts(parts, 0..spec.InputSize(node), 0, spec.FirstParameter(node));
        return parts;
    }

    /// <summary>Writes a node's functions and the calls of them, where steps differentiate twice.</summary>
    /// <param name="node">A node without tables, which reads ports.</param>
    /// <param name="forward">Receives the calls of the forward pass.</param>
    public CurvedCalls EmitCurved(EncodingNode node, StringBuilder forward)
    {
        string sweep = "", move = "";
        InputRows input = rows.Input(node);
        foreach (PointwisePart part in PartsOf(spec, node).Select(p => PointwiseOf(p, node)))
        {
            string name = $"part{KernelTemplate.Number(_parts++)}";
            if (part is FourierPart fourier) Fourier(fourier, name, pulls: true, moves: true);
            else
            {
                Pointwise(part, name, pulls: true);
                Tangent(part, name);
            }
            int x = input.Value + part.FirstInput, first = part.FirstOutput;
            forward.Append(Call(name + "_encode", x, rows.Value(node.Name) + first));
            sweep += Call(name + "_backward", x, rows.Sweep(node.Name) + first, input.Sweep + part.FirstInput);
            move += Call(name + "_tangent", x, input.Move + part.FirstInput, rows.Move(node.Name) + first);
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
        foreach (EncodingPart part in PartsOf(spec, node))
        {
            string name = $"part{KernelTemplate.Number(_parts++)}";
            int x = input.Value + part.FirstInput, y = rows.Value(node.Name) + part.FirstOutput;
            int dy = rows.Gradient(node.Name) + part.FirstOutput, dx = input.Gradient + part.FirstInput;
            bool pulls = pass != KernelPass.Infer && input.Gradient >= 0 && rows.Gradient(node.Name) >= 0;
            if (part is GridPart grid) Grid(node, grid, name, dy, pass, pulls);
            else if (part is FourierPart fourier) Fourier(fourier, name, pulls);
            else Pointwise(PointwiseOf(part, node), name, pulls);
            if (part is GridPart && pass != KernelPass.Differentiate) forward.Append(ReadFeatures(_grids[^1], y));
            else forward.Append(Call(name + "_encode", x, y));
            if (pulls) backward.Append(Call(name + "_backward", x, dy, dx));
        }
        return backward.ToString();
    }

    /// <summary>A part without tables; others than grids only the CPU backend runs.</summary>
    private static PointwisePart PointwiseOf(EncodingPart part, EncodingNode node)
        => part as PointwisePart ?? throw new InputException(
            $"{node.Name}: radial bases and biases of encodings run on the CPU. Take --device cpu.");

    private static string Call(string function, params ReadOnlySpan<int> places)
    {
        StringBuilder call = new();
        call.Append("    for (int q = 0; q < VECTORS; q++)\n        ").Append(function).Append("(parameters");
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

    private static string ReadFeatures(GridText grid, int to) => KernelTemplate.Fill("features_read", new()
    {
        ["count"] = KernelTemplate.Number(grid.Part.OutputCount),
        ["from"] = KernelTemplate.Number(grid.FeatureRow),
        ["to"] = KernelTemplate.Number(to),
    });

    private void Grid(EncodingNode node, GridPart part, string name, int gradientRow, KernelPass pass, bool pulls)
    {
        if (node.Inputs.Length > 1 || spec.Ports.All(p => p.Name != node.Inputs[0]))
            throw new InputException($"{node.Name}: a grid must read a port of the field, not another node.");
        GridText grid = new(name, part, rows.Value(node.Inputs[0]) + part.FirstInput, gradientRow, _featureRows);
        _featureRows += part.OutputCount;
        _grids.Add(grid);
        Dictionary<string, string> values = Places(grid);
        text.Append(KernelTemplate.Fill("grid", values)).Append('\n');
        if (pass == KernelPass.Differentiate) text.Append(KernelTemplate.Fill("grid_encode", values)).Append('\n');
        if (pulls) text.Append(KernelTemplate.Fill("grid_backward", values)).Append('\n');
    }

    /// <summary>The places of a grid's templates.</summary>
    public static Dictionary<string, string> Places(GridText grid)
    {
        GridLayout layout = grid.Part.Layout;
        bool nearest = layout.Interpolation == GridInterpolation.Nearest;
        bool smooth = layout.Interpolation == GridInterpolation.Smoothstep;
        return new()
        {
            ["name"] = grid.Name,
            ["comment"] = $"A grid of {layout.Levels.Length} levels, {layout.Interpolation}.",
            ["dimensions"] = KernelTemplate.Number(layout.Dimensions),
            ["features"] = KernelTemplate.Number(layout.Features),
            ["levels"] = KernelTemplate.Number(layout.Levels.Length),
            ["corners"] = KernelTemplate.Number(nearest ? 1 : 1 << layout.Dimensions),
            ["parameter"] = KernelTemplate.Number(grid.Part.FirstParameter),
            ["weight"] = nearest ? "R(0.0f)" : smooth ? "f * f * (R(3.0f) - (f + f))" : "f",
            ["slope"] = nearest ? "R(0.0f)" : smooth ? "R(6.0f) * f * (R(1.0f) - f)" : "R(1.0f)",
            ["scales"] = List(layout, l => Float(l.Scale)),
            ["shifts"] = List(layout, l => Float(l.Shift)),
            ["periods"] = List(layout, l => Float(l.IsMirrored ? 2 * l.Period : l.Period)),
            ["mirrored"] = List(layout, l => l.IsMirrored ? "1" : "0"),
            ["last_cells"] = List(layout, l => KernelTemplate.Number(l.LastCell)),
            ["resolutions"] = List(layout, l => KernelTemplate.Number(l.Resolution) + "u"),
            ["entries"] = List(layout, l => KernelTemplate.Number(l.Entries) + "u"),
            ["first_entries"] = List(layout, l => KernelTemplate.Number(l.FirstEntry) + "u"),
            ["wraps"] = List(layout, l => IsSmall(l, layout.Dimensions) ? "1" : "0"),
            ["hashed"] = List(layout, l => l.Hashed ? "1" : "0"),
        };
    }

    private static bool IsSmall(GridLevel level, int dimensions)
        => !level.Hashed && level.Entries < Math.Pow(level.Resolution, dimensions);

    /// <summary>A float in text; it reads back as the same.</summary>
    public static string Float(float value)
    {
        string digits = value.ToString("R", CultureInfo.InvariantCulture);
        return digits.Contains('.') || digits.Contains('E') ? digits + "f" : digits + ".0f";
    }

    private static string List(GridLayout layout, Func<GridLevel, string> number)
        => string.Join(", ", layout.Levels.Select(number));

    private static Expr[] Inputs(ExprGraph graph, int first, int count)
        => [.. Enumerable.Range(first, count).Select(graph.Input)];
}
