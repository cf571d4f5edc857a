using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using NeuralFields.Codegen;
using NeuralFields.Parameters;

namespace NeuralFields.Fields.Emission;

/// <summary>A field as pure functions of a shading language, for programs that evaluate it elsewhere.</summary>
/// <remarks>
/// Every head becomes a function named field_ and the head's name. In GLSL a field of one head reads
/// <c>vec3 field_value(vec2 p)</c>, in OpenCL C <c>void field_value(const float *p, float *result, parameters)</c>. With
/// several heads the first also writes features, from which the others go on:
/// <c>float field_density(vec3 p, out float features[16])</c>, <c>vec3 field_color(float features[16], vec3 d)</c>.
/// Arrays stand for vectors of more than four numbers. Formulas are printed from the bodies that the CPU runs.
/// </remarks>
public static class FieldText
{
    /// <summary>Terms of a sum that unrolled text has in one turn of a loop.</summary>
    public const int UnrolledTerms = LoopUnrolling.Terms;

    /// <summary>
    /// The global int in which unrolled text counts the turns of searches for near kernels; its user declares it before.
    /// </summary>
    public const string SearchTurns = "search_turns";

    /// <summary>The text, with a comment on top that says where the parameters are expected.</summary>
    /// <param name="spec">The field.</param>
    /// <param name="dialect">The language.</param>
    /// <param name="binding">The binding of the parameter buffer, in languages that have bindings.</param>
    /// <param name="unrolled">Whether loops of layers are written out, for drivers that end long loops.</param>
    /// <exception cref="InputException">A part of the field cannot be lowered.</exception>
    public static string Emit(FieldSpec spec, Dialect dialect, int binding = 0, bool unrolled = false)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(dialect);
        StringBuilder text = new();
        Identifiers names = new();
        ActivationFunctions activations = new(dialect, names, text);
        NodeFunctions nodes = new(spec, dialect, names, activations, text) { Unrolls = unrolled };
        ImmutableArray<FieldStage> stages = FieldStage.Of(spec);
        HashSet<FieldNode> needed = [.. stages.SelectMany(s => s.Nodes)];
        Dictionary<string, string> functions = spec.Nodes.Where(needed.Contains).ToDictionary(n => n.Name, nodes.Emit);
        StageFunctions heads = new(spec, dialect, names, activations, functions, text);
        string[] contents = [.. stages.Select(heads.Emit)];
        return Comment(spec, dialect, binding, contents) + dialect.ParameterPrelude(binding) + "\n"
            + text.ToString().TrimEnd('\n') + "\n";
    }

    private static string Comment(FieldSpec spec, Dialect dialect, int binding, IEnumerable<string> functions)
    {
        ParameterLayout layout = spec.Layout();
        StringBuilder comment = new("// A neural field; written by a program. Its functions:\n");
        foreach (string function in functions) comment.Append("//   ").Append(function).Append('\n');
        comment.Append("// Coordinates are the field's own, as the frame in its file says.\n")
            .Append(CultureInfo.InvariantCulture, $"// Parameters: {layout.Count} floats in the {dialect.ParameterPlace(binding)},\n")
            .Append("// the tensors of the field's file in order, row by row, without gaps:\n");
        foreach (ParameterTensor tensor in layout.Tensors)
            comment.Append(CultureInfo.InvariantCulture, $"//   {tensor.Offset}: {Identifiers.Printable(tensor.Name)} ")
                .Append(CultureInfo.InvariantCulture, $"[{string.Join(", ", tensor.Shape)}]\n");
        return comment.ToString();
    }
}
