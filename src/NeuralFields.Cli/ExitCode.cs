namespace NeuralFields.Cli;

/// <summary>How <c>nf</c> ends.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>A defect of this program.</summary>
    public const int Defect = 1;

    /// <summary>The user's mistake; one line says which.</summary>
    public const int Mistake = 2;

    /// <summary>Ctrl-C or a request to end; the state was saved.</summary>
    public const int Interrupted = 130;
}
