using System.Globalization;
using System.Text;
using NeuralFields.Activations;
using NeuralFields.Fields;
using NeuralFields.Networks;

namespace NeuralFields.OpenCL.Emission;

/// <summary>Where a network of Gaussian units has its parameters, and the product that is made of them.</summary>
/// <param name="Units">Units.</param>
/// <param name="Inputs">Features.</param>
/// <param name="Centers">Where the centres start.</param>
/// <param name="Rows">Where the rows of the product's matrix start, behind all parameters.</param>
internal sealed record UnitPlaces(int Units, int Inputs, int Centers, int Rows)
{
    /// <summary>Where the logarithms of precisions start.</summary>
    public int Precisions => Centers + (Units * Inputs);

    /// <summary>Where the weights of the linear map start.</summary>
    public int Weights => Precisions + (Units * Inputs);

    /// <summary>Where the offsets of the product start.</summary>
    public int Offsets => Rows + (2 * Units * Inputs);

    /// <summary>The first number behind the offsets.</summary>
    public int End => Offsets + Units;

    /// <summary>Those of all networks of Gaussian units.</summary>
    public static IReadOnlyList<(NetworkNode Node, UnitPlaces Places)> Of(FieldSpec spec)
    {
        List<(NetworkNode, UnitPlaces)> all = [];
        int next = spec.Layout().Count;
        foreach (NetworkNode node in spec.Nodes.OfType<NetworkNode>())
        {
            if (node.Network is not GaussianRbf rbf) continue;
            UnitPlaces places = new(rbf.Units, spec.InputSize(node), spec.FirstParameter(node), next);
            all.Add((node, places));
            next = places.End;
        }
        return all;
    }
}

/// <summary>The kernels around networks of Gaussian units: their product from their parameters, and back.</summary>
internal static class UnitsText
{
    /// <summary>The kernel that makes the products.</summary>
    public const string Prepare = "prepare";

    /// <summary>The kernel that makes the parameters' gradients of the products'.</summary>
    public const string Tie = "tie";

    /// <summary>Writes the kernel that makes the products.</summary>
    public static void EmitPrepare(FieldSpec spec, FormulaFunctions formulas, StringBuilder text)
        => Emit(spec, formulas, text, "units", Prepare, ["__global float *parameters"]);

    /// <summary>Writes both kernels.</summary>
    public static void EmitTraining(FieldSpec spec, FormulaFunctions formulas, StringBuilder text)
    {
        EmitPrepare(spec, formulas, text);
        Emit(spec, formulas, text, "units_gradient", Tie,
            ["__global const float *parameters", "__global float *gradients"]);
    }

    private static void Emit(
        FieldSpec spec, FormulaFunctions formulas, StringBuilder text, string template, string kernel, string[] arguments)
    {
        IReadOnlyList<(NetworkNode, UnitPlaces Places)> all = UnitPlaces.Of(spec);
        if (all.Count == 0) return;
        StringBuilder calls = new();
        string names = string.Join(", ", arguments.Select(a => a[(a.LastIndexOf('*') + 1)..]));
        string exponential = formulas.Number(Activation.Find("Exponential"));
        for (int i = 0; i < all.Count; i++)
        {
            UnitPlaces places = all[i].Places;
            string name = FormattableString.Invariant($"units{i}");
            text.Append(KernelTemplate.Fill(template, new()
            {
                ["name"] = name,
                ["inputs"] = KernelTemplate.Number(places.Inputs),
                ["centers"] = KernelTemplate.Number(places.Centers),
                ["precisions"] = KernelTemplate.Number(places.Precisions),
                ["rows"] = KernelTemplate.Number(places.Rows),
                ["offsets"] = KernelTemplate.Number(places.Offsets),
                ["precision"] = FormattableString.Invariant(
                    $"{exponential}(parameters[{places.Precisions} + unit * {places.Inputs} + i])"),
            })).Append('\n');
            calls.Append(CultureInfo.InvariantCulture, $"    if (network == {i} && unit < {places.Units}) ")
                .Append(CultureInfo.InvariantCulture, $"{name}_{kernel}(unit, {names});\n");
        }
        text.Append(KernelTemplate.Fill("units_kernel", new()
        {
            ["kernel"] = kernel,
            ["arguments"] = string.Join(", ", arguments),
            ["networks"] = calls.ToString().TrimEnd('\n'),
        })).Append('\n');
    }
}
