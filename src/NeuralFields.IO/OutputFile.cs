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
            string full = Path.GetFullPath(path);
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
