using System.Globalization;
using NeuralFields.Descriptions;
using NeuralFields.IO.Fields;

namespace NeuralFields.Cli.Viewing;

/// <summary>Lines that say what is viewed.</summary>
internal static class ViewFacts
{
    private static readonly (string Key, string Form)[] s_metrics =
    [
        ("psnr", "PSNR {0:F2} dB"), ("ssim", "SSIM {0:F4}"), ("testPsnr", "PSNR {0:F2} dB"), ("testSsim", "SSIM {0:F4}"),
        ("iou", "IoU {0:F4}"), ("normalAngleErrorDegrees", "normals within {0:F1}°"),
    ];

    /// <summary>The lines of a field.</summary>
    public static IReadOnlyList<string> Of(string name, FieldContents contents)
    {
        string first = string.Create(
            CultureInfo.InvariantCulture, $"{name} · {contents.Task} · {contents.Field.Layout().Count:N0} parameters");
        string metrics = string.Join(" · ", s_metrics
            .Where(m => contents.Metrics[m.Key] is { Kind: DescriptionKind.Number })
            .Select(m => string.Format(CultureInfo.InvariantCulture, m.Form, contents.Metrics[m.Key]!.AsNumber(m.Key))));
        return metrics.Length > 0 ? [first, metrics] : [first];
    }
}
