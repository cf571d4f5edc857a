using System.Text;
using NeuralFields.Activations;
using NeuralFields.Codegen;

namespace NeuralFields.Fields.Emission;

/// <summary>The activations of a field as functions, each written once, before its first use.</summary>
internal sealed class ActivationFunctions(Dialect dialect, Identifiers names, StringBuilder text)
{
    private readonly Dictionary<Activation, string> _functions = [];
    private readonly Dictionary<WireFormula, string> _wavelets = [];

    /// <summary>The text that applies an activation to a number in text.</summary>
    public string Apply(Activation activation, string z)
    {
        if (activation.IsIdentity) return z;
        if (!_functions.TryGetValue(activation, out string? name))
        {
            name = names.Take("activation", Lower(activation.Name));
            _functions.Add(activation, name);
            using ExprGraph graph = ExprGraph.Open();
            Emit(graph, new(name, [new("z", 1)]), activation.ToString(), activation.Value(graph.Input(0)));
        }
        return $"{name}({z})";
    }

    /// <summary>The name of a wavelet's function: real and imaginary part in, both out.</summary>
    public string NameOf(WireFormula wire)
    {
        if (_wavelets.TryGetValue(wire, out string? name)) return name;
        name = names.Take("activation", "wire");
        _wavelets.Add(wire, name);
        using ExprGraph graph = ExprGraph.Open();
        (Expr real, Expr imaginary) = wire.Value(graph.Input(0), graph.Input(1));
        string summary = FormattableString.Invariant($"Wire(omega_0 = {wire.Omega0}, scale = {wire.Scale})");
        Emit(graph, new(name, [new("re", 1), new("im", 1)]), summary, real, imaginary);
        return name;
    }

    private void Emit(ExprGraph graph, FunctionSignature signature, string summary, params ReadOnlySpan<Expr> outputs)
        => text.Append("// ").Append(summary).Append('\n')
            .Append(FunctionEmitter.Emit(dialect, graph, signature, outputs)).Append('\n');

    private static string Lower(string name) => string.Concat(name.Select(char.ToLowerInvariant));
}
