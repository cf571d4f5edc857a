using System.Text;
using NeuralFields.Codegen;
using NeuralFields.Encodings;
using NeuralFields.OpenCL.Memory;
using NeuralFields.RadialBases;

namespace NeuralFields.OpenCL.Emission;

/// <summary>A radial basis of a field, with what the scatter of its features' gradient needs.</summary>
/// <param name="Name">The prefix of its functions.</param>
/// <param name="Part">The basis.</param>
/// <param name="InputRow">The coordinate of the batch that it reads first.</param>
/// <param name="GradientRow">The row of scratch where the gradient of its features starts.</param>
/// <param name="FeatureRow">
/// The row of the batch's features that is its first; behind them stand the numbers and the values of a sample's kernels.
/// </param>
/// <param name="Number">Its place among all bases of the field.</param>
internal sealed record RadialText(string Name, RadialPart Part, int InputRow, int GradientRow, int FeatureRow, int Number)
    : ITableText
{
    private const int WidestVector = 16;

    int ITableText.FirstParameter => Part.FirstParameter;

    int ITableText.OutputCount => Part.OutputCount;

    int ITableText.LevelCount => 1;

    string ITableText.LevelTemplate => "radial_level";

    string ITableText.Source => "parameters";

    string ITableText.ScatterTemplate => "radial_scatter";

    /// <summary>Rows of a batch that it takes.</summary>
    public int RowCount => Part.OutputCount + (2 * Part.Basis.Neighbors);

    /// <summary>Writes what all kernels need.</summary>
    public void Emit(StringBuilder text) => text.Append(KernelTemplate.Fill("radial", Places())).Append('\n');

    /// <summary>Writes the encoding over rows of an item.</summary>
    public void EmitPoint(StringBuilder text) => text.Append(KernelTemplate.Fill("radial_point", Places())).Append('\n');

    /// <summary>Writes the way back to the coordinates over rows of an item.</summary>
    public void EmitBackward(StringBuilder text)
    {
        Dictionary<string, string> places = Places();
        places["slopes"] = Slopes();
        places["pull"] = Pull();
        text.Append(KernelTemplate.Fill("radial_backward", places)).Append('\n');
    }

    /// <inheritdoc/>
    public Dictionary<string, string> Places()
    {
        RadialBasis basis = Part.Basis;
        bool isSine = basis.Sinusoid is not null;
        return new()
        {
            ["name"] = Name,
            ["comment"] = $"{basis.Kernels} kernels, {basis.Kernel}, {basis.Shape}.",
            ["dimensions"] = Of(Part.InputCount),
            ["neighbors"] = Of(basis.Neighbors),
            ["kernels"] = Of(basis.Kernels),
            ["features"] = Of(basis.Features),
            ["header"] = Of(Number * KernelIndex.HeaderWords),
            ["centers"] = Of(Part.FirstCenter),
            ["shapes"] = Of(Part.FirstShape),
            ["shape_count"] = Of(Part.ShapeCount),
            ["numbers"] = Of(Part.ShapeCount + Part.AdjustmentCount),
            ["adjust"] = Part.IsMobile ? Adjust() : "",
            ["table"] = Of(Part.FirstFeature),
            ["basis_row"] = Of(FeatureRow + Part.OutputCount),
            ["frequencies"] = Frequencies(),
            ["weight"] = isSine ? "sin(m * v)" : "v",
            ["weight_slope"] = isSine ? "m * cos(m * v)" : "R(1.0f)",
            ["value"] = Value(),
            ["normalize"] = basis.Normalize ? Normalize() : "",
        };
    }

    /// <summary>The frequencies in text, with ones up to whole vectors.</summary>
    private string Frequencies()
    {
        float[] own = Part.Basis.Sinusoid?.Values(Part.Basis.Features) ?? [1];
        int padded = (Part.Basis.Features + WidestVector - 1) / WidestVector * WidestVector;
        return string.Join(", ", own.Concat(Enumerable.Repeat(1f, padded - own.Length)).Select(EncodingText.Float));
    }

    private string Value()
    {
        using ExprGraph graph = ExprGraph.Open();
        Expr[] u = Widths(graph, Offset(graph));
        return Statements(graph, [Part.Basis.Kernel.Value(u)], (_, value) => $"return {value};");
    }

    /// <summary>The value, then the gradient by the coordinates: M·∂φ/∂u.</summary>
    private string Slopes()
    {
        using ExprGraph graph = ExprGraph.Open();
        Expr[] u = Widths(graph, Offset(graph)), byWidths = new Expr[u.Length];
        Expr[] results = [.. Enumerable.Repeat(Expr.Const(0), 1 + u.Length)];
        results[0] = Part.Basis.Kernel.ValueAndGradient(u, byWidths);
        if (Part.IsMobile) PullAdjustment(graph, byWidths);
        Part.Basis.Shape.PullOffset<Expr>(Factor(graph), byWidths, results.AsSpan(1));
        return Statements(graph, results, (i, value) => $"result[{i}] = {value};");
    }

    /// <summary>Reads a kernel's adjustment behind its shape.</summary>
    private string Adjust() => string.Join('\n', Enumerable.Range(0, Part.AdjustmentCount).Select(i =>
        $"    factor[{Part.ShapeCount + i}] = gather(parameters + {Of(Part.FirstAdjustment)} + {i}, "
        + $"number * (uint){Of(Part.AdjustmentCount)});"));

    private string Normalize()
    {
        using ExprGraph graph = ExprGraph.Open();
        Expr[] values = Inputs(graph, 0, Part.Basis.Neighbors);
        RadialMixture.Normalize<Expr>(values, Part.Basis.Floor);
        return Statements(graph, values, (i, value) => $"v[{i}] = {value};", i => $"v[{i}]");
    }

    private string Pull()
    {
        int neighbors = Part.Basis.Neighbors;
        if (!Part.Basis.Normalize) return "";
        using ExprGraph graph = ExprGraph.Open();
        Expr[] values = Inputs(graph, 0, neighbors), gradients = Inputs(graph, neighbors, neighbors);
        Expr sum = RadialMixture.Normalize<Expr>(values, Part.Basis.Floor);
        RadialMixture.PullNormalization<Expr>(gradients, values, sum);
        return Statements(graph, gradients, (i, value) => $"a[{i}] = {value};",
            i => i < neighbors ? $"phi[{i}]" : $"a[{i - neighbors}]");
    }

    private Expr[] Offset(ExprGraph graph)
        => [.. Inputs(graph, 0, Part.InputCount).Zip(Inputs(graph, Part.InputCount, Part.InputCount), (x, c) => x - c)];

    private Expr[] Factor(ExprGraph graph) => Inputs(graph, 2 * Part.InputCount, Part.ShapeCount);

    private Expr[] Adjustment(ExprGraph graph)
        => Inputs(graph, (2 * Part.InputCount) + Part.ShapeCount, Part.AdjustmentCount);

    private Expr[] Widths(ExprGraph graph, Expr[] offset)
    {
        Expr[] u = new Expr[offset.Length];
        Part.Basis.Shape.ToWidths<Expr>(Factor(graph), offset, u);
        if (!Part.IsMobile) return u;
        Expr[] adjusted = new Expr[u.Length], factor = new Expr[Part.ShapeCount];
        KernelAdjustment.Apply<Expr>(Part.Basis.Shape, Adjustment(graph), factor, u, adjusted);
        return adjusted;
    }

    /// <summary>The gradient of adjusted offsets becomes that of the offsets before.</summary>
    private void PullAdjustment(ExprGraph graph, Expr[] byWidths)
    {
        Expr[] factor = new Expr[Part.ShapeCount], room = new Expr[byWidths.Length];
        Expr[] u = [.. Enumerable.Repeat(Expr.Const(0), byWidths.Length)], unused = new Expr[Part.AdjustmentCount];
        KernelAdjustment.Pull<Expr>(Part.Basis.Shape, Adjustment(graph), factor, u, byWidths, unused, room);
    }

    private string Statements(
        ExprGraph graph, Expr[] outputs, Func<int, string, string> write, Func<int, string>? read = null)
        => FunctionEmitter.EmitStatements(LaneDialect.Instance, graph, read ?? Argument, outputs, write).TrimEnd('\n');

    private string Argument(int i)
    {
        int n = Part.InputCount;
        return i < n ? $"x[{i}]" : i < 2 * n ? $"center[{i - n}]" : $"factor[{i - (2 * n)}]";
    }

    private static Expr[] Inputs(ExprGraph graph, int first, int count)
        => [.. Enumerable.Range(first, count).Select(graph.Input)];

    private static string Of(int value) => KernelTemplate.Number(value);
}
