using System.Globalization;
using System.Numerics;
using NeuralFields.Descriptions;
using NeuralFields.Rendering.Cameras;
using NeuralFields.Tasks;

namespace NeuralFields.Cli.Subjects;

/// <summary>The figures of a radiance field, in JSON and in words.</summary>
internal static class RadianceResults
{
    /// <summary>The figures.</summary>
    /// <param name="quality">What was measured.</param>
    /// <param name="isOwn">Whether the views are those of the field's training.</param>
    public static Quality Of(RadianceQuality quality, bool isOwn = true)
    {
        string background = Name(quality.Background);
        JsonResult members = new JsonResult()
            .Add("testPsnr", quality.Psnr).Add("testSsim", quality.Ssim)
            .Add("views", DescriptionNode.Of([.. quality.Views.Select(Describe)]))
            .Add("background", background).Add("heldOut", quality.AreHeldOut);
        if (quality.Motion is { } motion) members = members.Add("heldOutMoved", Describe(motion, quality.GivenPsnr));
        string kind = quality.AreHeldOut ? "held-out" : isOwn ? "training" : "other";
        string line = Text($"PSNR {quality.Psnr:F2} dB") + (quality.Ssim is { } ssim ? Text($", SSIM {ssim:F4}") : "") +
            Text($", mean over {quality.Views.Length} {kind} views on {background}") + Moved(quality);
        return new(members.ToNode(), line,
        [
            (kind + " views", Text($"{quality.Psnr:F3} dB, mean of {quality.Views.Length} on {background}")),
            ("SSIM", quality.Ssim is { } mean ? Text($"{mean:F5}") : "none: pictures below 11×11"),
            .. Moved(quality) is { Length: > 0 } moved ? new[] { ("held-out cameras", moved.TrimStart(',', ' ')) } : [],
            .. quality.Views.Select(v => (v.Name, Text($"{v.Psnr:F2} dB, SSIM {v.Ssim:F4}"))),
        ]);
    }

    private static DescriptionNode Describe(ViewQuality view)
        => new JsonResult().Add("name", view.Name).Add("psnr", view.Psnr).Add("ssim", view.Ssim).ToNode();

    private static DescriptionNode Describe(SceneMotion motion, double? givenPsnr) => new JsonResult()
        .Add("degrees", Degrees(motion)).Add("shift", motion.Shift.Length).Add("growth", motion.Growth)
        .Add("psnrAsGiven", givenPsnr).ToNode();

    /// <summary>How held-out cameras followed the scene that learnt cameras had moved.</summary>
    private static string Moved(RadianceQuality quality) => quality.Motion is not { } motion || motion == default ? "" :
        Text($", whose cameras were moved together by {Degrees(motion):F2}°, {motion.Shift.Length:F4} and ") +
        Text($"{100 * motion.Growth:+0.00;-0.00} % (as given {quality.GivenPsnr:F2} dB)");

    private static double Degrees(SceneMotion motion) => 2 * Math.Atan(0.5 * motion.Turn.Length) * (180 / Math.PI);

    private static string Name(Vector3 background)
        => background == Vector3.One ? "white" : background == Vector3.Zero ? "black"
            : Text($"({background.X:F2}, {background.Y:F2}, {background.Z:F2})");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
