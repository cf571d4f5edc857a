using System.Globalization;
using System.Text;
using NeuralFields.Cli.Reports;
using NeuralFields.Descriptions;
using NeuralFields.IO;
using NeuralFields.Images;

namespace NeuralFields.Cli.Demo;

/// <summary>The page that <c>nf demo</c> leaves: commands, pictures, turns, curves and figures of all parts.</summary>
/// <param name="folder">Where the files lie.</param>
internal sealed class DemoPage(string folder)
{
    private const string FileName = "index.html";

    // What people look for first; other members stand in the pages of the fits.
    private static readonly (string Member, string Name, string Format)[] s_figures =
    [
        ("psnr", "PSNR", "{0:F2} dB"), ("ssim", "SSIM", "{0:F4}"), ("iou", "interior IoU", "{0:F4}"),
        ("normalAngleErrorDegrees", "normals", "within {0:F2}° on average"),
        ("testPsnr", "PSNR of views never seen", "{0:F2} dB"), ("testSsim", "their SSIM", "{0:F4}"),
        ("parameters", "parameters", "{0:N0}"), ("bytes", "file", "{0:N0} bytes"), ("steps", "steps", "{0:N0}"),
        ("trainSeconds", "training", "{0:F1} s"), ("samplesPerSecond", "speed", "{0:N0} samples/s"),
    ];

    private readonly HtmlPage _page = new("NeuralFields: a photograph, a shape and a scene");

    /// <summary>Where the page is.</summary>
    public string Path { get; } = System.IO.Path.Combine(folder, FileName);

    /// <summary>Adds a part that ran.</summary>
    public void Add(DemoPart part, IReadOnlyList<DemoRun.Line> lines)
    {
        _page.Heading(part.Title);
        _page.Text(string.Join('\n', lines.Select(line => line.Command)));
        _page.Pictures([.. part.Pictures.Select(p => (p.Caption, Read(p.File)))]);
        if (part.Turn is { } caption) _page.Turn(caption, [.. Frames(part.TurnFolder)]);
        _page.Drawings(
            new SvgChart("loss", IsLogarithmic: true).Draw(Column(part.Log, "loss"), "seconds of training"),
            new SvgChart(MetricOf(part.Log), IsLogarithmic: false).Draw(Column(part.Log, MetricOf(part.Log)), "seconds of training"));
        _page.Table(Figures(lines[0].Result));
        _page.Links([.. Files(part)]);
    }

    /// <summary>Writes the page.</summary>
    /// <exception cref="InputException">It cannot be written.</exception>
    public void Write() => OutputFile.Write(Path, stream => stream.Write(Encoding.UTF8.GetBytes(_page.ToString())));

    private static IEnumerable<(string Name, string Value)> Figures(DescriptionNode result)
    {
        foreach ((string member, string name, string format) in s_figures)
            if (result[member] is { Kind: DescriptionKind.Number } value)
                yield return (name, string.Format(CultureInfo.InvariantCulture, format, value.AsNumber(member)));
    }

    private IEnumerable<(string Text, string File)> Files(DemoPart part)
    {
        yield return ("more about this fit", part.Report);
        yield return ("the field", part.Field);
        if (File.Exists(System.IO.Path.Combine(folder, part.Mesh)))
            yield return ("the mesh, for Blender, Unity or a browser's viewer", part.Mesh);
    }

    private Image Read(string file) => ImageFile.Read(System.IO.Path.Combine(folder, file)).Image;

    private IEnumerable<Image> Frames(string turn)
        => Directory.EnumerateFiles(System.IO.Path.Combine(folder, turn), "*.png").Order(StringComparer.Ordinal)
            .Select(file => ImageFile.Read(file).Image);

    private string MetricOf(string log) => Rows(log).First()[3];

    private IEnumerable<(double X, double Y)> Column(string log, string name)
    {
        string[][] rows = [.. Rows(log)];
        int time = Array.IndexOf(rows[0], "time_s"), column = Array.IndexOf(rows[0], name);
        return rows.Skip(1).Select(row => (Number(row[time]), Number(row[column])));
    }

    private IEnumerable<string[]> Rows(string log)
        => File.ReadLines(System.IO.Path.Combine(folder, log)).Select(line => line.Split(','));

    private static double Number(string text)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN;
}
