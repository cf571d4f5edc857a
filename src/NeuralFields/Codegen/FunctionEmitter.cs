using System.Globalization;
using System.Text;

namespace NeuralFields.Codegen;

/// <summary>
/// Prints outputs of a graph as one pure function: nodes that several others use become locals, the rest stands where
/// it is used.
/// </summary>
public static class FunctionEmitter
{
    /// <summary>Longer expressions get a local of their own, so that a person can read the text.</summary>
    private const int LongestInline = 72;

    /// <summary>The function's text, ending with a line break.</summary>
    /// <param name="dialect">The language.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="signature">Name and arguments.</param>
    /// <param name="outputs">[outputs] expressions of the graph; one is returned, more are written to an array.</param>
    /// <exception cref="ArgumentException">There is no output, or one belongs to another graph.</exception>
    public static string Emit(Dialect dialect, ExprGraph graph, FunctionSignature signature, ReadOnlySpan<Expr> outputs)
    {
        if (outputs.IsEmpty) throw new ArgumentException("A function needs an output.", nameof(outputs));
        bool[] needed = graph.Reachable(outputs);
        StringBuilder text = new();
        bool loads = Enumerable.Range(0, needed.Length).Any(id => needed[id] && graph[id].Op is ExprOp.Load or ExprOp.Near);
        text.Append(dialect.FunctionHead(signature, outputs.Length, loads)).Append("\n{\n");
        string[] names = EmitLocals(text, dialect, graph, signature.Input, needed, CountUses(graph, needed, outputs));
        if (outputs.Length == 1 && !signature.IsUniform)
            text.Append("    return ").Append(Unwrapped(names[outputs[0].Id])).Append(";\n");
        else
            for (int i = 0; i < outputs.Length; i++)
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"    {FunctionSignature.Result}[{i}] = {Unwrapped(names[outputs[i].Id])};\n");
        return text.Append("}\n").ToString();
    }

    /// <summary>The statements alone, for text around them that has its own ways to read and write.</summary>
    /// <param name="dialect">The language.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="input">The text that reads an input.</param>
    /// <param name="outputs">[outputs] expressions of the graph.</param>
    /// <param name="output">The statement that writes an output, from its number and its value in text.</param>
    /// <exception cref="ArgumentException">An output belongs to another graph.</exception>
    public static string EmitStatements(
        Dialect dialect, ExprGraph graph, Func<int, string> input, ReadOnlySpan<Expr> outputs,
        Func<int, string, string> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        bool[] needed = graph.Reachable(outputs);
        StringBuilder text = new();
        string[] names = EmitLocals(text, dialect, graph, input, needed, CountUses(graph, needed, outputs));
        for (int i = 0; i < outputs.Length; i++)
            text.Append("    ").Append(output(i, Unwrapped(names[outputs[i].Id]))).Append('\n');
        return text.ToString();
    }

    private static int[] CountUses(ExprGraph graph, bool[] needed, ReadOnlySpan<Expr> outputs)
    {
        int[] uses = new int[needed.Length];
        foreach (Expr output in outputs) uses[output.Id]++;
        for (int id = 0; id < needed.Length; id++)
            for (int k = 0; needed[id] && k < graph[id].OperandCount; k++) uses[graph[id].Operand(k)]++;
        return uses;
    }

    /// <summary>Writes the locals; gives the text that stands for each node.</summary>
    private static string[] EmitLocals(
        StringBuilder text, Dialect dialect, ExprGraph graph, Func<int, string> input, bool[] needed, int[] uses)
    {
        string[] names = new string[needed.Length];
        int locals = 0;
        HashSet<int> searched = [];
        for (int id = 0; id < needed.Length; id++)
        {
            if (!needed[id]) continue;
            ExprNode node = graph[id];
            if (node.Op == ExprOp.Near && searched.Add(NearestSearch.NumberOf(node)))
                EmitSearch(text, dialect, graph, node, names);
            names[id] = Text(dialect, node, input, names);
            if (node.OperandCount == 0 || (uses[id] == 1 && names[id].Length <= LongestInline)) continue;
            string local = string.Create(CultureInfo.InvariantCulture, $"t{locals++}");
            text.Append("    ").Append(dialect.TypeName(node.Type)).Append(' ').Append(local)
                .Append(" = ").Append(Unwrapped(names[id])).Append(";\n");
            names[id] = local;
        }
        return names;
    }

    /// <summary>Calls the function that searches; its results stay in an array.</summary>
    private static void EmitSearch(
        StringBuilder text, Dialect dialect, ExprGraph graph, ExprNode node, string[] names)
    {
        int number = NearestSearch.NumberOf(node);
        NearestSearch search = graph.Searches[number];
        text.Append(CultureInfo.InvariantCulture, $"    float place{number}[{search.Dimensions}];\n");
        for (int d = 0; d < search.Dimensions; d++)
            text.Append(CultureInfo.InvariantCulture, $"    place{number}[{d}] = {Unwrapped(names[node.Operand(d)])};\n");
        text.Append(CultureInfo.InvariantCulture, $"    float near{number}[{search.Neighbors}];\n")
            .Append("    ").Append(dialect.Call(search.FunctionName, $"place{number}", $"near{number}")).Append(";\n");
    }

    private static string Text(Dialect dialect, ExprNode node, Func<int, string> input, string[] names)
    {
        if (node.Op == ExprOp.Constant) return dialect.Literal(node);
        if (node.Op == ExprOp.Input) return input((int)node.Bits);
        if (node.Op == ExprOp.Near)
            return dialect.ToUint(FormattableString.Invariant(
                $"near{NearestSearch.NumberOf(node)}[{NearestSearch.RankOf(node)}]"));
        return dialect.Apply(node.Op, Operand(node, 0, names), Operand(node, 1, names), Operand(node, 2, names));
    }

    private static string Operand(ExprNode node, int index, string[] names)
    {
        if (index >= node.OperandCount) return "";
        string name = names[node.Operand(index)];
        return IsCall(node.Op) ? Unwrapped(name) : name;
    }

    /// <summary>Whether every language writes the operation with its operands in parentheses of their own.</summary>
    private static bool IsCall(ExprOp op) =>
        op is ExprOp.Load or (>= ExprOp.Fma and <= ExprOp.Tanh) or (>= ExprOp.ToInt and <= ExprOp.ToFloat);

    /// <summary>Drops parentheses that enclose the whole text.</summary>
    private static string Unwrapped(string text)
    {
        if (text[0] != '(') return text;
        int depth = 0;
        for (int i = 0; i < text.Length - 1; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0) return text;
        }
        return text[1..^1];
    }
}
