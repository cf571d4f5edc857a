using System.CommandLine;
using System.Diagnostics;
using NeuralFields.Backends;
using NeuralFields.Cli.Commands;
using NeuralFields.Images;
using NeuralFields.IO;
using NeuralFields.IO.Fields;
using NeuralFields.Rendering;
using NeuralFields.Scenes;

namespace NeuralFields.Cli.Rendering;

/// <summary>Pictures out of fields of pictures.</summary>
internal sealed class ImageRendering : TaskRendering
{
    public override string Task => SceneTask.Image.Name;

    public override IReadOnlyList<Option> Options { get; } =
        [RenderOptions.Output, RenderOptions.Size, RenderOptions.Region, RenderOptions.Samples];

    public override void Check(Invocation invocation) { }

    public override void Run(
        FieldContents contents, IFieldProgram program, BackendInfo backend, Invocation invocation)
    {
        string output = invocation.Get(RenderOptions.Output)!;
        ImageFrame frame = ImageFrame.Read(contents.Frame);
        (int width, int height) = invocation.Get(RenderOptions.Size) ?? (frame.Width, frame.Height);
        ImageRenderer.Request request = new(width, height)
        {
            Encoding = frame.Encoding,
            Region = invocation.Get(RenderOptions.Region) ?? ImageRegion.Whole,
            SamplesPerPixel = (int)(invocation.Get(RenderOptions.Samples) ?? 1),
        };
        Stopwatch watch = Stopwatch.StartNew();
        Image image = new ImageRenderer(program, frame.Map).Render(request, progress: null, invocation.Cancellation);
        double seconds = watch.Elapsed.TotalSeconds;
        ImageFile.Write(output, image);
        new RenderResult(output, width, height, Frames: 1, (long)width * height * request.SamplesPerPixel, seconds)
            .Report(invocation.Terminal);
    }
}
