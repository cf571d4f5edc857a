namespace NeuralFields.IO;

/// <summary>
/// Files that the user names to be read: whatever keeps them from being read is an <see cref="InputException"/>.
/// </summary>
internal static class InputFile
{
    public static byte[] ReadAllBytes(string path)
    {
        RequirePath(path);
        try
        {
            if (Directory.Exists(path)) throw new InputException($"{path}: this is a folder, expected a file.");
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            // Devices and pipes have no length and need have no end.
            if (!stream.CanSeek || stream.Length == 0)
                throw new InputException(
                    $"{path}: the file is empty or no regular file, expected a file with contents.");
            if (stream.Length > Array.MaxLength)
                throw new InputException(
                    $"{path}: the file has {stream.Length} bytes, expected at most {Array.MaxLength}.");
            byte[] bytes = GC.AllocateUninitializedArray<byte>((int)stream.Length);
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (IsOfTheFile(e) || e is OutOfMemoryException)
        {
            throw new InputException(
                $"{path}: the file cannot be read — {Reason(e)}; check the path and its rights.", e);
        }
    }

    /// <summary>Refuses what can be no path on any system.</summary>
    public static void RequirePath(string path)
    {
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal))
            throw new InputException($"'{path.Replace('\0', '?')}' is no path, expected a file name.");
    }

    /// <summary>Whether an exception comes from the path, its rights or the medium and not from this program.</summary>
    public static bool IsOfTheFile(Exception e) => e is IOException or UnauthorizedAccessException;

    /// <summary>Why, in one line and without the path, which stands before it.</summary>
    public static string Reason(Exception e) => e switch
    {
        FileNotFoundException => "there is no such file",
        DirectoryNotFoundException => "there is no such folder",
        UnauthorizedAccessException => "access is denied",
        _ => e.Message.ReplaceLineEndings(" "),
    };
}
