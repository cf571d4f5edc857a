using System.CommandLine;

namespace NeuralFields.Cli.Commands;

/// <summary>A command of <c>nf</c>: its work, and how its mistakes become exit codes.</summary>
internal abstract class ToolCommand : Command
{
    /// <summary>A command.</summary>
    /// <param name="name">Its name on the command line.</param>
    /// <param name="summary">One line for the help.</param>
    /// <param name="examples">Lines that can be typed as they are.</param>
    protected ToolCommand(string name, string summary, params string[] examples) : base(name, summary)
    {
        Examples = examples;
        // Only this overload hears Ctrl-C; the work itself runs on its own thread so that it can be told.
        SetAction((parsed, cancellation)
            => Task.Run(() => Guarded(new Invocation(parsed, cancellation)), CancellationToken.None));
    }

    /// <summary>Lines below the usual help.</summary>
    public virtual IEnumerable<string> HelpNotes
        => Examples.Length == 0 ? [] : ["Example:", .. Examples.Select(e => "  " + e)];

    private string[] Examples { get; }

    /// <summary>Does the command's work.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="InputException">The user's mistake.</exception>
    /// <exception cref="OperationCanceledException">The user interrupted the command.</exception>
    protected abstract int Run(Invocation invocation);

    private int Guarded(Invocation invocation)
    {
        try
        {
            return Run(invocation);
        }
        catch (InputException e)
        {
            invocation.Terminal.Fail(e.Message);
            return ExitCode.Mistake;
        }
        catch (IOException e)
        {
            // Logs and standard output: a full disk is no defect of ours.
            invocation.Terminal.Fail($"an output cannot be written — {e.Message}; check free space.");
            return ExitCode.Mistake;
        }
        catch (OutOfMemoryException)
        {
            invocation.Terminal.Fail(
                "this needs more memory than the machine can give. Make the picture or the field smaller.");
            return ExitCode.Mistake;
        }
        catch (OperationCanceledException)
        {
            invocation.Terminal.Say("interrupted.");
            return ExitCode.Interrupted;
        }
#pragma warning disable CA1031 // whatever it is, it is a defect of ours and has to say so
        catch (Exception e)
#pragma warning restore CA1031
        {
            invocation.Terminal.Fail($"a defect of nf, please report it: {e.GetType().Name}: {e.Message}");
            invocation.Terminal.Error.WriteLine(e.StackTrace);
            return ExitCode.Defect;
        }
    }
}
