using System.Globalization;
using System.Text;
using NeuralFields.Codegen;

namespace NeuralFields.Fields.Emission;

/// <summary>The functions that programs call: one per head.</summary>
/// <param name="spec">The field.</param>
/// <param name="dialect">The language.</param>
/// <param name="names">Identifiers in use.</param>
/// <param name="activations">The activations written so far.</param>
/// <param name="functions">The function of each node.</param>
/// <param name="text">Receives the functions.</param>
internal sealed class StageFunctions(
    FieldSpec spec, Dialect dialect, Identifiers names, ActivationFunctions activations,
    IReadOnlyDictionary<string, string> functions, StringBuilder text)
{
    private const string Features = "features";

    private readonly Dictionary<string, string> _endings = Endings(spec);

    /// <summary>Writes a stage's function and gives its head for the table of contents.</summary>
    public string Emit(FieldStage stage)
    {
        StringBuilder body = new();
        foreach (FieldPort port in stage.Ports) Unpack(body, port);
        if (!stage.IsFirst)
            CopyFeatures(stage, (name, first, size) =>
            {
                Declare(body, Values(name), size);
                Copy(body, Features, first, Values(name), 0, size);
            });
        foreach (FieldNode node in stage.Nodes) Run(body, node);
        if (stage.IsFirst)
            CopyFeatures(stage, (name, first, size) => Copy(body, Values(name), 0, Features, first, size));
        Return(body, stage.Head);
        string head = Head(stage);
        text.Append(head).Append("\n{\n").Append(body).Append("}\n\n");
        return head;
    }

    private string Head(FieldStage stage)
    {
        List<string> arguments = [.. stage.Ports.Select(p => dialect.InputArgument(Argument(p)))];
        int features = stage.Features.Sum(spec.SizeOf);
        if (features > 0 && !stage.IsFirst)
            arguments.Insert(0, dialect.InputArgument(new(Features, features, IsArray: true)));
        string? type = dialect.VectorType(stage.Head.Count);
        if (type is null) arguments.Add(dialect.OutputArgument(FunctionSignature.Result, stage.Head.Count));
        if (features > 0 && stage.IsFirst) arguments.Add(dialect.OutputArgument(Features, features));
        return dialect.FunctionHead(type ?? "void", names.Take("field", stage.Head.Name), arguments, loads: true);
    }

    /// <summary>A port as an argument: a vector, or right away the array that nodes read.</summary>
    private FunctionArgument Argument(FieldPort port) => dialect.VectorType(port.Size) is null
        ? new(Values(port.Name), port.Size, IsArray: true)
        : new("port" + _endings[port.Name], port.Size);

    private void Unpack(StringBuilder body, FieldPort port)
    {
        FunctionArgument argument = Argument(port);
        if (argument.IsArray) return;
        Declare(body, Values(port.Name), port.Size);
        for (int i = 0; i < port.Size; i++)
            body.Append(CultureInfo.InvariantCulture, $"    {Values(port.Name)}[{i}] = {argument.Component(i)};\n");
    }

    private void CopyFeatures(FieldStage stage, Action<string, int, int> copy)
    {
        int first = 0;
        foreach (string name in stage.Features)
        {
            copy(name, first, spec.SizeOf(name));
            first += spec.SizeOf(name);
        }
    }

    private void Run(StringBuilder body, FieldNode node)
    {
        string input = Values(node.Inputs[0]);
        if (node.Inputs.Length > 1)
        {
            input = "inputs" + _endings[node.Name];
            Declare(body, input, spec.InputSize(node));
            int next = 0;
            foreach (string name in node.Inputs)
            {
                Copy(body, Values(name), 0, input, next, spec.SizeOf(name));
                next += spec.SizeOf(name);
            }
        }
        Declare(body, Values(node.Name), spec.SizeOf(node.Name));
        body.Append("    ").Append(dialect.Call(functions[node.Name], input, Values(node.Name))).Append(";\n");
    }

    private void Return(StringBuilder body, FieldHead head)
    {
        string values = Values(head.Node);
        string Value(string index) => activations.Apply(head.Activation, $"{values}[{index}]");
        if (dialect.VectorType(head.Count) is string type)
        {
            string all = string.Join(", ", Enumerable.Range(head.First, head.Count)
                .Select(i => Value(i.ToString(CultureInfo.InvariantCulture))));
            body.Append("    return ").Append(head.Count == 1 ? all : $"{type}({all})").Append(";\n");
            return;
        }
        body.Append(CultureInfo.InvariantCulture, $"    for (int i = 0; i < {head.Count}; i++) ")
            .Append(CultureInfo.InvariantCulture, $"{FunctionSignature.Result}[i] = {Value(Shifted(head.First))};\n");
    }

    /// <summary>The array that holds the values of a port or node.</summary>
    private string Values(string name) => "values" + _endings[name];

    /// <summary>What tells the identifiers of one port or node from those of the others.</summary>
    private static Dictionary<string, string> Endings(FieldSpec spec)
    {
        Identifiers endings = new();
        return spec.Ports.Select(p => p.Name).Concat(spec.Nodes.Select(n => n.Name))
            .ToDictionary(name => name, name => endings.Take("", name));
    }

    private static void Declare(StringBuilder body, string name, int size)
        => body.Append(CultureInfo.InvariantCulture, $"    float {name}[{size}];\n");

    private static void Copy(StringBuilder body, string source, int from, string target, int to, int count)
        => body.Append(CultureInfo.InvariantCulture, $"    for (int i = 0; i < {count}; i++) ")
            .Append(CultureInfo.InvariantCulture, $"{target}[{Shifted(to)}] = {source}[{Shifted(from)}];\n");

    private static string Shifted(int first)
        => first == 0 ? "i" : string.Create(CultureInfo.InvariantCulture, $"{first} + i");
}
