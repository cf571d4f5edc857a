using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using NeuralFields.Backends;
using NeuralFields.Cli.Reports;
using NeuralFields.Cli.Training;
using NeuralFields.Cli.Viewing;
using NeuralFields.Descriptions;
using NeuralFields.Geometry;
using NeuralFields.Images;
using NeuralFields.IO;
using NeuralFields.Rendering;
using NeuralFields.Rendering.Cameras;
using NeuralFields.Rendering.Surfaces;
using NeuralFields.Scenes;
using NeuralFields.Tasks;

namespace NeuralFields.Cli.Subjects;

/// <summary>A mesh or point cloud that is fitted.</summary>
internal sealed class SurfaceSubject : FitSubject
{
    private const int UsualSide = 640;
    private const int DetailSide = 320;

    // Four pictures around the shape show a hole that one would hide.
    private static readonly double[] s_azimuths = [30, 120, 210, 300];

    private readonly SurfaceTask _task;
    private readonly SurfaceContents _contents;
    private readonly int _threads;

    /// <summary>A shape with the scene that fits it.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="contents">The shape.</param>
    /// <param name="threads">Threads for what is not the field; 0 for all.</param>
    public SurfaceSubject(Scene scene, SurfaceContents contents, int threads)
    {
        SurfaceScene fit = (SurfaceScene)scene.Fit;
        _task = contents switch
        {
            SurfaceContents.Cloud cloud => new CloudTask(cloud.Points, fit, threads),
            SurfaceContents.Mesh mesh => new MeshTask(mesh.Surface, fit, threads),
            _ => throw new ArgumentException($"no task for {contents.GetType().Name}", nameof(contents)),
        };
        (_contents, _threads, Scene) = (contents, threads, scene with { Fit = _task.Scene });
    }

    public override Scene Scene { get; }

    public override FieldTask Task => _task;

    public override string Headline => _contents switch
    {
        SurfaceContents.Cloud { Points: var cloud } =>
            Text($"{cloud.Count:N0} points {(cloud.Normals is null ? "without" : "with")} normals"),
        SurfaceContents.Mesh { Surface: var mesh } => Text($"mesh of {mesh.TriangleCount:N0} triangles"),
        _ => "",
    };

    public override DescriptionNode Frame
        => new SurfaceFrame(_task.Placement, _task.Bounds, _task.Domain).Write();

    public override DescriptionNode Fingerprint => _contents switch
    {
        SurfaceContents.Cloud { Points: var cloud } => FitFiles.Fingerprint(
            [.. MemoryMarshal.AsBytes(cloud.Positions.AsSpan()), .. MemoryMarshal.AsBytes<Vector3>(cloud.Normals)]),
        SurfaceContents.Mesh { Surface: var mesh } => FitFiles.Fingerprint(
            [.. MemoryMarshal.AsBytes(mesh.Positions.AsSpan()), .. MemoryMarshal.AsBytes(mesh.Indices.AsSpan())]),
        _ => DescriptionNode.Null(),
    };

    public override ViewData Original
        => _contents is SurfaceContents.Mesh { Surface: var mesh } ? new OneShape(mesh, _threads) : ViewData.None;

    public override LiveMetric Metric => _contents is SurfaceContents.Mesh
        ? new("iou", "interior IoU", "IoU {0:F4}")
        : new("mean_abs_error", "mean |f| at the points, in longest sides", "|f| {0:G3}");

    public override double Measure(IFieldProgram program) => _task.Glance(program);

    public override Quality Judge(IFieldProgram program, CancellationToken cancellation = default)
        => SurfaceResults.Of(_task.Evaluate(program, _threads), _task.Bounds.Diagonal);

    public override Image Draw(IFieldProgram program, int? longestSide)
    {
        int width = longestSide ?? UsualSide;
        return Draw(program, new OrbitCamera(), width, width * 3 / 4);
    }

    public override Image Detail(IFieldProgram program)
    {
        // From where the whole shape would fill the usual field of view, four times as narrow.
        OrbitCamera close = new() { FieldOfView = 9, Distance = 1.7 * _task.Bounds.Diagonal };
        return Draw(program, close, DetailSide, DetailSide);
    }

    public override void AddPictures(HtmlPage page, IFieldProgram program)
        => page.Pictures([.. s_azimuths.Select(azimuth => (
            Text($"azimuth {azimuth}°"), Draw(program, new OrbitCamera { Azimuth = azimuth }, UsualSide, UsualSide)))]);

    public override IEnumerable<(string Name, string Value)> Remarks(double seconds)
    {
        if (_task is not MeshTask task) yield break;
        double share = task.Samples.MeasuringSeconds / Math.Max(1e-9, seconds * Threads);
        yield return ("measuring distances", Text($"{100 * share:F1} % of the training's time"));
    }

    private int Threads => _threads > 0 ? _threads : Environment.ProcessorCount;

    private Image Draw(IFieldProgram program, OrbitCamera orbit, int width, int height)
    {
        SurfaceRenderer renderer =
            new(program, _task.Placement, _task.Bounds, _task.Domain, new() { Threads = Threads });
        Background background = Background.Studio;
        ViewRequest request = new() { EdgeSamplesPerPixel = 5, Layers = ViewLayers.Color | ViewLayers.Shadow };
        return renderer.Render(orbit.Around(_task.Bounds, width, height), request).ToImage(background);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
