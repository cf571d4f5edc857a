using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using NeuralFields.Backends;
using NeuralFields.Cli.Commands;
using NeuralFields.Datasets;
using NeuralFields.Images;
using NeuralFields.IO;
using NeuralFields.IO.Fields;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.Cli.Rendering;

/// <summary>A photograph, the field's view through the same lens, and where they differ, side by side.</summary>
internal static class RadianceComparison
{
    /// <summary>Refuses options that a comparison does not take.</summary>
    /// <exception cref="InputException">One is given, or one is missing.</exception>
    public static void Check(Invocation invocation)
    {
        bool isWanted = invocation.Get(RenderOptions.Compare);
        if (!isWanted && invocation.IsGiven(RenderOptions.Data))
            throw new InputException("--data is given without --compare, which alone needs photographs.");
        if (!isWanted) return;
        if (!invocation.IsGiven(RenderOptions.View) || !invocation.IsGiven(RenderOptions.Data) || !invocation.IsGiven(RenderOptions.Output))
            throw new InputException(
                "--compare needs --view N, the photographs as --data FOLDER, and -o out.png: a field holds no photographs.");
        if (((Option[])[.. RenderOptions.Layers, RenderOptions.Size]).FirstOrDefault(invocation.IsGiven) is { } other)
            throw new InputException($"{other.Name} and --compare are both given, expected one of them.");
    }

    /// <summary>A photograph with the camera that the field records, which training may have corrected.</summary>
    private static LoadedView As(LoadedView photograph, Camera camera) => photograph with
    {
        View = photograph.View with { Pose = camera.Pose, Lens = new(camera.Lens, photograph.View.Lens.Distortion) },
    };

    private static LoadedView RequireSize(LoadedView photograph, CameraLens lens, string source)
        => (photograph.Pixels.Width, photograph.Pixels.Height) == (lens.Width, lens.Height)
            ? photograph
            : throw new InputException(
                $"{source}: {photograph.View.Name} has {photograph.Pixels.Width}×{photograph.Pixels.Height} pixels, expected " +
                $"{lens.Width}×{lens.Height}: the data set that the field was made from.");

    /// <summary>Renders and writes the picture.</summary>
    public static void Run(FieldContents contents, IFieldProgram program, BackendInfo backend, Invocation invocation)
    {
        RadianceTruth truth = RadianceTruth.Read(contents, invocation.Get(RenderOptions.Data)!);
        (string name, _, Camera camera) = RadianceViews.ViewOf(truth.Frame, invocation.Get(RenderOptions.View)!.Value);
        LoadedView photograph = As(RequireSize(truth.Find(name), camera.Lens, truth.Data.Dataset.Source), camera);
        Stopwatch watch = Stopwatch.StartNew();
        Image rendered = truth.Task.Render(
            program, RadianceViews.BitsOf(contents, program, truth.Frame), photograph, backend.Threads);
        double seconds = watch.Elapsed.TotalSeconds;
        Image expected = RadianceViews.Photograph(photograph, truth.Task.Background);
        Image row = ImageRow.Of(expected, rendered, ErrorMap.Draw(rendered, expected));
        string output = invocation.Get(RenderOptions.Output)!;
        ImageFile.Write(output, row);
        double psnr = ImageMetrics.Psnr(rendered, expected);
        invocation.Terminal.Print(string.Create(CultureInfo.InvariantCulture,
            $"{output}: {name}, photograph, field ({psnr:F2} dB) and difference (brightest at 0.1) in {seconds:F3} s"));
        invocation.Terminal.Result(new JsonResult()
            .Add("width", row.Width).Add("height", row.Height).Add("seconds", seconds)
            .Add("samples", rendered.PixelCount).Add("name", name).Add("psnr", psnr).ToNode());
    }
}
