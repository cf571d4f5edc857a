namespace NeuralFields.Cli;

/// <summary>Folders that a command writes into.</summary>
internal static class OutputFolder
{
    /// <summary>Refuses a file's path where nothing could be written.</summary>
    /// <exception cref="InputException">It is a folder, or lies in one that is absent.</exception>
    public static void RequirePlace(string path)
    {
        if (Directory.Exists(path)) throw new InputException($"{path}: this is a folder, expected a file name.");
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
            throw new InputException($"{path}: there is no folder {folder}. Make it first.");
    }

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
