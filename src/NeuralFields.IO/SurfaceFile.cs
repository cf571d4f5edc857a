namespace NeuralFields.IO;

/// <summary>Meshes and point clouds out of files.</summary>
public static class SurfaceFile
{
    /// <summary>Decodes a file of any known format, told by its first bytes, else by its ending.</summary>
    /// <param name="path">A regular file.</param>
    /// <exception cref="InputException">
    /// The file is missing, unreadable, of no known format, broken or empty; the message begins with the path.
    /// </exception>
    public static SurfaceContents Read(string path)
    {
        byte[] bytes = InputFile.ReadAllBytes(path);
        try
        {
            IMeshReader reader = MeshFormats.ReaderFor(path, bytes)
                ?? throw new InputException(
                    $"the file is no mesh or point cloud of a known format, expected " +
                    $"{string.Join(", ", MeshFormats.Readers.SelectMany(r => r.Extensions))}.");
            return reader.Read(bytes, new MeshReadOptions { OpenBeside = name => ReadBeside(path, name) });
        }
        catch (InputException e)
        {
            throw e.At(path);
        }
    }

    /// <summary>Whether a file's ending or first bytes are those of a mesh or point cloud.</summary>
    /// <param name="path">A path; where nothing readable stands there, its ending alone decides.</param>
    public static bool IsSurface(string path)
    {
        if (MeshFormats.ReaderFor(path, []) is not null) return true;
        try
        {
            Span<byte> start = stackalloc byte[MeshFormats.StartLength];
            using FileStream stream = InputFile.Open(path);
            return MeshFormats.ReaderFor(path, start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)])
                is not null;
        }
        catch (Exception e) when (e is InputException || InputFile.IsOfTheFile(e))
        {
            return false;
        }
    }

    private static byte[] ReadBeside(string path, string name)
    {
        if (Path.IsPathRooted(name))
            throw new InputException($"'{name}' is an absolute path, expected one relative to the file.");
        return InputFile.ReadAllBytes(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, name));
    }
}
