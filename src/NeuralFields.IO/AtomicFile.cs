namespace NeuralFields.IO;

/// <summary>Writes files that other programs see whole or not at all.</summary>
public static class AtomicFile
{
    /// <summary>Writes to a temporary name in the same folder, then renames over the final name.</summary>
    /// <param name="path">The file to make or replace.</param>
    /// <param name="write">Writes the contents; on an exception nothing is left behind.</param>
    /// <exception cref="InputException">The folder is absent or may not be written to, or the disk is full.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        Files.RequireName(path);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        string temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
        try
        {
            Files.Guard(path, "write", () =>
            {
                using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
                {
                    write(stream);
                    // On the disk before the rename, so that a power cut leaves the old file or the new one.
                    stream.Flush(flushToDisk: true);
                }
                File.Move(temporary, path, overwrite: true);
            });
        }
        catch
        {
            Discard(temporary);
            throw;
        }
    }

    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The mistake that brought us here is the one to report.
        }
    }
}
