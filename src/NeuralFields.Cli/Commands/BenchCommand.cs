using System.CommandLine;
using NeuralFields.Cli.Benchmarks;
using NeuralFields.Descriptions;

namespace NeuralFields.Cli.Commands;

/// <summary><c>nf bench [GROUP]</c>.</summary>
internal sealed class BenchCommand : ToolCommand
{
    private readonly Argument<string?> _group = new("GROUP")
    {
        Description = "The group to run; all where none is named.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public BenchCommand() : base("bench", "Measure this machine.", "nf bench") => Add(_group);

    public override IEnumerable<string> HelpNotes =>
        ["Groups:", .. BenchmarkGroup.All.Select(g => $"  {g.Name,-10} {g.Summary}"), "", .. base.HelpNotes];

    protected override int Run(Invocation invocation)
    {
        string? name = invocation.Get(_group);
        IReadOnlyList<BenchmarkGroup> groups = name is null
            ? BenchmarkGroup.All
            : [BenchmarkGroup.All.FirstOrDefault(g => g.Name == name)
                ?? throw new InputException(Nearest.Unknown("group", name, BenchmarkGroup.All.Select(g => g.Name)))];
        JsonResult result = new();
        foreach (BenchmarkGroup group in groups)
            result.Add(group.Name, group.Run(invocation.Terminal, invocation.Cancellation));
        invocation.Terminal.Result(result.ToNode());
        return ExitCode.Done;
    }
}
