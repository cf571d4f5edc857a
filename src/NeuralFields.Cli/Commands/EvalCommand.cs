using System.CommandLine;
using NeuralFields.Backends;
using NeuralFields.Cli.Options;
using NeuralFields.Cli.Subjects;
using NeuralFields.Images;
using NeuralFields.IO.Fields;
using NeuralFields.IO.Scenes;
using NeuralFields.Presets;
using NeuralFields.Sampling;
using NeuralFields.Scenes;
using NeuralFields.Tasks;

namespace NeuralFields.Cli.Commands;

/// <summary><c>nf eval FIELD.nf DATA</c>.</summary>
internal sealed class EvalCommand : ToolCommand
{
    private readonly Argument<string> _field = new("FIELD.nf") { Description = "A field that nf fit wrote." };
    private readonly Argument<string> _data = new("DATA") { Description = "The picture to judge it by." };

    public EvalCommand() : base("eval", "Judge a field by data.", "nf eval photo.nf photo.png --json")
    {
        Add(_field);
        Add(_data);
        Add(SharedOptions.Device);
        Add(SharedOptions.Threads);
    }

    protected override int Run(Invocation invocation)
    {
        FieldContents contents = FieldFile.Read(invocation.Get(_field)!);
        (Image image, ImageScene scene) = Prepare(contents, invocation.Get(_data)!);
        using IBackend backend =
            BackendCatalog.Open(invocation.Get(SharedOptions.Device), (int?)invocation.Get(SharedOptions.Threads));
        invocation.Terminal.Say(BackendCatalog.Describe(backend.Info));
        using IFieldProgram program = backend.Compile(contents.Field);
        program.SetParameters(contents.Parameters);
        Quality quality = ImageResults.Of(new ImageTask(image, scene).Evaluate(program));
        invocation.Terminal.Print(quality.Line);
        invocation.Terminal.Result(quality.Members);
        return ExitCode.Done;
    }

    /// <summary>
    /// The picture as it was fitted; held-out pixels are known only where it has the size that was fitted.
    /// </summary>
    private static (Image Image, ImageScene Scene) Prepare(FieldContents contents, string path)
    {
        ImageFrame frame = ImageFrame.Read(contents.Frame);
        Image image = ImageData.Read(path, downscale: 1);
        ImageScene scene = (ImageScene)Scene.Read(Scene.OfPreset(null, ImageShape.Of(image)), contents.Scene).Fit;
        if (scene.Downscale > 1 && (image.Width, image.Height) != (frame.Width, frame.Height))
            image = ImageResampling.Downscale(image, scene.Downscale);
        if (image.Channels != contents.Field.OutputCount)
            throw new InputException(
                $"{path}: the picture has {image.Channels} channels, expected {contents.Field.OutputCount} as the field has.");
        bool isSameSize = (image.Width, image.Height) == (frame.Width, frame.Height);
        return (image, isSameSize ? scene : scene with { Holdout = Holdout.None });
    }
}
