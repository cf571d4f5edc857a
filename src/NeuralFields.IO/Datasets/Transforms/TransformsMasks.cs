using System.Collections.Immutable;
using NeuralFields.Datasets;
using NeuralFields.Descriptions;

namespace NeuralFields.IO.Datasets.Transforms;

/// <summary>The masks of a frame: nerfstudio's key, and instant-ngp's files beside the photograph.</summary>
internal sealed class TransformsMasks
{
    /// <summary>Looks for the masks of a frame.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="folder">What paths are relative to.</param>
    /// <param name="picture">The photograph.</param>
    /// <exception cref="InputException">The mask that the frame names is missing, or there is a file of rays.</exception>
    public TransformsMasks(DescriptionNode file, DescriptionNode frame, string folder, string picture)
    {
        string beside = Path.GetDirectoryName(picture) ?? "", name = Path.GetFileNameWithoutExtension(picture);
        string ending = Path.GetExtension(picture);
        RefuseRays(file, Path.Combine(beside, $"rays_{name}.dat"));
        ImmutableArray<ViewMask>.Builder all = ImmutableArray.CreateBuilder<ViewMask>();
        if (Named(frame, folder) is { } mask) all.Add(new(mask, MaskRule.BlackIsLeftOut));
        string dynamic = Path.Combine(beside, $"dynamic_mask_{name}.png");
        if (File.Exists(dynamic)) all.Add(new(dynamic, MaskRule.BlackIsKept));
        string[] alphas = [Path.Combine(beside, $"{name}.alpha{ending}"), $"{picture}.alpha{ending}"];
        if (alphas.FirstOrDefault(File.Exists) is { } alpha) all.Add(new(alpha, MaskRule.RedIsAlpha));
        All = all.ToImmutable();
    }

    /// <summary>The masks.</summary>
    public ImmutableArray<ViewMask> All { get; }

    /// <summary>Whether one of them gives the photograph an alpha.</summary>
    public bool GivesAlpha => All.Any(m => m.Rule == MaskRule.RedIsAlpha);

    private static string? Named(DescriptionNode frame, string folder)
    {
        if (frame["mask_path"] is not { Kind: not DescriptionKind.Null } node) return null;
        string path = PictureFinder.Join(folder, node.AsString("mask_path"));
        return PictureFinder.WithEnding(path)
            ?? throw node.Mistake($"mask_path: there is no file {path}, expected the mask of the frame.");
    }

    private static void RefuseRays(DescriptionNode file, string rays)
    {
        bool areRead = file["enable_ray_loading"] is not { } flag || flag.AsBoolean("enable_ray_loading");
        if (areRead && File.Exists(rays))
            throw new InputException(
                $"{rays}: files of rays are not read; set enable_ray_loading to false to use the lens instead.");
    }
}
