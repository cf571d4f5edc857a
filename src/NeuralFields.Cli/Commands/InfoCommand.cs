using System.CommandLine;
using NeuralFields.Descriptions;
using NeuralFields.Images;
using NeuralFields.IO;
using NeuralFields.IO.Fields;
using NeuralFields.Parameters;

namespace NeuralFields.Cli.Commands;

/// <summary><c>nf info FIELD.nf|DATA</c>.</summary>
internal sealed class InfoCommand : ToolCommand
{
    private readonly Argument<string> _file =
        new("FIELD.nf|DATA") { Description = "A field, a checkpoint or a picture." };

    public InfoCommand() : base("info", "Say what is in a file.", "nf info photo.nf") => Add(_file);

    protected override int Run(Invocation invocation)
    {
        string path = invocation.Get(_file)!;
        if (path.EndsWith(".nf", StringComparison.OrdinalIgnoreCase))
            DescribeField(path, FieldFile.Read(path), invocation.Terminal);
        else if (path.EndsWith(".nf" + CheckpointFile.Extension, StringComparison.OrdinalIgnoreCase))
            DescribeCheckpoint(path, invocation.Terminal);
        else DescribePicture(path, invocation.Terminal);
        return ExitCode.Done;
    }

    private static void DescribeCheckpoint(string path, Terminal terminal)
    {
        Checkpoint checkpoint = CheckpointFile.Read(path);
        terminal.Say(FormattableString.Invariant(
            $"checkpoint at step {checkpoint.State.Step}, after {checkpoint.Seconds:F1} s of training"));
        DescribeField(path, checkpoint.Contents, terminal);
    }

    private static void DescribeField(string path, FieldContents contents, Terminal terminal)
    {
        ParameterLayout layout = contents.Field.Layout();
        long bytes = new FileInfo(path).Length;
        terminal.Print(FormattableString.Invariant(
            $"{contents.Task} field of nf {contents.Version}: {contents.Field.InputCount} inputs, ") +
            FormattableString.Invariant($"{contents.Field.OutputCount} outputs, ") +
            FormattableString.Invariant(
                $"{layout.TrainedCount:N0} parameters, {layout.FrozenCount:N0} frozen, {bytes:N0} bytes"));
        terminal.Print("frame    " + DescriptionWriter.ToLine(contents.Frame));
        terminal.Print("training " + DescriptionWriter.ToLine(contents.Training.Without("plan")));
        terminal.Print("metrics  " + DescriptionWriter.ToLine(contents.Metrics));
        foreach (ParameterTensor tensor in layout.Tensors)
            terminal.Print($"  {tensor.Name} [{string.Join(", ", tensor.Shape)}]{(tensor.IsTrained ? "" : " frozen")}");
        terminal.Result(new JsonResult()
            .Add("task", contents.Task).Add("version", contents.Version)
            .Add("inputs", contents.Field.InputCount).Add("outputs", contents.Field.OutputCount)
            .Add("parameters", layout.TrainedCount).Add("frozenParameters", layout.FrozenCount).Add("bytes", bytes)
            .Add("frame", contents.Frame).Add("scene", contents.Scene).Add("training", contents.Training)
            .Add("metrics", contents.Metrics)
            .Add("tensors", DescriptionNode.Of([.. layout.Tensors.Select(Describe)])).ToNode());
    }

    private static DescriptionNode Describe(ParameterTensor tensor) => new JsonResult()
        .Add("name", tensor.Name).Add("shape", DescriptionNode.Of([.. tensor.Shape.Select(s => DescriptionNode.Of(s))]))
        .Add("trained", tensor.IsTrained).ToNode();

    private static void DescribePicture(string path, Terminal terminal)
    {
        DecodedImage decoded = ImageFile.Read(path);
        Image image = decoded.Image;
        terminal.Print(FormattableString.Invariant(
            $"picture {image.Width}×{image.Height}, {image.Channels} channels, {decoded.BitDepth} bits, ") +
            FormattableString.Invariant(
                $"{(image.Encoding == ColorEncoding.Srgb ? "sRGB" : "linear")}, orientation {decoded.Orientation}"));
        terminal.Result(new JsonResult()
            .Add("width", image.Width).Add("height", image.Height).Add("channels", image.Channels)
            .Add("bitDepth", decoded.BitDepth).Add("encoding", image.Encoding.ToString())
            .Add("orientation", decoded.Orientation).Add("bytes", new FileInfo(path).Length).ToNode());
    }
}
