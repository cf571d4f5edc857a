using System.Globalization;
using NeuralFields.Tasks;

namespace NeuralFields.Cli.Subjects;

/// <summary>The figures of a field of signed distances, in JSON and in words.</summary>
internal static class SurfaceResults
{
    /// <summary>The figures.</summary>
    /// <param name="quality">The figures, lengths in the shape's units.</param>
    /// <param name="diagonal">The diagonal of the shape's box.</param>
    public static Quality Of(SurfaceQuality quality, double diagonal) => new(
        new JsonResult()
            .Add("iou", quality.Iou).Add("chamfer", quality.Chamfer)
            .Add("normalAngleErrorDegrees", quality.NormalAngleErrorDegrees)
            .Add("meanAbsError", quality.AbsError.Mean).Add("p99AbsError", quality.AbsError.P99)
            .Add("eikonalDeviation", quality.EikonalDeviation)
            .Add("furthestPoint", quality.FurthestPoint).Add("diagonal", diagonal).ToNode(),
        string.Join(", ", Rows(quality, diagonal).Select(r => $"{r.Name} {r.Value}")), [.. Rows(quality, diagonal)]);

    private static IEnumerable<(string Name, string Value)> Rows(SurfaceQuality quality, double diagonal)
    {
        if (quality.Iou is { } iou) yield return ("IoU", Text($"{iou:F5}"));
        if (quality.Chamfer is { } chamfer)
            yield return (
                quality.Iou is null ? "points to surface" : "Chamfer", Length(chamfer, diagonal));
        if (quality.FurthestPoint is { } furthest) yield return ("furthest point", Length(furthest, diagonal));
        if (quality.NormalAngleErrorDegrees is { } angle) yield return ("normals off by", Text($"{angle:F2}°"));
        yield return ("distance error", Length(quality.AbsError.Mean, diagonal));
        yield return ("its 99th percentile", Length(quality.AbsError.P99, diagonal));
        yield return ("eikonal deviation", Text($"{quality.EikonalDeviation:F4}"));
    }

    private static string Length(double length, double diagonal)
        => Text($"{length:G4} ({100 * length / diagonal:G3} % of the diagonal)");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
