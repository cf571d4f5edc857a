using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using NeuralFields.Cli.Demo;
using NeuralFields.Cli.Options;
using NeuralFields.Descriptions;

namespace NeuralFields.Cli.Commands;

/// <summary><c>nf demo</c>: a photograph, a shape and a scene from samples inside the program, and one page of all.</summary>
internal sealed class DemoCommand : ToolCommand
{
    private const string UsualFolder = "nf-demo";

    private readonly Option<string?> _output =
        OptionOf.Text("--output", "DIR", $"Folder for all files ({UsualFolder}).", "-o");
    private readonly Option<double?> _seconds = OptionOf.Number(
        "--seconds", "S", "Seconds of training for each part; " + string.Join(", ", DemoPart.All.Select(p => p.Seconds)) +
        " where not given.", above: 0);
    private readonly Option<long?> _steps =
        OptionOf.Whole("--steps", "N", "Training steps for each part, in place of seconds.", 1, int.MaxValue);

    public DemoCommand() : base(
        "demo", "Fit a photograph, a shape and a scene, and make one page that shows them.", "nf demo -o demo")
    {
        foreach (Option option in (Option[])[_output, _seconds, _steps]) Add(option);
    }

    protected override int Run(Invocation invocation)
    {
        if (invocation.IsGiven(_seconds) && invocation.IsGiven(_steps))
            throw new InputException("--seconds and --steps are both given, expected one of them.");
        Stopwatch watch = Stopwatch.StartNew();
        string folder = invocation.Get(_output) ?? UsualFolder;
        OutputFolder.Make(folder);
        DemoSamples.Unpack(folder);
        DemoRun run = new(folder, invocation.Terminal);
        DemoPage page = new(folder);
        JsonResult parts = new();
        foreach (DemoPart part in DemoPart.All)
        {
            invocation.Terminal.Say($"── {part.Title}");
            (IReadOnlyList<DemoRun.Line> lines, int code) = run.Run(part, Length(part, invocation), invocation.Cancellation);
            if (code != ExitCode.Done) return code;
            page.Add(part, lines);
            parts.Add(part.Name, lines[0].Result);
        }
        page.Write();
        Report(invocation, folder, page, parts.ToNode(), watch.Elapsed.TotalSeconds);
        return ExitCode.Done;
    }

    private string[] Length(DemoPart part, Invocation invocation)
        => invocation.Get(_steps) is { } steps
            ? ["--steps", steps.ToString(CultureInfo.InvariantCulture)]
            : ["--seconds", (invocation.Get(_seconds) ?? part.Seconds).ToString(CultureInfo.InvariantCulture)];

    private static void Report(Invocation invocation, string folder, DemoPage page, DescriptionNode parts, double seconds)
    {
        invocation.Terminal.Print(FormattableString.Invariant(
            $"All done in {seconds:F0} s. Open {Path.GetFullPath(page.Path)} in a browser."));
        invocation.Terminal.Result(new JsonResult()
            .Add("folder", folder).Add("page", page.Path).Add("seconds", seconds).Add("parts", parts).ToNode());
    }
}
