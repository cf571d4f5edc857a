using System.Collections.Immutable;
using System.CommandLine;
using System.Runtime.InteropServices;
using NeuralFields.Cli.Benchmarks;
using NeuralFields.Cli.Options;
using NeuralFields.Descriptions;
using NeuralFields.IO.Fields;
using NeuralFields.Numerics;

namespace NeuralFields.Cli.Commands;

/// <summary><c>nf bench [GROUP]</c>.</summary>
internal sealed class BenchCommand : ToolCommand
{
    private const double UsualSeconds = 1;

    private readonly Argument<string?> _group = new("GROUP")
    {
        Description = "The group to run; all where none is named.",
        Arity = ArgumentArity.ZeroOrOne,
        // Else the help of the command below would ask for it too.
        Hidden = true,
    };

    private readonly Option<LaneWidth?> _lanes = OptionOf.Value<LaneWidth?>(
        "--lanes", "16|8|4|1", "Floats per vector; the widest that the hardware has where not given.", ReadWidth);

    private readonly Option<double?> _seconds = OptionOf.Number("--seconds", "S", "Seconds per row (1).", 0);

    public BenchCommand() : base("bench", "Measure this machine.", "nf bench", "nf bench mlp --lanes 8 --json")
    {
        Add(_group);
        Add(_lanes);
        Add(_seconds);
        Add(SharedOptions.Threads);
        Add(new BenchFieldsCommand());
    }

    public override IEnumerable<string> HelpNotes =>
        ["Groups:", .. BenchmarkGroup.All.Select(g => $"  {g.Name,-10} {g.Summary}"), "", .. base.HelpNotes];

    protected override int Run(Invocation invocation)
    {
        ImmutableArray<BenchmarkGroup> groups = Groups(invocation.Get(_group));
        BenchmarkRun run = new(
            invocation.Get(_lanes) ?? LaneWidths.Best,
            (int?)invocation.Get(SharedOptions.Threads) ?? Environment.ProcessorCount,
            invocation.Get(_seconds) ?? UsualSeconds);
        Terminal terminal = invocation.Terminal;
        terminal.Print(Title(run));
        terminal.Print(OperationCount.Rule);
        List<BenchmarkRow> rows = [];
        foreach (BenchmarkGroup group in groups) rows.AddRange(Measure(run, group, invocation));
        terminal.Result(Describe(run, rows));
        return ExitCode.Done;
    }

    private static IReadOnlyList<BenchmarkRow> Measure(BenchmarkRun run, BenchmarkGroup group, Invocation invocation)
    {
        IReadOnlyList<BenchmarkRow> rows = run.Measure(group, invocation.Cancellation);
        invocation.Terminal.Print("");
        invocation.Terminal.Print(FormattableString.Invariant(
            $"{group.Name}: peak of a core in between {rows[0].CorePeak / 1e9:F1} GFLOP/s at {(int)run.Width} lanes"));
        invocation.Terminal.Print(BenchmarkTable.Titles);
        foreach (BenchmarkRow row in rows) invocation.Terminal.Print(BenchmarkTable.Line(row));
        foreach (string line in group.Conclude(rows)) invocation.Terminal.Print(line);
        return rows;
    }

    private static ImmutableArray<BenchmarkGroup> Groups(string? name)
    {
        if (name is null) return BenchmarkGroup.All;
        return [BenchmarkGroup.All.FirstOrDefault(g => g.Name == name)
            ?? throw new InputException(Nearest.Unknown("group", name, BenchmarkGroup.All.Select(g => g.Name)))];
    }

    private static LaneWidth? ReadWidth(string text) => text switch
    {
        "16" => LaneWidth.Sixteen,
        "8" => LaneWidth.Eight,
        "4" => LaneWidth.Four,
        "1" => LaneWidth.Scalar,
        _ => throw new InputException($"got {text}, expected 16, 8, 4 or 1."),
    };

    private static string Title(BenchmarkRun run)
    {
        string emulated = PeakBenchmarks.IsNative(run.Width) ? "" : " (emulated: this hardware has no vectors of that width)";
        return FormattableString.Invariant($"{MachineDescription.Processor}, {(int)run.Width} lanes{emulated}, ") +
            $"{run.Threads} threads, {RuntimeInformation.FrameworkDescription}, nf {FieldFile.ProgramVersion}";
    }

    private static DescriptionNode Describe(BenchmarkRun run, List<BenchmarkRow> rows) => new JsonResult()
        .Add("processor", MachineDescription.Processor).Add("system", RuntimeInformation.OSDescription.Trim())
        .Add("runtime", RuntimeInformation.FrameworkDescription).Add("version", FieldFile.ProgramVersion)
        .Add("laneWidth", (int)run.Width).Add("emulated", !PeakBenchmarks.IsNative(run.Width))
        .Add("threads", run.Threads)
        .Add("secondsPerRow", run.Seconds).Add("operations", OperationCount.Rule)
        .Add("rows", DescriptionNode.Of([.. rows.Select(r => r.Describe())])).ToNode();
}
