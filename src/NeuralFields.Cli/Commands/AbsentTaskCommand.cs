using System.CommandLine;

namespace NeuralFields.Cli.Commands;

/// <summary>A task that other versions know; says so in place of calling its name unknown.</summary>
internal sealed class AbsentTaskCommand : ToolCommand
{
    public AbsentTaskCommand(string task) : base(task, $"Fit a field to {task} data (not in this version).")
    {
        Hidden = true;
        TreatUnmatchedTokensAsErrors = false;
    }

    protected override int Run(Invocation invocation)
        => throw new InputException(
            $"nf fit {Name} is not in this version, expected nf fit image or a scene file of an image.");
}
