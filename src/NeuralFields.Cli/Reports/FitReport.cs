using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using NeuralFields.Backends;
using NeuralFields.Cli.Subjects;
using NeuralFields.Cli.Training;
using NeuralFields.Descriptions;
using NeuralFields.IO;
using NeuralFields.IO.Fields;
using NeuralFields.Training;

namespace NeuralFields.Cli.Reports;

/// <summary>The page of <c>--report</c>: settings, curves, pictures, figures, timings and machine.</summary>
internal static class FitReport
{
    /// <summary>Writes the page.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(
        string path, FitResult result, FitSubject subject, IFieldProgram program, TrainingCurve curve)
    {
        HtmlPage page = new($"{Path.GetFileName(result.Path)}: a field of {result.Scene.Task.DataSummary}");
        page.Paragraph(result.Quality.Line);
        subject.AddPictures(page, program);
        AddCurves(page, curve, subject.Metric);
        page.Heading("Run");
        page.Table(Figures(result, subject));
        page.Heading("Settings");
        page.Text(DescriptionWriter.ToText(result.Scene.WithoutFiles.Write()));
        OutputFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(page.ToString())));
    }

    private static void AddCurves(HtmlPage page, TrainingCurve curve, LiveMetric metric)
    {
        page.Heading("Curves");
        page.Drawings(
            new SvgChart("loss", IsLogarithmic: true).Draw(
                curve.Points.Select(p => ((double)p.Progress.Step, p.Progress.Loss)), "steps"),
            new SvgChart(metric.Title, IsLogarithmic: false)
                .Draw(curve.Points.Select(p => (p.Progress.Seconds, p.Metric ?? double.NaN)), "seconds of training"));
    }

    private static IEnumerable<(string Name, string Value)> Figures(FitResult result, FitSubject subject)
    {
        TrainingProgress last = result.Report.Last;
        foreach ((string Name, string Value) row in result.Quality.Rows) yield return row;
        yield return (
            "parameters", Text($"{result.Layout.TrainedCount:N0} trained, {result.Layout.FrozenCount:N0} frozen"));
        yield return ("steps", Text($"{last.Step:N0} of {result.Scene.Fit.Training.BatchSize:N0} samples"));
        yield return ("training", Text($"{last.Seconds:F2} s, {last.SamplesPerSecond / 1e6:F3} M samples/s"));
        foreach ((string Name, string Value) remark in subject.Remarks(last.Seconds)) yield return remark;
        yield return ("in all", Text($"{result.TotalSeconds:F2} s"));
        yield return ("device", $"{result.Info.Device}: {result.Info.Description}");
        yield return (
            "machine",
            $"{RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.ProcessArchitecture}, " +
            RuntimeInformation.FrameworkDescription);
        yield return ("program", $"nf {FieldFile.ProgramVersion}");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
