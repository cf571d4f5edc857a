using System.Globalization;
using System.Text;

namespace NeuralFields.Cli.Reports;

/// <summary>A named curve.</summary>
/// <param name="Name">The name; empty for none.</param>
/// <param name="Points">(x, y) in ascending x.</param>
internal sealed record SvgCurve(string Name, IEnumerable<(double X, double Y)> Points);

/// <summary>Curves as SVG text, with gridlines at round numbers.</summary>
/// <param name="Title">What is drawn upwards.</param>
/// <param name="IsLogarithmic">Whether heights are logarithms; values at or below zero are left out.</param>
internal sealed record SvgChart(string Title, bool IsLogarithmic)
{
    private const double Width = 560, Height = 260, Left = 64, Right = 12, Top = 28, Bottom = 32;
    private const int Lines = 5;

    private static readonly string[] s_colors =
        ["#1668b8", "#c8453b", "#2e8b57", "#8e5bb5", "#c98a1b", "#3aa6a0", "#b5478c", "#6b6b6b", "#7c9a2d", "#4b5bd6"];

    /// <summary>Draws points.</summary>
    /// <param name="points">(x, y) in ascending x; those that are not finite are left out.</param>
    /// <param name="xTitle">What is drawn to the right.</param>
    public string Draw(IEnumerable<(double X, double Y)> points, string xTitle) => Draw([new SvgCurve("", points)], xTitle);

    /// <summary>Draws several curves over the same axes, with their names.</summary>
    /// <param name="curves">The curves.</param>
    /// <param name="xTitle">What is drawn to the right.</param>
    public string Draw(IReadOnlyList<SvgCurve> curves, string xTitle)
    {
        (string Name, (double X, double Y)[] Points)[] drawn =
            [.. curves.Select(c => (c.Name, Drawable(c.Points))).Where(c => c.Item2.Length > 0)];
        StringBuilder svg = new();
        Append(svg, $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Title}\">");
        Append(svg, $"<text x=\"{Left}\" y=\"16\" class=\"title\">{Title}</text>");
        if (drawn.Length > 0) DrawCurves(svg, drawn, xTitle);
        return svg.Append("</svg>").ToString();
    }

    private (double X, double Y)[] Drawable(IEnumerable<(double X, double Y)> points)
        => [.. points.Where(p => double.IsFinite(p.Y) && (!IsLogarithmic || p.Y > 0)).Select(p => (p.X, Up(p.Y)))];

    private void DrawCurves(StringBuilder svg, (string Name, (double X, double Y)[] Points)[] curves, string xTitle)
    {
        Scale x = Scale.Over(curves.SelectMany(c => c.Points.Select(p => p.X)), Left, Width - Right);
        Scale y = Scale.Over(curves.SelectMany(c => c.Points.Select(p => p.Y)), Height - Bottom, Top);
        DrawGrid(svg, x, y, xTitle);
        for (int i = 0; i < curves.Length; i++)
        {
            string color = s_colors[i % s_colors.Length];
            Append(svg, $"<polyline style=\"stroke:{color}\" points=\"");
            foreach ((double px, double py) in curves[i].Points) Append(svg, $"{x[px]:F1},{y[py]:F1} ");
            svg.Append("\"/>");
            double low = Height - Bottom - 6 - (12 * (curves.Length - 1 - i));
            if (curves[i].Name.Length > 0)
                Append(svg,
                    $"<text x=\"{Width - Right - 4}\" y=\"{low}\" text-anchor=\"end\" style=\"fill:{color}\">{curves[i].Name}</text>");
        }
    }

    private void DrawGrid(StringBuilder svg, Scale x, Scale y, string xTitle)
    {
        foreach (double tick in y.Ticks(Lines))
        {
            Append(svg, $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{y[tick]:F1}\" y2=\"{y[tick]:F1}\"/>");
            Append(svg, $"<text x=\"{Left - 6}\" y=\"{y[tick] + 4:F1}\" text-anchor=\"end\">{Down(tick):G3}</text>");
        }
        foreach (double tick in x.Ticks(Lines))
            Append(svg,
                $"<text x=\"{x[tick]:F1}\" y=\"{Height - Bottom + 16}\" text-anchor=\"middle\">{tick:G6}</text>");
        Append(svg, $"<text x=\"{Width - Right}\" y=\"{Height - 2}\" text-anchor=\"end\">{xTitle}</text>");
    }

    // Pictures are not on the numeric path: the platform's logarithm will do.
    private double Up(double value) => IsLogarithmic ? Math.Log10(value) : value;

    private double Down(double value) => IsLogarithmic ? Math.Pow(10, value) : value;

    private static void Append(StringBuilder text, FormattableString part)
        => text.Append(part.ToString(CultureInfo.InvariantCulture));

    /// <summary>Maps an interval of values to an interval of the drawing.</summary>
    private readonly record struct Scale(double Low, double High, double Start, double End)
    {
        public double this[double value] => Start + ((value - Low) / (High - Low) * (End - Start));

        public static Scale Over(IEnumerable<double> values, double start, double end)
        {
            double low = values.Min(), high = values.Max();
            // A constant still needs some height to be drawn in.
            if (high - low < 1e-9 * Math.Max(1, Math.Abs(high))) (low, high) = (low - 0.5, high + 0.5);
            return new Scale(low, high, start, end);
        }

        public IEnumerable<double> Ticks(int most)
        {
            double raw = (High - Low) / most, unit = Math.Pow(10, Math.Floor(Math.Log10(raw)));
            double step = unit * (raw / unit > 5 ? 10 : raw / unit > 2 ? 5 : raw / unit > 1 ? 2 : 1);
            for (double tick = Math.Ceiling(Low / step) * step; tick <= High + (1e-9 * step); tick += step)
                yield return Math.Abs(tick) < 1e-9 * step ? 0 : tick;
        }
    }
}
