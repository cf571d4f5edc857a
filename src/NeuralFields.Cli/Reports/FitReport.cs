using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using NeuralFields.Backends;
using NeuralFields.Cli.Training;
using NeuralFields.Descriptions;
using NeuralFields.Images;
using NeuralFields.IO;
using NeuralFields.IO.Fields;
using NeuralFields.Tasks;
using NeuralFields.Training;

namespace NeuralFields.Cli.Reports;

/// <summary>The page of <c>--report</c>: settings, curves, pictures, figures, timings and machine.</summary>
internal static class FitReport
{
    private const int LargestSide = 1024;

    /// <summary>Writes the page.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, FitResult result, ImageTask task, IFieldProgram program, TrainingCurve curve)
    {
        HtmlPage page = new($"{Path.GetFileName(result.Path)}: a field of a picture");
        page.Paragraph(ImageResults.Line(result.Quality));
        AddPictures(page, task, program);
        AddCurves(page, curve);
        page.Heading("Run");
        page.Table(Figures(result));
        page.Heading("Settings");
        page.Text(DescriptionWriter.ToText(result.Scene.WithoutFiles.Write()));
        OutputFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(page.ToString())));
    }

    private static void AddPictures(HtmlPage page, ImageTask task, IFieldProgram program)
    {
        Image target = task.Image;
        Image result = task.Reconstruct(program);
        page.Pictures(
            ("target", Shrink(target)), ("result", Shrink(result)),
            ("absolute error, brightest at 0.1", Shrink(ErrorMap.Draw(result, target))));
    }

    private static void AddCurves(HtmlPage page, TrainingCurve curve)
    {
        page.Heading("Curves");
        page.Drawings(
            new SvgChart("loss", IsLogarithmic: true).Draw(
                curve.Points.Select(p => ((double)p.Progress.Step, p.Progress.Loss)), "steps"),
            new SvgChart("PSNR in dB, all pixels", IsLogarithmic: false)
                .Draw(curve.Points.Select(p => (p.Progress.Seconds, p.Psnr ?? double.NaN)), "seconds of training"));
    }

    private static IEnumerable<(string Name, string Value)> Figures(FitResult result)
    {
        TrainingProgress last = result.Report.Last;
        yield return ("PSNR", Text($"{result.Quality.Psnr:F3} dB"));
        if (result.Quality.Ssim is { } ssim) yield return ("SSIM", Text($"{ssim:F5}"));
        if (result.Quality.HoldoutPsnr is { } held)
            yield return ("held-out pixels", Text(
                $"{held:F3} dB; interpolation of the others {result.Quality.BilinearPsnr:F3} dB"));
        yield return (
            "parameters", Text($"{result.Layout.TrainedCount:N0} trained, {result.Layout.FrozenCount:N0} frozen"));
        yield return ("steps", Text($"{last.Step:N0} of {result.Scene.Image.Training.BatchSize:N0} samples"));
        yield return ("training", Text($"{last.Seconds:F2} s, {last.SamplesPerSecond / 1e6:F3} M samples/s"));
        yield return ("in all", Text($"{result.TotalSeconds:F2} s"));
        yield return ("device", $"{result.Info.Device}: {result.Info.Description}");
        yield return (
            "machine",
            $"{RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.ProcessArchitecture}, " +
            RuntimeInformation.FrameworkDescription);
        yield return ("program", $"nf {FieldFile.ProgramVersion}");
    }

    private static Image Shrink(Image image)
    {
        int longer = Math.Max(image.Width, image.Height);
        return longer <= LargestSide
            ? image
            : ImageResampling.Downscale(image, (longer + LargestSide - 1) / LargestSide);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
