using System.Text;
using NeuralFields.Cli.Benchmarks;
using NeuralFields.Cli.Reports;
using NeuralFields.Cli.Subjects;
using NeuralFields.Images;
using NeuralFields.IO;

namespace NeuralFields.Cli.Comparisons;

/// <summary>The page of <c>nf bench fields --report</c>: figures, curves, and the same detail of every kind.</summary>
internal static class ComparisonPage
{
    /// <summary>Writes the page.</summary>
    /// <param name="path">The file.</param>
    /// <param name="title">What is compared, in a line.</param>
    /// <param name="terms">The terms of the comparison, in a line.</param>
    /// <param name="metric">What the curves show.</param>
    /// <param name="target">The detail of the data itself, or null.</param>
    /// <param name="trials">The trials.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(
        string path, string title, string terms, LiveMetric metric, Image? target, IReadOnlyList<FieldTrial> trials)
    {
        HtmlPage page = new(title);
        page.Paragraph(terms);
        page.Grid(ComparisonTable.Rows(trials));
        page.Heading("Curves");
        page.Drawings(
            new SvgChart(metric.Title, IsLogarithmic: false).Draw(
                [.. trials.Select(t => new SvgCurve(
                    t.Preset, t.Curve.Points.Select(p => (p.Progress.Seconds, p.Metric ?? double.NaN))))],
                "seconds of training"),
            new SvgChart("loss (kinds differ in what they call loss)", IsLogarithmic: true).Draw(
                [.. trials.Select(t => new SvgCurve(
                    t.Preset, t.Curve.Points.Select(p => (p.Progress.Seconds, p.Progress.Loss))))],
                "seconds of training"));
        page.Heading("A detail");
        List<(string Caption, Image Picture)> details = [.. trials.Select(t => (t.Preset, t.Detail))];
        if (target is not null) details.Insert(0, ("target", target));
        page.Pictures([.. details]);
        page.Paragraph(MachineDescription.Processor);
        OutputFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(page.ToString())));
    }
}
