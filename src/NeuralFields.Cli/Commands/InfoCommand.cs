using System.CommandLine;
using NeuralFields.Cli.Commands.Info;
using NeuralFields.Cli.Options;

namespace NeuralFields.Cli.Commands;

/// <summary><c>nf info FIELD.nf|DATA</c>.</summary>
internal sealed class InfoCommand : ToolCommand
{
    // The first that accepts a file describes it.
    private static readonly IFileDescriber[] s_describers =
    [
        new DatasetDescriber(), new FieldDescriber(), new CheckpointDescriber(), new SurfaceDescriber(),
        new PictureDescriber(),
    ];

    private readonly Argument<string> _file =
        new("FIELD.nf|DATA") { Description = "A field, a checkpoint, a mesh, a point cloud, a picture or posed photographs." };

    private readonly Option<string?> _transforms = OptionOf.Text(
        "--transforms", "FILE.json", "Posed photographs: write them as a transforms.json, with the scene box that nf fit would use.");

    public InfoCommand() : base(
        "info", "Say what is in a file.", "nf info photo.nf", "nf info bunny.obj",
        "nf info colmap/sparse/0 --transforms colmap/transforms.json")
    {
        Add(_file);
        Add(_transforms);
    }

    protected override int Run(Invocation invocation)
    {
        string path = invocation.Get(_file)!;
        if (invocation.Get(_transforms) is { } output) DatasetDescriber.Export(path, output);
        s_describers.First(d => d.Accepts(path)).Describe(path, invocation.Terminal);
        return ExitCode.Done;
    }
}
