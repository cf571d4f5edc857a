using System.Text;
using NeuralFields.Activations;
using NeuralFields.Codegen;
using NeuralFields.Numerics;
using NeuralFields.RadialBases;

namespace NeuralFields.Fields.Emission;

/// <summary>The activations of a field as functions, each written once, before its first use.</summary>
internal sealed class ActivationFunctions(Dialect dialect, Identifiers names, StringBuilder text)
{
    private readonly Dictionary<Activation, string> _functions = [];
    private readonly Dictionary<WireFormula, string> _wavelets = [];
    private readonly Dictionary<(FrequencyBand, int), string> _sines = [];

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

    /// <summary>The text that applies a residual sine to a number of a unit, both in text.</summary>
    public string Apply(FrequencyBand band, int units, string z, string unit)
    {
        if (!_sines.TryGetValue((band, units), out string? name))
        {
            name = names.Take("activation", "residual_sine");
            _sines.Add((band, units), name);
            using ExprGraph graph = ExprGraph.Open();
            double low = DeterministicMath.Log(band.Low), span = DeterministicMath.Log(band.High) - low;
            Expr m = Expr.Exp(Expr.Fma(graph.Input(1), Expr.Const(span / Math.Max(1, units - 1)), Expr.Const(low)));
            string summary = FormattableString.Invariant($"z + sin(m z), m from {band.Low} to {band.High}");
            Emit(graph, new(name, [new("z", 1), new("unit", 1)]), summary, ResidualSine.ValueAndSlope(graph.Input(0), m).Value);
        }
        return $"{name}({z}, {unit})";
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
