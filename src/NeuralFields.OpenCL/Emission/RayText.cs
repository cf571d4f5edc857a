using System.Text;
using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Optimizers;
using NeuralFields.Training;
using NeuralFields.Volumes;

namespace NeuralFields.OpenCL.Emission;

/// <summary>The kernels around a radiance field: marching, blending, occupancy.</summary>
internal static class RayText
{
    /// <summary>Writes them.</summary>
    /// <param name="spec">The field, with heads density and color.</param>
    /// <param name="form">The form of the field's kernels; these have a ray, or a cell, per work-item.</param>
    /// <param name="training">The loss of colours and the seed.</param>
    /// <param name="rays">How rays are marched and blended.</param>
    /// <param name="mostSamples">The most samples of a ray.</param>
    /// <param name="density">The kernels of the density, which is asked for at all marched samples.</param>
    /// <param name="learning">The kernels that learn from the batch, for what rays learn beside parameters.</param>
    public static string Emit(
        FieldSpec spec, KernelForm form, TrainingSpec training, RaySpec rays, int mostSamples, FieldKernels density,
        FieldKernels learning)
    {
        StringBuilder text = new();
        text.Append(FieldKernels.Prelude(form with { Width = 1, Vectors = 1, Lanes = 1 }));
        text.Append(KernelTemplate.Fill("rays", Constants(rays, mostSamples))).Append('\n');
        FormulaFunctions formulas = new(text);
        Dictionary<string, string> blend = new()
        {
            ["density"] = Number(FirstOutput(spec, "density")),
            ["color"] = Number(FirstOutput(spec, "color")),
            ["loss"] = formulas.Name(training.Loss),
            ["loss_slope"] = formulas.NameOfSlope(training.Loss),
        };
        foreach (string kernel in (string[])["march_kernel", "scan_kernel", "place_kernel", "cull_kernel", "distortion"])
            text.Append(KernelTemplate.Fill(kernel, [])).Append('\n');
        text.Append(KernelTemplate.Fill("blend_kernel", blend)).Append('\n');
        text.Append(KernelTemplate.Fill("occupancy_kernels", Occupancy(training))).Append('\n')
            .Append(KernelTemplate.Fill("gather_blocks", [])).Append('\n');
        text.Append(KernelTemplate.Fill("keep_features", new()
        {
            ["from_rows"] = Number(density.FeatureRows),
            ["to_rows"] = Number(learning.FeatureRows),
        })).Append('\n');
        foreach (string kernels in (string[])["sums", "add_up_kernel"])
            text.Append(KernelTemplate.Fill(kernels, [])).Append('\n');
        if (LatentsOf(spec) is { } part && learning.Latents is { } own) EmitLatents(part, own, learning, formulas, text);
        if (learning.Coordinates is { } coordinates) EmitCameras(coordinates, learning, formulas, text);
        return text.ToString();
    }

    /// <summary>The latent vector of a field, or null.</summary>
    public static LatentPart? LatentsOf(FieldSpec spec)
        => spec.Nodes.OfType<EncodingNode>().SelectMany(spec.PartsOf).OfType<LatentPart>().FirstOrDefault();

    /// <summary>Writes the kernels of rays of pictures.</summary>
    /// <param name="spec">The field, with heads density and color.</param>
    /// <param name="form">The form of the field's kernels.</param>
    /// <param name="space">The field's space.</param>
    public static string EmitView(FieldSpec spec, KernelForm form, VolumeSpace space)
    {
        StringBuilder text = new(FieldKernels.Prelude(form with { Width = 1, Vectors = 1, Lanes = 1 }));
        text.Append(KernelTemplate.Fill("rays", Constants(new() { Space = space }, mostSamples: 1))).Append('\n');
        foreach (string kernels in (string[])["scan_kernel", "collect_kernels", "gather_blocks"])
            text.Append(KernelTemplate.Fill(kernels, [])).Append('\n');
        return text.Append(KernelTemplate.Fill("view_kernels", new()
        {
            ["density"] = Number(FirstOutput(spec, "density")),
            ["color"] = Number(FirstOutput(spec, "color")),
        })).ToString();
    }

    /// <summary>The first output of a head.</summary>
    public static int FirstOutput(FieldSpec spec, string head)
        => spec.Heads.TakeWhile(h => h.Name != head).Sum(h => h.Count);

    private static void EmitLatents(
        LatentPart latents, BatchRows own, FieldKernels learning, FormulaFunctions formulas, StringBuilder text)
        => text.Append(KernelTemplate.Fill("latent_kernels", new()
        {
            ["latents"] = Number(latents.OutputCount),
            ["feature_rows"] = Number(learning.FeatureRows),
            ["latent_row"] = Number(own.FeatureRow),
            ["parameter"] = Number(latents.FirstParameter),
            ["rule"] = formulas.Rule(LatentLearner.Rule),
        })).Append('\n');

    private static void EmitCameras(
        BatchRows coordinates, FieldKernels learning, FormulaFunctions formulas, StringBuilder text)
        => text.Append(KernelTemplate.Fill("camera_kernels", new()
        {
            ["correct"] = formulas.BentRay(),
            ["pull"] = formulas.BentRayPull(),
            ["feature_rows"] = Number(learning.FeatureRows),
            ["coordinate_row"] = Number(coordinates.FeatureRow),
        })).Append('\n');

    private static Dictionary<string, string> Constants(RaySpec rays, int mostSamples) => new()
    {
        ["most_samples"] = Number(mostSamples),
        ["low"] = Float(rays.Space.Low),
        ["high"] = Float(rays.Space.High),
        ["cone"] = Float((float)rays.Space.ConeAngle),
        ["min_step"] = Float(rays.Space.MinStep),
        ["max_step"] = Float(VolumeSpace.MaxStep),
        ["cascades"] = Number(rays.Space.Cascades),
        ["per_space"] = Float(1f / rays.Space.AabbScale),
        ["least"] = Float((float)rays.MinTransmittance),
        ["opacity_loss"] = Float((float)rays.OpacityLoss),
        ["distortion_loss"] = Float((float)rays.DistortionLoss),
        ["camera"] = Number(CameraLearner.Numbers),
        ["scales_colors"] = rays.Cameras.Parts.HasFlag(CameraParts.Exposure) ? "1" : "0",
    };

    private static Dictionary<string, string> Occupancy(TrainingSpec training) => new()
    {
        ["seed"] = FormattableString.Invariant($"{training.Seed}ul"),
        ["tries"] = Number(OccupancyRule.Tries),
        ["thickness"] = Float(OccupancyRule.Thickness),
        ["decay"] = Float(OccupancyRule.Decay),
        ["threshold"] = Float(OccupancyRule.Threshold),
    };

    private static string Float(float value) => value < 0 ? $"({EncodingText.Float(value)})" : EncodingText.Float(value);

    private static string Number(int value) => KernelTemplate.Number(value);
}
