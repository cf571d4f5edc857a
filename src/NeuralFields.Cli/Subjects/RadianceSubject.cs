using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using NeuralFields.Backends;
using NeuralFields.Cli.Rendering;
using NeuralFields.Cli.Reports;
using NeuralFields.Cli.Training;
using NeuralFields.Cli.Viewing;
using NeuralFields.Datasets;
using NeuralFields.Descriptions;
using NeuralFields.Geometry;
using NeuralFields.IO.Scenes;
using NeuralFields.Images;
using NeuralFields.Rendering;
using NeuralFields.Rendering.Cameras;
using NeuralFields.Scenes;
using NeuralFields.Tasks;
using NeuralFields.Training;
using NeuralFields.Volumes;

namespace NeuralFields.Cli.Subjects;

/// <summary>Posed photographs that are fitted.</summary>
internal sealed class RadianceSubject : FitSubject
{
    private const int ReportViews = 4, UsualPixels = 1 << 13, FewPixels = 1 << 10;
    private const double MuchFilled = 0.2, LittleLeftOut = 1e-3, MuchLeftOut = 0.5;

    private readonly RadianceTask _task;
    private readonly RadianceData _data;
    private readonly int _threads;
    private OccupancyBits? _bits;

    /// <summary>Photographs with the scene that fits them.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="data">The photographs.</param>
    /// <param name="threads">Threads for what is not the field; 0 for all.</param>
    public RadianceSubject(Scene scene, RadianceData data, int threads)
    {
        (_data, _threads) = (data, threads);
        _task = new RadianceTask(data.Views, data.Fit.Box, (RadianceScene)scene.Fit);
        Scene = scene with { Fit = _task.Scene };
    }

    public override Scene Scene { get; }

    public override FieldTask Task => _task;

    public override string Headline => string.Create(
        CultureInfo.InvariantCulture,
        $"{_data.Dataset.Kind}: {_task.Views.Length} photographs to train on, {HeldOut} held out, box of side {_task.Box.AabbScale}");

    public override IEnumerable<string> Notes => [.. _data.Dataset.Remarks, .. _data.Fit.Remarks, .. LeftOut()];

    public override DescriptionNode Frame => FrameOf().Write();

    public override DescriptionNode Fingerprint
    {
        get
        {
            StringBuilder poses = new();
            foreach (LoadedView view in _data.Views) poses.Append(view.View.Name).Append(view.View.Split).Append(view.View.Pose);
            return FitFiles.Fingerprint(
                [.. Encoding.UTF8.GetBytes(poses.ToString()), .. _task.Views.SelectMany(v => v.Pixels.ToArray())]);
        }
    }

    public override ViewData Original => new ManyPhotographs(_data.Views);

    public override LiveMetric Metric { get; } = new("test_psnr", "PSNR in dB, some held-out pixels", "{0:F2} dB");

    public override double? Target => _task.Scene.TargetPsnr;

    public override void Follow(IFieldProgram program, ITrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        TrainingState state = run.Save();
        _bits = _task.OccupancyOf(program, state);
        _task.Follow(state);
    }

    public override ulong[] OccupiedCells => _bits is null ? [] : [.. _bits.Bricks];

    public override double Measure(IFieldProgram program)
    {
        OccupancyBits bits = BitsOf(program);
        // Before rays have cleared the space, each of them takes hundreds of samples, and says little.
        return _task.Psnr(program, bits, bits.Filled > MuchFilled ? FewPixels : UsualPixels);
    }

    public override Quality Judge(IFieldProgram program, CancellationToken cancellation = default)
        => RadianceResults.Of(_task.Evaluate(program, BitsOf(program), _threads, cancellation));

    public override Image Draw(IFieldProgram program, int? longestSide)
    {
        RadianceFrame frame = FrameOf();
        FrameView view = frame.Views.FirstOrDefault(v => v.IsHeldOut) ?? frame.Views[0];
        return Render(program, frame, view, longestSide);
    }

    public override Image Detail(IFieldProgram program) => Draw(program, longestSide: null);

    public override void AddPictures(HtmlPage page, IFieldProgram program)
    {
        RadianceFrame frame = FrameOf();
        FrameView[] views = [.. frame.Views.Where(v => v.IsHeldOut).DefaultIfEmpty(frame.Views[0])];
        for (int i = 0; i < Math.Min(ReportViews, views.Length); i++)
        {
            FrameView view = views[i * views.Length / Math.Min(ReportViews, views.Length)];
            LoadedView loaded = _data.Views.First(v => v.View.Name == view.Name);
            Image photograph = RadianceViews.Photograph(loaded, _task.Background);
            Image result = _task.Render(program, BitsOf(program), loaded, _threads);
            page.Pictures(
                (view.Name, photograph), ("field", result),
                ("absolute error, brightest at 0.1", ErrorMap.Draw(result, photograph)));
        }
    }

    private IEnumerable<string> LeftOut()
    {
        if (_task.LeftOutPart < LittleLeftOut) yield break;
        string doubt = _task.LeftOutPart > MuchLeftOut ? " Check focal length and distortion." : "";
        yield return string.Create(CultureInfo.InvariantCulture,
            $"{100 * _task.LeftOutPart:F1} % of the pixels lie outside of what their lenses show, or are masked; ") +
            "they are left out." + doubt;
    }

    private OccupancyBits BitsOf(IFieldProgram program) => _bits ?? _task.OccupancyOf(program);

    private int HeldOut => _data.Views.Count(v => v.View.Split == ViewSplit.Test);

    private Image Render(IFieldProgram program, RadianceFrame frame, FrameView view, int? longestSide)
    {
        int side = Math.Max(view.Camera.Lens.Width, view.Camera.Lens.Height);
        double shrink = Math.Min(1, (longestSide ?? side) / (double)side);
        return RadianceViews.Renderer(program, frame, BitsOf(program), _threads)
            .Render(
                view.Camera.Resize(
                    (int)Math.Max(1, view.Camera.Lens.Width * shrink), (int)Math.Max(1, view.Camera.Lens.Height * shrink)),
                new ViewRequest())
            .ToImage(RadianceViews.BackgroundOf(frame));
    }

    private RadianceFrame FrameOf()
    {
        Point3 up = _data.Dataset.Up ?? RadianceViews.MeanUp(_data.Views.Select(v => v.View.Pose));
        return new(
            _task.Box, _task.Space, _task.Scene.Near, _task.Scene.MinTransmittance, _data.Dataset.IsCutOut,
            _data.Fit.Rig.Center, _data.Fit.Rig.Distance, up,
            [.. _data.Views.Select(v => new FrameView(v.View.Name, v.View.Split == ViewSplit.Test, CameraOf(v)))]);
    }

    /// <summary>A photograph's camera as it was corrected, in the data set's frame.</summary>
    private Camera CameraOf(LoadedView view)
    {
        CameraCorrection c = _task.CorrectionOf(view);
        return (c with { Shift = c.Shift * (1 / _task.Box.Scale) }).Apply(new Camera(view.View.Pose, view.View.Lens.Pinhole));
    }
}
