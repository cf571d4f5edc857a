namespace NeuralFields.Cli;

/// <summary>Folders that a command writes into.</summary>
internal static class OutputFolder
{
    /// <summary>Makes a folder unless it is there.</summary>
    /// <exception cref="InputException">It cannot be made.</exception>
    public static void Make(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException($"{path}: the folder cannot be made — {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }
}
