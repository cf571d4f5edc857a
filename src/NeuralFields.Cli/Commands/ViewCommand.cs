using System.CommandLine;
using NeuralFields.Backends;
using NeuralFields.Cli.Options;
using NeuralFields.Cli.Rendering;
using NeuralFields.Cli.Training;
using NeuralFields.Cli.Viewing;
using NeuralFields.IO;
using NeuralFields.IO.Fields;
using NeuralFields.Viewer;
using NeuralFields.Viewer.Scripts;

namespace NeuralFields.Cli.Commands;

/// <summary><c>nf view FIELD.nf</c>.</summary>
internal sealed class ViewCommand : ToolCommand
{
    private const int UsualWidth = 1280, UsualHeight = 720, MaxScriptBytes = 1 << 24;

    private readonly Argument<string> _what = new("FIELD.nf|SCENE.json")
    {
        Description = "A field that nf fit wrote; or a scene, which is trained while you watch.",
    };

    private readonly Option<RendererKind?> _renderer = OptionOf.Value<RendererKind?>(
        "--renderer", "auto|gl|cpu", "OpenGL 4.3 or the processor; auto measures and takes the faster one.",
        text => text switch
        {
            "auto" => RendererKind.Auto,
            "gl" => RendererKind.Gl,
            "cpu" => RendererKind.Cpu,
            _ => throw new InputException($"{text} is no renderer, expected auto, gl or cpu."),
        });

    private readonly Option<string?> _script =
        OptionOf.Text("--script", "FILE", "Do what a file says in place of a person; its words are below.");

    private readonly Option<string?> _data = OptionOf.Text(
        "--data", "PATH", "What the field was made from, to compare with: a picture, a mesh, or a data set of photographs.");

    public ViewCommand() : base(
        "view", "Look at a field in a window: turn it, cut it open, keep what you see.",
        "nf view chair.nf", "nf view photo.nf --data photo.png", "nf view scene.json", "nf view shape.nf --script tour.txt --size 640x480")
    {
        Add(_what);
        foreach (Option option in (Option[])[_renderer, _script, _data, RenderOptions.Size, SharedOptions.Device, SharedOptions.Threads])
            Add(option);
    }

    public override IEnumerable<string> HelpNotes =>
    [
        "Scripts have a step per line, done once the picture of the one before is finished; # begins a comment:",
        .. ScriptStep.All.Select(s => $"  {$"{s.Name} {s.Arguments}",-52} {s.Summary}"), "", .. base.HelpNotes,
    ];

    protected override int Run(Invocation invocation)
    {
        string path = invocation.Get(_what)!;
        ViewerWindow window = WindowOf(path, invocation);
        if (path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)) return Train(path, window, invocation);
        FieldContents contents = FieldFile.Read(path);
        TaskViewing viewing = TaskViewing.Of(contents.Task);
        ViewData photographs = invocation.Get(_data) is { } data
            ? viewing.ReadData(contents, data)
            : ViewData.None;
        using IBackend backend =
            BackendCatalog.Open(invocation.Get(SharedOptions.Device), (int?)invocation.Get(SharedOptions.Threads));
        invocation.Terminal.Say(BackendCatalog.Describe(backend.Info));
        using IFieldProgram program = backend.Compile(contents.Field);
        program.SetParameters(contents.Parameters);
        ViewSource source = new(contents, program, backend.Info, photographs);
        ViewerRun.Run(
            viewing.Open(source), ViewServices.Of(path, source, invocation), window, invocation, engine => engine.Run());
        return ExitCode.Done;
    }

    private int Train(string scene, ViewerWindow window, Invocation invocation)
    {
        if (invocation.IsGiven(_data))
            throw new InputException($"--data: {scene} names its data already, expected one or the other.");
        FitSettings settings = FitOptions.ReadSettings(invocation) with { Watch = new(window, ClosingEnds: true) };
        int code = Fit.Run(FitOptions.ReadScene(invocation, scene), settings, invocation);
        // Who closes the window ends the training, and is told where it can go on.
        return code == ExitCode.Interrupted && !invocation.Cancellation.IsCancellationRequested ? ExitCode.Done : code;
    }

    private ViewerWindow WindowOf(string path, Invocation invocation)
    {
        (int width, int height) = invocation.Get(RenderOptions.Size) ?? (UsualWidth, UsualHeight);
        ViewScript? script = invocation.Get(_script) is { } file
            ? ViewScript.Parse(file, System.Text.Encoding.UTF8.GetString(InputFile.ReadAllBytes(file, MaxScriptBytes)))
            : null;
        return new($"{Path.GetFileName(path)} · nf view", width, height, script)
        {
            Renderer = invocation.Get(_renderer) ?? RendererKind.Auto,
        };
    }
}
