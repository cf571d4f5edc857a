using System.CommandLine;
using System.Diagnostics;
using NeuralFields.Backends;
using NeuralFields.Cli.Commands;
using NeuralFields.IO.Fields;
using NeuralFields.Rendering;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.Cli.Rendering;

/// <summary>Views of fields in space: one picture with its layers, or a film.</summary>
internal abstract class ViewRendering : TaskRendering
{
    /// <summary>Samples of pixels at edges where the command line does not say: five lie as on a die.</summary>
    private const int EdgeSamples = 5;

    /// <summary>Options of all fields that are seen through cameras.</summary>
    protected static IReadOnlyList<Option> ViewOptions { get; } =
    [
        RenderOptions.Output, RenderOptions.Size, .. ViewCameras.Options, RenderOptions.Frames, RenderOptions.FrameCount,
        RenderOptions.FramesPerSecond, RenderOptions.Depth, RenderOptions.Opacity, RenderOptions.Samples,
        RenderOptions.Background,
    ];

    /// <summary>What of the field cameras look at.</summary>
    protected abstract ViewSubject Open(
        FieldContents contents, IFieldProgram program, BackendInfo backend, Invocation invocation);

    public override void Check(Invocation invocation)
    {
        ViewCameras.Check(invocation);
        FilmFile.Check(invocation);
    }

    public override void Run(
        FieldContents contents, IFieldProgram program, BackendInfo backend, Invocation invocation)
    {
        ViewCameras cameras = ViewCameras.Read(invocation);
        ViewSubject subject = Open(contents, program, backend, invocation);
        if (invocation.Get(RenderOptions.Frames) is { } film)
            RenderFilm(FilmFile.Open(film, invocation), cameras.Path(subject), subject, invocation);
        else RenderView(cameras.View(subject), subject, invocation);
    }

    private static void RenderView(Camera camera, ViewSubject subject, Invocation invocation)
    {
        ViewFiles files = ViewFiles.Read(invocation, subject.Background);
        ViewRequest request = Request(invocation, files.Layers);
        Stopwatch watch = Stopwatch.StartNew();
        RenderedView view = subject.Renderer.Render(camera, request, progress: null, invocation.Cancellation);
        double seconds = watch.Elapsed.TotalSeconds;
        files.Write(view);
        Report(files.First, camera.Lens, 1, view.Samples, seconds, subject, invocation);
    }

    private static void RenderFilm(FilmFile film, CameraPath path, ViewSubject subject, Invocation invocation)
    {
        Background background = invocation.Get(RenderOptions.Background) ?? subject.Background;
        ViewRequest request = Request(invocation, ViewFiles.LayersOf(background));
        Stopwatch watch = new();
        long samples = 0;
        film.Write(path, (camera, number) =>
        {
            watch.Start();
            RenderedView view = subject.Renderer.Render(camera, request, progress: null, invocation.Cancellation);
            watch.Stop();
            samples += view.Samples;
            invocation.Terminal.Say(FormattableString.Invariant(
                $"frame {number} of {path.Cameras.Length}, {watch.Elapsed.TotalSeconds / number:F2} s each"));
            return view.ToImage(background);
        });
        Report(
            film.Name, path.Cameras[0].Lens, path.Cameras.Length, samples, watch.Elapsed.TotalSeconds, subject, invocation);
    }

    /// <summary>As many samples as were asked for; else one, and more where pixels differ from their neighbours.</summary>
    private static ViewRequest Request(Invocation invocation, ViewLayers layers)
    {
        long? samples = invocation.Get(RenderOptions.Samples);
        return new()
        {
            SamplesPerPixel = (int)(samples ?? 1),
            EdgeSamplesPerPixel = samples is null && layers.HasFlag(ViewLayers.Color) ? EdgeSamples : 0,
            Layers = layers,
        };
    }

    private static void Report(
        string output, CameraLens lens, int frames, long samples, double seconds, ViewSubject subject,
        Invocation invocation)
    {
        new RenderResult(output, lens.Width, lens.Height, frames, samples, seconds) { Evaluations = subject.Evaluations() }
            .Report(invocation.Terminal);
    }
}
