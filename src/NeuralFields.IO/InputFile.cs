namespace NeuralFields.IO;

/// <summary>
/// Files that the user names to be read: whatever keeps them from being read is an <see cref="InputException"/>.
/// </summary>
public static class InputFile
{
    /// <summary>All bytes of a regular file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxLength">Bytes above which it is refused before memory is taken.</param>
    /// <exception cref="InputException">The file is absent, empty, too long, no regular file or not
    /// readable.</exception>
    public static byte[] ReadAllBytes(string path, int maxLength = int.MaxValue)
    {
        using FileStream stream = Open(path);
        long most = Math.Min(maxLength, Array.MaxLength);
        if (stream.Length > most)
            throw new InputException($"{path}: the file has {stream.Length} bytes, expected at most {most}.");
        return Guard(path, () =>
        {
            byte[] bytes = GC.AllocateUninitializedArray<byte>((int)stream.Length);
            stream.ReadExactly(bytes);
            return bytes;
        });
    }

    /// <summary>A regular file opened for reading from any place.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">The file is absent, empty, no regular file or not readable.</exception>
    public static FileStream Open(string path)
    {
        RequirePath(path);
        if (Directory.Exists(path)) throw new InputException($"{path}: this is a folder, expected a file.");
        // Told before opening: a pipe without a writer would block for ever.
        FileSystemInfo file = new FileInfo(path);
        if (file.LinkTarget is not null) file = Guard(path, () => file.ResolveLinkTarget(returnFinalTarget: true)) ?? file;
        if (file is FileInfo { Exists: true, Length: 0 }) throw NoContents(path);
        FileStream stream =
            Guard(path, () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0));
        // Devices and pipes have no length and need have no end.
        if (stream.CanSeek && stream.Length > 0) return stream;
        stream.Dispose();
        throw NoContents(path);
    }

    /// <summary>Refuses what can be no path on any system.</summary>
    internal static void RequirePath(string path)
    {
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal))
            throw new InputException($"'{path?.Replace('\0', '?')}' is no path, expected a file name.");
    }

    /// <summary>Whether an exception comes from the path, its rights or the medium and not from this program.</summary>
    internal static bool IsOfTheFile(Exception e) => e is IOException or UnauthorizedAccessException;

    /// <summary>Why, in one line and without the path, which stands before it.</summary>
    internal static string Reason(Exception e) => e switch
    {
        FileNotFoundException => "there is no such file",
        DirectoryNotFoundException => "there is no such folder",
        UnauthorizedAccessException => "access is denied",
        _ => e.Message.ReplaceLineEndings(" "),
    };

    private static InputException NoContents(string path)
        => new($"{path}: the file is empty or no regular file, expected a file with contents.");

    private static T Guard<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (IsOfTheFile(e) || e is OutOfMemoryException)
        {
            throw new InputException(
                $"{path}: the file cannot be read — {Reason(e)}; check the path and its rights.", e);
        }
    }
}
