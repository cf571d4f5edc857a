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
        ViewFiles files = ViewFiles.Read(invocation);
        ViewRequest request = Request(invocation, files.Layers);
        Stopwatch watch = Stopwatch.StartNew();
        RenderedView view = subject.Renderer.Render(camera, request, progress: null, invocation.Cancellation);
        double seconds = watch.Elapsed.TotalSeconds;
        files.Write(view);
        Report(files.First, camera.Lens, 1, request, seconds, subject, invocation);
    }

    private static void RenderFilm(FilmFile film, CameraPath path, ViewSubject subject, Invocation invocation)
    {
        ViewRequest request = Request(invocation, ViewLayers.Color);
        Background background = invocation.Get(RenderOptions.Background) ?? Background.Studio;
        Stopwatch watch = new();
        film.Write(path, (camera, number) =>
        {
            watch.Start();
            RenderedView view = subject.Renderer.Render(camera, request, progress: null, invocation.Cancellation);
            watch.Stop();
            invocation.Terminal.Say(FormattableString.Invariant(
                $"frame {number} of {path.Cameras.Length}, {watch.Elapsed.TotalSeconds / number:F2} s each"));
            return view.ToImage(background);
        });
        Report(
            film.Name, path.Cameras[0].Lens, path.Cameras.Length, request, watch.Elapsed.TotalSeconds, subject, invocation);
    }

    private static ViewRequest Request(Invocation invocation, ViewLayers layers) => new()
    {
        SamplesPerPixel = (int)(invocation.Get(RenderOptions.Samples) ?? 1),
        Layers = layers,
    };

    private static void Report(
        string output, CameraLens lens, int frames, ViewRequest request, double seconds, ViewSubject subject,
        Invocation invocation)
    {
        long samples = (long)lens.Width * lens.Height * request.SamplesPerPixel * frames;
        new RenderResult(output, lens.Width, lens.Height, frames, samples, seconds) { Evaluations = subject.Evaluations() }
            .Report(invocation.Terminal);
    }
}
