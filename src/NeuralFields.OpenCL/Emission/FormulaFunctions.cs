using System.Text;
using NeuralFields.Activations;
using NeuralFields.Codegen;
using NeuralFields.Losses;
using NeuralFields.Networks;
using NeuralFields.Numerics;
using NeuralFields.Optimizers;
using NeuralFields.Parameters;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.OpenCL.Emission;

/// <summary>Formulas as functions, each written once, before its first use.</summary>
internal sealed class FormulaFunctions(StringBuilder text)
{
    private const string Surface = "p gx gy gz kind nx ny nz", Bend = "tx ty tz zoom dx dy dz bx by bz";

    private readonly Dictionary<object, string> _names = [];

    /// <summary>The text of σ(z).</summary>
    public string Value(Activation activation, string z)
        => activation.IsIdentity
            ? z
            : $"{Name((activation, "value"), activation.Name, "z", x => activation.Value(x[0]))}({z})";

    /// <summary>The text of σ′(z).</summary>
    public string Slope(Activation activation, string z)
        => activation.IsIdentity
            ? "R(1.0f)"
            : $"{Name((activation, "slope"), activation.Name + "_slope", "z", x => activation.Slope(x[0]))}({z})";

    /// <summary>The text of σ″(z).</summary>
    public string Curvature(Activation activation, string z)
        => activation.IsIdentity
            ? "R(0.0f)"
            : Name((activation, "curvature"), activation.Name + "_curvature", "z", x => activation.Curvature(x[0])) +
                $"({z})";

    /// <summary>The function of an activation of a single number, whatever the vectors.</summary>
    public string Number(Activation activation)
        => Name((activation, "number"), activation.Name + "_number", "z", x => [activation.Value(x[0])],
            Dialect.Find("opencl"));

    /// <summary>The text of the response of a Gaussian unit to the exponent z.</summary>
    public string Response(string z)
        => Name(typeof(GaussianRbf), "response", "z", x => GaussianRbf.Response(x[0])) + $"({z})";

    /// <summary>The texts of a residual sine of z with frequency m: value, slope and curvature.</summary>
    public (string Value, string Slope, string Curvature) ResidualSine(string z, string m)
    {
        string Called(string name, Func<Expr[], Expr> formula) => Name(name, name, "z m", formula) + $"({z}, {m})";
        return (Called("residual_sine", x => Activations.ResidualSine.ValueAndSlope(x[0], x[1]).Value),
            Called("residual_sine_slope", x => Activations.ResidualSine.ValueAndSlope(x[0], x[1]).Slope),
            Called("residual_sine_curvature", x => Activations.ResidualSine.Curvature(x[0], x[1])));
    }

    /// <summary>The array of the frequencies of a layer's residual sines.</summary>
    public string Frequencies(float[] frequencies)
    {
        string list = string.Join(", ", frequencies.Select(EncodingText.Float));
        if (_names.TryGetValue(list, out string? known)) return known;
        string name = "sine_frequencies" + KernelTemplate.Number(_names.Count);
        text.Append(KernelTemplate.Fill("residual_sines", new() { ["name"] = name, ["frequencies"] = list })).Append('\n');
        return _names[list] = name;
    }

    /// <summary>The function of a loss of value and gradient: p, the gradient, the kind and the normal in.</summary>
    public string Value(GradientLoss loss)
        => Name(loss, "gradient_loss", Surface, x => loss.Value(x[0], new(x[1], x[2], x[3]), Known(x)));

    /// <summary>The function of its derivatives by the value and the gradient.</summary>
    public string Slope(GradientLoss loss) => Name((loss, "slope"), "gradient_loss_slope", Surface, x =>
    {
        (Expr value, Triple<Expr> gradient) = loss.Slope(x[0], new(x[1], x[2], x[3]), Known(x));
        return [value, gradient.X, gradient.Y, gradient.Z];
    });

    /// <summary>The text of a loss.</summary>
    public string Value(Loss loss) => Name(loss) + "(p, t)";

    /// <summary>The text of a loss' derivative.</summary>
    public string Slope(Loss loss) => NameOfSlope(loss) + "(p, t)";

    /// <summary>The function of a loss.</summary>
    public string Name(Loss loss) => Name(loss, "loss", "p t", x => loss.Value(x[0], x[1]));

    /// <summary>The function of a loss' derivative.</summary>
    public string NameOfSlope(Loss loss) => Name((loss, "slope"), "loss_slope", "p t", x => loss.Slope(x[0], x[1]));

    /// <summary>The wavelet: real and imaginary part in, both out.</summary>
    public string Value(WireFormula wire) => Name(wire, "wire", "re im", x =>
    {
        (Expr re, Expr im) = wire.Value(x[0], x[1]);
        return [re, im];
    });

    /// <summary>The wavelet's pullback: arguments, value and its gradient in, the arguments' gradient out.</summary>
    public string Slope(WireFormula wire) => Name((wire, "pull"), "wire_pull", "u v re im d_re d_im", x =>
    {
        (Expr uRe, Expr uIm, Expr vRe, Expr vIm) = wire.Partials(x[0], x[1], x[2], x[3]);
        return [Expr.Fma(x[4], uRe, x[5] * uIm), Expr.Fma(x[4], vRe, x[5] * vIm)];
    });

    /// <summary>An update rule: parameter, gradient, state, rate in; parameter, state out.</summary>
    public string Rule(Optimizer optimizer, ParameterRole role)
        => Rule(optimizer.Rule(role), "rule_" + role, (optimizer, role));

    /// <summary>The update rule of something beside the field's parameters.</summary>
    public string Rule(IUpdateRule rule) => Rule(rule, "rule", rule);

    private string Rule(IUpdateRule rule, string name, object key) => Name(key, name, "w g m v rate", x =>
    {
        (Expr w, Expr first, Expr second) = (x[0], x[2], x[3]);
        rule.Update(ref w, x[1], ref first, ref second, x[4]);
        return [w, first, second];
    });

    /// <summary>How a camera bends a ray: turn, zoom, direction and axis in, the direction out.</summary>
    public string BentRay() => Name(nameof(CameraFormula), "bent", Bend, x =>
    {
        Triple<Expr> bent = CameraFormula.Correct(Of(x, 0), x[3], Of(x, 4), Of(x, 7));
        return [bent.X, bent.Y, bent.Z];
    });

    /// <summary>The way back: the same and the gradient of the result in, that of turn and zoom out.</summary>
    public string BentRayPull() => Name((nameof(CameraFormula), "pull"), "bent_pull", Bend + " gx gy gz", x =>
    {
        (Triple<Expr> turn, Expr zoom) = CameraFormula.Differentiate(Of(x, 0), x[3], Of(x, 4), Of(x, 7), Of(x, 10));
        return [turn.X, turn.Y, turn.Z, zoom];
    });

    private static Triple<Expr> Of(Expr[] x, int first) => new(x[first], x[first + 1], x[first + 2]);

    private static SurfaceTarget<Expr> Known(Expr[] x) => new(x[4], new(x[5], x[6], x[7]));

    private string Name(object key, string name, string arguments, Func<Expr[], Expr> formula)
        => Name(key, name, arguments, x => [formula(x)]);

    private string Name(
        object key, string name, string arguments, Func<Expr[], Expr[]> formula, Dialect? dialect = null)
    {
        if (_names.TryGetValue(key, out string? known)) return known;
        string unique = string.Concat(name.Select(char.ToLowerInvariant));
        if (_names.ContainsValue("f_" + unique)) unique += "_" + KernelTemplate.Number(_names.Count);
        unique = "f_" + unique;
        string[] inputs = arguments.Split(' ');
        using ExprGraph graph = ExprGraph.Open();
        Expr[] outputs = formula([.. inputs.Select((_, i) => graph.Input(i))]);
        FunctionSignature signature = new(unique, [.. inputs.Select(a => new FunctionArgument(a, 1))]);
        text.Append("static ").Append(FunctionEmitter.Emit(dialect ?? LaneDialect.Instance, graph, signature, outputs))
            .Append('\n');
        return _names[key] = unique;
    }
}
