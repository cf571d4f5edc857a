using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using NeuralFields.Cli.Commands;
using NeuralFields.Cli.Options;
using NeuralFields.Descriptions;

namespace NeuralFields.Cli;

/// <summary>Parses the command line, runs a command and turns whatever happens into an exit code.</summary>
internal static class CommandLine
{
    // Enough to write the checkpoint of a large field after Ctrl-C.
    private static readonly TimeSpan s_timeToSave = TimeSpan.FromSeconds(60);

    /// <summary>Runs <c>nf</c>.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        // A leading @ is part of a file's name, not a response file.
        ParseResult parsed = Root().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction) return Refuse(parsed, error);
        return parsed.InvokeAsync(new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = s_timeToSave,
        }).GetAwaiter().GetResult();
    }

    /// <summary>The commands, in the order of the help.</summary>
    public static RootCommand Root()
    {
        RootCommand root = new("Trains and renders neural fields.")
        {
            new DemoCommand(), new FitCommand(), new RenderCommand(), new ViewCommand(), new MeshCommand(),
            new EvalCommand(), new InfoCommand(),
            new ShaderCommand(), new KernelCommand(), new DevicesCommand(), new DoctorCommand(), new BenchCommand(),
            new CompletionCommand(),
            SharedOptions.Json, SharedOptions.Quiet,
        };
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((SynchronousCommandLineAction)help.Action!);
        return root;
    }

    private static int Refuse(ParseResult parsed, TextWriter error)
    {
        Command at = parsed.CommandResult.Command;
        // Without a command its options are unknown as well: the word is what is wrong.
        string message = at is RootCommand && parsed.UnmatchedTokens.FirstOrDefault(t => !t.StartsWith('-')) is { } word
            ? Nearest.Unknown("command", word, at.Subcommands.Select(c => c.Name))
            : parsed.UnmatchedTokens.FirstOrDefault(t => t.StartsWith('-')) is { } option
            ? Nearest.Unknown("option", option, OptionNames(at))
            : parsed.Errors[0].Message;
        string command = string.Join(' ', Path(at));
        new Terminal(TextWriter.Null, error, isInteractive: false).Fail($"{message} See {command} --help.");
        return ExitCode.Mistake;
    }

    private static IEnumerable<string> OptionNames(Command command)
        => command.Options.Select(o => o.Name).Append(SharedOptions.Json.Name).Append(SharedOptions.Quiet.Name).Distinct();

    private static IEnumerable<string> Path(Command command)
        => command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? [.. Path(parent), command.Name] : ["nf"];
}
