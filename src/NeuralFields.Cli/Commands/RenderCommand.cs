using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using NeuralFields.Backends;
using NeuralFields.Cli.Options;
using NeuralFields.Images;
using NeuralFields.IO;
using NeuralFields.IO.Fields;
using NeuralFields.Rendering;
using NeuralFields.Scenes;

namespace NeuralFields.Cli.Commands;

/// <summary><c>nf render FIELD.nf -o out.png</c>.</summary>
internal sealed class RenderCommand : ToolCommand
{
    private const int MaxSamplesPerPixel = 4096;

    private readonly Argument<string> _field = new("FIELD.nf") { Description = "A field that nf fit wrote." };
    private readonly Option<string?> _output =
        OptionOf.Text("--output", "FILE", "Picture: .png, .pfm, .hdr or .exr.", "-o");
    private readonly Option<(int Width, int Height)?> _size =
        OptionOf.Value<(int, int)?>(
            "--size", "WxH", "Pixels of the result; the trained picture's where not given.", text => ParseSize(text));

    private readonly Option<ImageRegion?> _region = OptionOf.Value<ImageRegion?>(
        "--region", "x0,y0,x1,y1", "Part of the picture, 0 to 1, y down.", text => ImageRegion.Parse(text));

    private readonly Option<long?> _samples =
        OptionOf.Whole("--spp", "N", "Samples per pixel, averaged.", 1, MaxSamplesPerPixel);

    public RenderCommand()
        : base("render", "Render a field to a picture.", "nf render photo.nf -o large.png --size 2048x1536 --spp 4")
    {
        Add(_field);
        Add(_output);
        Add(_size);
        Add(_region);
        Add(_samples);
        Add(SharedOptions.Device);
        Add(SharedOptions.Threads);
    }

    protected override int Run(Invocation invocation)
    {
        string output = invocation.Get(_output)
            ?? throw new InputException("nf render: there is no output, expected -o out.png.");
        ImageFile.RequireWritable(output);
        OutputFolder.RequirePlace(output);
        FieldContents contents = FieldFile.Read(invocation.Get(_field)!);
        ImageFrame frame = ImageFrame.Read(contents.Frame);
        (int width, int height) = invocation.Get(_size) ?? (frame.Width, frame.Height);
        ImageRenderer.Request request = new(width, height)
        {
            Encoding = frame.Encoding,
            Region = invocation.Get(_region) ?? ImageRegion.Whole,
            SamplesPerPixel = (int)(invocation.Get(_samples) ?? 1),
        };
        using IBackend backend =
            BackendCatalog.Open(invocation.Get(SharedOptions.Device), (int?)invocation.Get(SharedOptions.Threads));
        invocation.Terminal.Say(BackendCatalog.Describe(backend.Info));
        using IFieldProgram program = backend.Compile(contents.Field);
        program.SetParameters(contents.Parameters);
        Stopwatch watch = Stopwatch.StartNew();
        Image image = new ImageRenderer(program, frame.Map).Render(request, progress: null, invocation.Cancellation);
        double seconds = watch.Elapsed.TotalSeconds;
        ImageFile.Write(output, image);
        Report(invocation.Terminal, output, request, seconds);
        return ExitCode.Done;
    }

    private static void Report(Terminal terminal, string output, ImageRenderer.Request request, double seconds)
    {
        long samples = (long)request.Width * request.Height * request.SamplesPerPixel;
        terminal.Print(FormattableString.Invariant(
            $"{output}: {request.Width}×{request.Height} in {seconds:F3} s, {samples / Math.Max(1e-9, seconds) / 1e6:F2} M samples/s"));
        terminal.Result(new JsonResult()
            .Add("width", request.Width).Add("height", request.Height)
            .Add("seconds", seconds).Add("samples", samples).ToNode());
    }

    private static (int Width, int Height) ParseSize(string text)
    {
        string[] parts = text.Split('x');
        if (parts.Length == 2 && Side(parts[0]) is { } width && Side(parts[1]) is { } height
            && (long)width * height <= ImageLimits.Default.MaxPixels) return (width, height);
        throw new InputException(
            $"{text} is no size, expected WIDTHxHEIGHT, such as 640x480, at most {ImageLimits.Default.MaxPixels} pixels.");
    }

    private static int? Side(string text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int side) && side >= 1 ? side : null;
}
