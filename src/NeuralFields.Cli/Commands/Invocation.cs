using System.CommandLine;
using NeuralFields.Cli.Options;

namespace NeuralFields.Cli.Commands;

/// <summary>A command line that is being run.</summary>
/// <param name="Parsed">Its values.</param>
/// <param name="Cancellation">Set by Ctrl-C and by requests to end.</param>
internal sealed record Invocation(ParseResult Parsed, CancellationToken Cancellation)
{
    /// <summary>Where words go.</summary>
    public Terminal Terminal { get; } = new(
        Parsed.InvocationConfiguration.Output, Parsed.InvocationConfiguration.Error,
        ReferenceEquals(Parsed.InvocationConfiguration.Error, Console.Error) && !Console.IsErrorRedirected)
    {
        Json = Parsed.GetValue(SharedOptions.Json),
        Quiet = Parsed.GetValue(SharedOptions.Quiet),
    };

    /// <summary>An option's value, or the type's default where it was not given.</summary>
    public T? Get<T>(Option<T> option) => Parsed.GetValue(option);

    /// <summary>Whether an option stands on the command line.</summary>
    public bool IsGiven(Option option) => Parsed.GetResult(option) is { Implicit: false };

    /// <summary>An argument's value.</summary>
    public T? Get<T>(Argument<T> argument) => Parsed.GetValue(argument);
}
