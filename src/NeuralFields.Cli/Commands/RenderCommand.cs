using System.CommandLine;
using NeuralFields.Backends;
using NeuralFields.Cli.Options;
using NeuralFields.Cli.Rendering;
using NeuralFields.IO;
using NeuralFields.IO.Fields;

namespace NeuralFields.Cli.Commands;

/// <summary><c>nf render FIELD.nf -o out.png</c>.</summary>
internal sealed class RenderCommand : ToolCommand
{
    private static readonly Option<string?>[] s_pictures =
        [RenderOptions.Output, RenderOptions.Depth, RenderOptions.Normals, RenderOptions.Opacity];

    private readonly Argument<string> _field = new("FIELD.nf") { Description = "A field that nf fit wrote." };

    public RenderCommand() : base(
        "render", "Render a field to pictures or a film.",
        "nf render photo.nf -o large.png --size 2048x1536 --spp 4",
        "nf render shape.nf -o view.png --azimuth 45 --elevation 15 --spp 4 --background transparent",
        "nf render shape.nf --frames turn.mp4 --frame-count 90")
    {
        Add(_field);
        foreach (Option option in RenderOptions.All) Add(option);
        Add(SharedOptions.Device);
        Add(SharedOptions.Threads);
    }

    protected override int Run(Invocation invocation)
    {
        RequireOutputs(invocation);
        FieldContents contents = FieldFile.Read(invocation.Get(_field)!);
        TaskRendering rendering = TaskRendering.Of(contents.Task);
        rendering.RequireOwnOptions(invocation);
        rendering.Check(invocation);
        using IBackend backend =
            BackendCatalog.Open(invocation.Get(SharedOptions.Device), (int?)invocation.Get(SharedOptions.Threads));
        invocation.Terminal.Say(BackendCatalog.Describe(backend.Info));
        using IFieldProgram program = backend.Compile(contents.Field);
        program.SetParameters(contents.Parameters);
        rendering.Run(contents, program, backend.Info, invocation);
        return ExitCode.Done;
    }

    private static void RequireOutputs(Invocation invocation)
    {
        string[] files = [.. s_pictures.Select(invocation.Get).OfType<string>()];
        if (files.Length == 0 && !invocation.IsGiven(RenderOptions.Frames))
            throw new InputException("nf render: there is no output, expected -o out.png.");
        foreach (string file in files)
        {
            ImageFile.RequireWritable(file);
            OutputFolder.RequirePlace(file);
        }
        if (files.Select(Path.GetFullPath).GroupBy(f => f, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new InputException($"{twice.Key}: two outputs have this name, expected a file each.");
    }
}
