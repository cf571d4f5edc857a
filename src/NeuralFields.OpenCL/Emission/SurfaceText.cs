using System.Text;
using NeuralFields.Backends;
using NeuralFields.Fields;
using NeuralFields.Losses;
using NeuralFields.Rendering.Surfaces;
using NeuralFields.Training;

namespace NeuralFields.OpenCL.Emission;

/// <summary>Losses of a field's value and its gradient.</summary>
internal static class SurfaceText
{
    /// <summary>Writes the function <c>surface_loss</c>.</summary>
    public static void EmitLoss(TrainingSpec training, FormulaFunctions formulas, StringBuilder text)
    {
        GradientLoss loss = training.Gradient!;
        bool adds = loss.AddsToValueLoss;
        text.Append(KernelTemplate.Fill("surface_loss", new()
        {
            ["slopes"] = formulas.Slope(loss),
            ["loss"] = formulas.Value(loss),
            ["kind"] = "known[0], known[1], known[2], known[3]",
            ["value_slope"] = adds ? formulas.Slope(training.Loss) : "R(0.0f)",
            ["value_loss"] = adds ? formulas.Value(training.Loss) : "R(0.0f)",
        })).Append('\n');
    }

    /// <summary>The kernels that make and judge numerical gradients.</summary>
    public static string EmitDifferences(FieldSpec spec, KernelForm form, TrainingSpec training)
    {
        StringBuilder text = new(FieldKernels.Prelude(form with { Vectors = 1, Lanes = 1 }));
        EmitLoss(training, new FormulaFunctions(text), text);
        int dimensions = spec.Ports[0].Size;
        float[][] directions = DifferenceDirections.Of(dimensions);
        float step = GradientTraining.Step(spec, training);
        return text.Append(KernelTemplate.Fill("differences_kernels", new()
        {
            ["ways"] = KernelTemplate.Number(directions.Length),
            ["dimensions"] = KernelTemplate.Number(dimensions),
            ["inputs"] = KernelTemplate.Number(spec.InputCount),
            ["targets"] = KernelTemplate.Number(training.Gradient!.TargetCount(dimensions)),
            ["directions"] = string.Join(", ", directions.Select(Braced)),
            ["step"] = EncodingText.Float(step),
            ["weight"] = EncodingText.Float(DifferenceDirections.Weight(dimensions, step)),
            ["scale"] = Scale(training),
        })).ToString();
    }

    /// <summary>The kernels of rays towards a surface, and of its light.</summary>
    public static string EmitRays(KernelForm form, TracedScene scene)
    {
        StringBuilder text = new(FieldKernels.Prelude(form with { Width = 1, Vectors = 1, Lanes = 1 }));
        foreach (string kernels in (string[])["scan_kernel", "collect_kernels"])
            text.Append(KernelTemplate.Fill(kernels, [])).Append('\n');
        text.Append(KernelTemplate.Fill("surface_rays", new()
        {
            ["step_factor"] = EncodingText.Float(scene.StepFactor),
            ["hit_pixels"] = EncodingText.Float(scene.HitPixels),
            ["precision"] = EncodingText.Float(scene.Precision),
        })).Append('\n');
        string studio = KernelTemplate.Fill("studio_light", []);
        return text.Append(KernelTemplate.Fill("surface_shading", new() { ["studio_light"] = studio })).ToString();
    }

    private static string Braced(float[] numbers) => $"{{ {string.Join(", ", numbers.Select(EncodingText.Float))} }}";

    /// <summary>From sums over a batch to means.</summary>
    public static string Scale(TrainingSpec training) => EncodingText.Float(1f / training.BatchSize);
}
