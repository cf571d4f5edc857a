using System.CommandLine;
using System.CommandLine.Invocation;
using NeuralFields.Cli.Commands;

namespace NeuralFields.Cli;

/// <summary>The usual help, then what the command adds: examples, lists of names.</summary>
internal sealed class HelpWithExamples(SynchronousCommandLineAction usual) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        int code = usual.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is ToolCommand command)
            foreach (string line in command.HelpNotes) output.WriteLine(line);
        else
            output.WriteLine(
                "Exit codes: 0 done, 1 a defect of nf, 2 a mistake in the input (one line says which), 130 interrupted.");
        return code;
    }
}
