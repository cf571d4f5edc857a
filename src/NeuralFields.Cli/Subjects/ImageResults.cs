using System.Globalization;
using NeuralFields.Tasks;

namespace NeuralFields.Cli.Subjects;

/// <summary>The figures of a picture, in JSON and in words.</summary>
internal static class ImageResults
{
    /// <summary>The figures.</summary>
    public static Quality Of(ImageQuality quality) => new(
        new JsonResult()
            .Add("psnr", quality.Psnr).Add("ssim", quality.Ssim)
            .Add("holdoutPsnr", quality.HoldoutPsnr).Add("bilinearPsnr", quality.BilinearPsnr).ToNode(),
        Line(quality), [.. Rows(quality)]);

    private static string Line(ImageQuality quality)
    {
        string line = Text($"PSNR {quality.Psnr:F2} dB");
        if (quality.Ssim is { } ssim) line += Text($", SSIM {ssim:F4}");
        if (quality.HoldoutPsnr is { } held)
            line += Text($", held-out pixels {held:F2} dB (interpolation {quality.BilinearPsnr:F2} dB)");
        return line;
    }

    private static IEnumerable<(string Name, string Value)> Rows(ImageQuality quality)
    {
        yield return ("PSNR", Text($"{quality.Psnr:F3} dB"));
        if (quality.Ssim is { } ssim) yield return ("SSIM", Text($"{ssim:F5}"));
        if (quality.HoldoutPsnr is { } held)
            yield return (
                "held-out pixels", Text($"{held:F3} dB; interpolation of the others {quality.BilinearPsnr:F3} dB"));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
