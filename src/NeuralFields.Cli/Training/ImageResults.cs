using System.Globalization;
using NeuralFields.Descriptions;
using NeuralFields.Tasks;

namespace NeuralFields.Cli.Training;

/// <summary>The figures of a picture, in JSON and in words.</summary>
internal static class ImageResults
{
    /// <summary>Members of JSON results and of a field file's metrics.</summary>
    public static DescriptionNode Describe(ImageQuality quality) => new JsonResult()
        .Add("psnr", quality.Psnr).Add("ssim", quality.Ssim)
        .Add("holdoutPsnr", quality.HoldoutPsnr).Add("bilinearPsnr", quality.BilinearPsnr).ToNode();

    /// <summary>One line for people.</summary>
    public static string Line(ImageQuality quality)
    {
        string line = string.Create(CultureInfo.InvariantCulture, $"PSNR {quality.Psnr:F2} dB");
        if (quality.Ssim is { } ssim) line += string.Create(CultureInfo.InvariantCulture, $", SSIM {ssim:F4}");
        if (quality.HoldoutPsnr is { } held)
            line += string.Create(
                CultureInfo.InvariantCulture,
                    $", held-out pixels {held:F2} dB (interpolation {quality.BilinearPsnr:F2} dB)");
        return line;
    }
}
