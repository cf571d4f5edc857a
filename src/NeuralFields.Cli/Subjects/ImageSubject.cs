using System.Globalization;
using System.Runtime.InteropServices;
using NeuralFields.Backends;
using NeuralFields.Cli.Reports;
using NeuralFields.Cli.Training;
using NeuralFields.Cli.Viewing;
using NeuralFields.Descriptions;
using NeuralFields.Images;
using NeuralFields.Rendering;
using NeuralFields.Scenes;
using NeuralFields.Tasks;

namespace NeuralFields.Cli.Subjects;

/// <summary>A picture that is fitted.</summary>
internal sealed class ImageSubject : FitSubject
{
    private const int LargestReportSide = 1024;

    private readonly ImageTask _task;

    /// <summary>A picture with the scene that fits it.</summary>
    public ImageSubject(Scene scene, Image image)
    {
        _task = new ImageTask(image, (ImageScene)scene.Fit);
        Scene = scene with { Fit = _task.Scene };
    }

    public override Scene Scene { get; }

    public override FieldTask Task => _task;

    public override string Headline => string.Create(
        CultureInfo.InvariantCulture,
        $"image {_task.Image.Width}×{_task.Image.Height}, {_task.Image.Channels} channels");

    public override DescriptionNode Frame
        => new ImageFrame(_task.Image.Width, _task.Image.Height, _task.Image.Encoding, _task.Scene.Frame).Write();

    public override DescriptionNode Fingerprint
        => FitFiles.Fingerprint(MemoryMarshal.AsBytes(_task.Image.Samples.AsSpan()));

    public override ViewData Original => new OnePhotograph(_task.Image);

    public override LiveMetric Metric { get; } = new("psnr", "PSNR in dB, all pixels", "{0:F2} dB");

    public override double? Target => _task.Scene.TargetPsnr;

    public override double Measure(IFieldProgram program) => _task.Psnr(program);

    public override Quality Judge(IFieldProgram program, CancellationToken cancellation = default)
        => ImageResults.Of(_task.Evaluate(program));

    public override Image Draw(IFieldProgram program, int? longestSide)
    {
        Image image = _task.Image;
        double shrink = Math.Min(1, (longestSide ?? int.MaxValue) / (double)Math.Max(image.Width, image.Height));
        return new ImageRenderer(program, _task.Map).Render(
            new((int)Math.Max(1, image.Width * shrink), (int)Math.Max(1, image.Height * shrink))
            {
                Encoding = image.Encoding,
            });
    }

    public override Image Detail(IFieldProgram program)
    {
        PictureDetail detail = PictureDetail.Of(_task.Image);
        return new ImageRenderer(program, _task.Map).Render(
            new(detail.EnlargedSide, detail.EnlargedSide)
            {
                Region = detail.RegionOf(_task.Image),
                Encoding = _task.Image.Encoding,
            });
    }

    public override Image TargetDetail => PictureDetail.Of(_task.Image).Enlarge(_task.Image);

    public override void AddPictures(HtmlPage page, IFieldProgram program)
    {
        Image target = _task.Image;
        Image result = _task.Reconstruct(program);
        page.Pictures(
            ("target", Shrink(target)), ("result", Shrink(result)),
            ("absolute error, brightest at 0.1", Shrink(ErrorMap.Draw(result, target))));
    }

    private static Image Shrink(Image image)
    {
        int longer = Math.Max(image.Width, image.Height);
        return longer <= LargestReportSide
            ? image
            : ImageResampling.Downscale(image, (longer + LargestReportSide - 1) / LargestReportSide);
    }
}
