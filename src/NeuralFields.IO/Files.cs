using System.Security;

namespace NeuralFields.IO;

/// <summary>Opens files; whatever the system refuses becomes the user's mistake, in one line.</summary>
public static class Files
{
    /// <summary>All bytes of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxLength">Length in bytes above which it is refused before memory is taken.</param>
    /// <exception cref="InputException">The file is absent, a folder, not readable or too long.</exception>
    public static byte[] ReadAllBytes(string path, long maxLength = int.MaxValue)
    {
        using FileStream stream = OpenRead(path);
        long length = stream.Length;
        if (length > maxLength)
            throw new InputException($"{path}: the file has {length} bytes, expected at most {maxLength}.");
        byte[] bytes = new byte[length];
        Guard(path, "read", () => stream.ReadExactly(bytes));
        return bytes;
    }

    /// <summary>A file opened for reading.</summary>
    /// <exception cref="InputException">The file is absent, a folder or not readable.</exception>
    public static FileStream OpenRead(string path)
    {
        RequireName(path);
        if (Directory.Exists(path)) throw new InputException($"{path}: this is a folder, expected a file.");
        FileStream? stream = null;
        Guard(path, "read", () => stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read));
        return stream!;
    }

    /// <summary>Runs file work; the system's refusals become <see cref="InputException"/>s that name the file.</summary>
    /// <param name="path">The file, for the message.</param>
    /// <param name="verb">read or write.</param>
    /// <param name="work">What to do.</param>
    public static void Guard(string path, string verb, Action work)
    {
        ArgumentNullException.ThrowIfNull(work);
        try
        {
            work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SecurityException)
        {
            throw new InputException($"{path}: cannot {verb} this file: {Reason(e, path)}", e);
        }
    }

    /// <summary>Refuses texts that cannot be file names on any system.</summary>
    /// <exception cref="InputException">The name is empty or holds a zero character.</exception>
    public static void RequireName(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Length == 0 || path.Contains('\0'))
            throw new InputException("the name of a file is empty or holds a zero character, expected a file name.");
    }

    private static string Reason(Exception e, string path) => e switch
    {
        FileNotFoundException => "there is no such file. Check the name.",
        DirectoryNotFoundException => $"there is no folder {Path.GetDirectoryName(path)}. Make it first.",
        EndOfStreamException => "it became shorter while being read.",
        UnauthorizedAccessException or SecurityException => "permission denied.",
        PathTooLongException => "the name is too long.",
        _ => e.Message.ReplaceLineEndings(" "),
    };
}
