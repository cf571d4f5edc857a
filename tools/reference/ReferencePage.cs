using System.Collections.Immutable;
using System.Globalization;
using NeuralFields.Activations;
using NeuralFields.Descriptions;
using NeuralFields.Encodings;
using NeuralFields.Images;
using NeuralFields.IO;
using NeuralFields.IO.Scenes;
using NeuralFields.Losses;
using NeuralFields.Networks;
using NeuralFields.Numerics;
using NeuralFields.Optimizers;
using NeuralFields.Presets;
using NeuralFields.RadialBases;
using NeuralFields.Scenes;
using NeuralFields.Schedules;
using NeuralFields.Training;
using NeuralFields.Viewer.Control;
using NeuralFields.Viewer.Scripts;

namespace NeuralFields.Reference;

/// <summary>The reference page: everything that is registered, in the words of the registries.</summary>
internal sealed class ReferencePage
{
    // Defaults of scene keys are those of a preset, which is sized for a picture.
    private static readonly ImageShape s_example = new(768, 512, 3, ColorEncoding.Srgb);

    private static readonly string[] s_keyColumns = ["key", "default", "what it sets"];

    private readonly MarkdownPage _page = new();

    /// <summary>The whole page.</summary>
    public static string Write()
    {
        ReferencePage page = new();
        page.Opening();
        CommandPages.Write(page._page);
        page.Viewer();
        page.Presets();
        page.SceneKeys();
        page.Families();
        page.Formulas();
        page.AcceptedNames();
        page.ImageFormats();
        page.MeshFormatTable();
        page.Metrics();
        return page._page.ToString();
    }

    private void Opening()
    {
        _page.Heading(1, "Reference");
        _page.Paragraph(
            "Written by `dotnet run --project tools/reference` from the registries; do not edit. A test fails when it " +
            "is stale.");
    }

    private void Viewer()
    {
        _page.Heading(2, "The viewer");
        _page.Paragraph("Keys and mouse of `nf view`; instant-ngp's where it has them.");
        _page.Table(["keys", "what they do"], KeyBinding.Help.Select(l => (string[])
            [MarkdownPage.Code(l[..KeyBinding.KeyColumns].Trim()), l[KeyBinding.KeyColumns..].Trim()]));
        _page.Paragraph(
            "Scripts (`nf view --script`) have a step per line, done once the picture of the step before is finished; " +
            "`#` begins a comment.");
        _page.Table(["step", "what it does"], ScriptStep.All.Select(s => (string[])
            [MarkdownPage.Code($"{s.Name} {s.Arguments}".TrimEnd()), s.Summary]));
    }

    private void Presets()
    {
        _page.Heading(2, "Image presets");
        _page.Paragraph($"For {s_example.Width}×{s_example.Height} pixels; `hashgrid` is sized for the picture.");
        _page.Table(["preset", "what it is", "batch", "steps"], ImagePreset.All.Select(Preset));
        foreach (SceneTask task in SceneTask.All.Where(t => t != SceneTask.Image))
        {
            _page.Heading(2, $"Presets of the task {task.Name}");
            _page.Table(["preset", "what it is"], task.Presets.Select(p => (string[])[MarkdownPage.Code(p.Name), p.Summary]));
        }
    }

    private void SceneKeys()
    {
        _page.Heading(2, "Scene files");
        _page.Paragraph(
            "JSON with comments. `\"inherit\": \"base.json\"` takes everything from another file first. Unknown and " +
            "repeated keys are refused. Paths are relative to the file. The defaults below are those of the preset " +
            "`hashgrid`.");
        HashSet<(string, string, string)> known = [];
        Sections(SceneTask.Image, Scene.OfPreset(preset: null, s_example), "", known);
        foreach (SceneTask task in SceneTask.All.Where(t => t != SceneTask.Image))
        {
            _page.Heading(2, $"Scene files of the task {task.Name}");
            _page.Paragraph($"For {task.DataSummary}: the keys above, but for those that are of pictures, and these.");
            Sections(task, task.Any, $" of {task.Name}", known);
        }
    }

    /// <summary>The keys of a task that were not listed before.</summary>
    private void Sections(SceneTask task, Scene scene, string suffix, HashSet<(string, string, string)> known)
    {
        foreach (SceneSection section in task.Sections)
        {
            SchemaKey<Scene>[] keys = [.. section.Keys.Where(k => known.Add((section.Name, k.Name, k.Summary)))];
            if (keys.Length == 0) continue;
            _page.Heading(3, (section.Name.Length == 0 ? "Top" : section.Name) + suffix);
            _page.Paragraph(Sentence(section.Summary));
            _page.Table(s_keyColumns, keys.Select(k => (string[])
                [MarkdownPage.Code(k.Name), IsSection(k.Name) ? "see below" : Line(k.Write(scene)), k.Summary]));
        }
    }

    private void Families()
    {
        Parts("Encodings", Encoding.Family.All);
        Parts("Networks", Network.Family.All);
        Parts("Optimisers", Optimizer.Family.All);
        Parts("Schedules of the learning rate", Schedule.Family.All);
    }

    private void Formulas()
    {
        _page.Heading(2, "Activations");
        _page.Paragraph(
            "`\"activation\": \"Sine\"`, or with constants `{ \"otype\": \"Sine\", \"omega_0\": 30 }`, or with the " +
            "constants beside it.");
        _page.Table(["activation", "formula", "constants"],
        [
            .. Activation.All.Select(a => Formula(a.Name, a.Summary, a.Constants)),
            Formula(
                "Wire", "the complex Gabor wavelet e^(jω₀w − (s₀|w|)²): a layer kind, with complex weights",
                [.. WireFormula.Constants]),
        ]);
        _page.Heading(2, "Radial kernels");
        _page.Paragraph(
            "`\"kernel\": \"InverseQuadratic\"` of a RadialBasis, or with constants as activations have them. q is the " +
            "squared distance from the centre in widths, u the offset along each of the kernel's axes.");
        _page.Table(
            ["kernel", "formula", "constants"], RadialKernel.All.Select(k => Formula(k.Name, k.Summary, k.Constants)));
        _page.Heading(2, "Losses");
        _page.Paragraph("The mean over samples and outputs. p is the prediction, t the target.");
        _page.Table(["loss", "formula", "constants"], Loss.All.Select(l => Formula(l.Name, l.Summary, l.Constants)));
        _page.Heading(2, "Gradient losses");
        _page.Paragraph(
            "`gradient_loss`, for fields of one value f: losses of its gradient g with respect to the position, mean " +
            "over all samples. Eikonal adds to `loss`. The others replace it; their samples lie on the surface with " +
            "normal n, off it, or at the border of the domain, which counts as off it.");
        _page.Table(["gradient loss", "formula", "constants"],
            GradientLoss.All.Select(l => Formula(l.Name, l.Summary, l.Constants)));
    }

    private void AcceptedNames()
    {
        _page.Heading(2, "Names of tiny-cuda-nn and instant-ngp");
        _page.Paragraph("Accepted by `--config` and inside scene files:");
        _page.Table(["theirs", "here"], TinyCudaNames.Accepted.Select(a => (string[])[a.Theirs, a.Ours]));
    }

    private void ImageFormats()
    {
        _page.Heading(2, "Image formats");
        _page.Table(["format", "endings", "read", "written"], ImageCodecs.All.Select(c => (string[])
            [c.Name, string.Join(", ", c.Extensions.Select(MarkdownPage.Code)), "yes", c.CanWrite ? "yes" : "no"]));
    }

    private void MeshFormatTable()
    {
        string[] read = [.. MeshFormats.Readers.SelectMany(r => r.Extensions)];
        string[] written = [.. MeshFormats.Writers.SelectMany(w => w.Extensions)];
        _page.Heading(2, "Mesh and point cloud formats");
        _page.Paragraph(
            "A file is told by its first bytes where the format has a mark (PLY, GLB, OFF), else by its ending. " +
            "Files without faces are point clouds. Colours are sRGB in PLY, OBJ and OFF and linear in glTF; `.gltf` is " +
            "written as one file with its buffer inside.");
        _page.Table(["ending", "read", "written"], read.Union(written).Select(e => (string[])
            [MarkdownPage.Code(e), read.Contains(e) ? "yes" : "no", written.Contains(e) ? "yes" : "no"]));
    }

    private void Metrics()
    {
        _page.Heading(2, "Metrics");
        _page.Table(["metric", "definition"],
        [
            ["PSNR", "−10·log₁₀ of the mean squared error in dB, peak 1, over all pixels and channels. Predictions " +
                "are clipped to [0, 1] and not rounded; the reference is the picture's own pixels."],
            ["SSIM", "Wang et al. 2004 per channel, 11×11 Gaussian window of σ 1.5, K₁ 0.01, K₂ 0.03, windows that " +
                "lie wholly inside, mean. Absent for smaller pictures."],
            ["held-out PSNR", "PSNR over the pixels that `--holdout` kept from training; beside it that of bilinear " +
                "interpolation of the pixels that were trained."],
            ["parameters", "Trained numbers in logical shapes: biases counted, padding not. Frozen ones are counted apart."],
            ["samples/s", "Points that were evaluated and back-propagated, per second of training."],
        ]);
    }

    private void Parts<T>(string title, ImmutableArray<ISchema<T>> parts) where T : class
    {
        _page.Heading(2, title);
        foreach (ISchema<T> part in parts)
        {
            _page.Heading(3, part.Name);
            _page.Paragraph(part.Summary);
            _page.Table(s_keyColumns,
                part.Keys.Select(k => (string[])[MarkdownPage.Code(k.Name), MarkdownPage.Code(k.Default), k.Summary]));
        }
    }

    private static string[] Formula(string name, string summary, ImmutableArray<FormulaConstant> constants)
    {
        IEnumerable<string> described = constants.Select(c => $"`{c.Key}` {Number(c.Default)}: {c.Summary}");
        return [MarkdownPage.Code(name), summary, string.Join(", ", described)];
    }

    private static string[] Preset(ImagePreset preset)
    {
        TrainingSpec training = preset.Create(s_example).Training;
        return [MarkdownPage.Code(preset.Name), preset.Summary, Number(training.BatchSize), Number(training.Steps)];
    }

    private static bool IsSection(string key) => SceneTask.Image.Sections.Any(s => s.Name == key);

    private static string Line(DescriptionNode? value)
        => MarkdownPage.Code(value is null ? "" : DescriptionWriter.ToLine(value));

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..] + ".";

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
