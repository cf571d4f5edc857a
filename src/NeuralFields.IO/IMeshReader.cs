namespace NeuralFields.IO;

/// <summary>Reads one file format of meshes or point clouds.</summary>
public interface IMeshReader
{
    /// <summary>The format's usual name, such as PLY.</summary>
    string Name { get; }

    /// <summary>File name endings, lower case with the dot; the first is the preferred one.</summary>
    IReadOnlyList<string> Extensions { get; }

    /// <summary>
    /// Whether a file that begins with these bytes (up to 16) is certainly of this format. Formats without a mark of
    /// their own say no and are told by their ending.
    /// </summary>
    bool Recognizes(ReadOnlySpan<byte> start);

    /// <summary>Decodes a whole file.</summary>
    /// <param name="file">All bytes of the file.</param>
    /// <param name="options">Limits, and the way to files that belong to it.</param>
    /// <exception cref="InputException">The file is broken, truncated, empty or of a kind not supported.</exception>
    SurfaceContents Read(ReadOnlySpan<byte> file, MeshReadOptions options);
}
