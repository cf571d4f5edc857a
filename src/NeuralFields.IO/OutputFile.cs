namespace NeuralFields.IO;

/// <summary>Files written under another name and renamed once complete: nobody ever reads half of one.</summary>
public static class OutputFile
{
    private const int BufferSize = 1 << 16;

    /// <summary>Writes a file; on any failure what stood there before stays.</summary>
    /// <param name="path">The file, replaced where it exists; its folder must exist.</param>
    /// <param name="write">Writes the contents.</param>
    /// <exception cref="InputException">The place cannot be written, or the writer refuses.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        InputFile.RequirePath(path);
        string? temporary = null;
        try
        {
            if (Directory.Exists(path)) throw new InputException("this is a folder, expected a file name.");
            string full = Resolve(path);
            // Same folder: a rename within one file system is atomic.
            string name = $".{Path.GetFileName(full)}.{Path.GetRandomFileName()}";
            temporary = Path.Combine(Path.GetDirectoryName(full)!, name);
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize))
            {
                write(stream);
                // On the disk before the rename, so that a power cut leaves the old file or the new one.
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, full, overwrite: true);
        }
        catch (Exception e)
        {
            Delete(temporary);
            if (e is InputException refusal) throw refusal.At(path);
            if (!InputFile.IsOfTheFile(e)) throw;
            throw new InputException(
                $"{path}: the file cannot be written — {InputFile.Reason(e)}; check the folder, its rights and " +
                "free space.", e);
        }
    }

    /// <summary>Refuses a place that cannot be written, before hours of work end there.</summary>
    /// <exception cref="InputException">The folder is absent or read-only, or the path is no regular file.</exception>
    public static void RequirePlace(string path)
    {
        InputFile.RequirePath(path);
        string probe = "";
        try
        {
            string full = Resolve(path);
            probe = Path.Combine(Path.GetDirectoryName(full)!, $".{Path.GetRandomFileName()}");
            new FileStream(probe, FileMode.CreateNew, FileAccess.Write).Dispose();
        }
        catch (Exception e) when (e is InputException || InputFile.IsOfTheFile(e))
        {
            if (e is InputException refusal) throw refusal.At(path);
            throw new InputException(
                $"{path}: the file cannot be written there — {InputFile.Reason(e)}; check the folder and its rights.", e);
        }
        Delete(probe);
    }

    /// <summary>The full path of the file behind a link; a device or pipe would be replaced by the rename.</summary>
    private static string Resolve(string path)
    {
        string full = Path.GetFullPath(path);
        if (!File.Exists(full)) return full;
        full = File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full;
        FileAttributes special = FileAttributes.Device | FileAttributes.ReparsePoint;
        return (File.GetAttributes(full) & special) == 0 && !full.StartsWith("/dev/", StringComparison.Ordinal)
            ? full
            : throw new InputException("this is a device, expected a file.");
    }

    private static void Delete(string? temporary)
    {
        try
        {
            if (temporary is not null) File.Delete(temporary);
        }
        catch (Exception e) when (InputFile.IsOfTheFile(e))
        {
            // The failure that led here is the one to report.
        }
    }
}
