namespace NeuralFields.IO;

/// <summary>How a mesh file is read.</summary>
public sealed record MeshReadOptions
{
    /// <summary>No files beside the one read, and the usual limit.</summary>
    public static MeshReadOptions Default { get; } = new();

    /// <summary>
    /// Opens a file that the file read names relative to itself, such as the buffers of glTF; null where there is no
    /// place to look for it. Throws <see cref="InputException"/>.
    /// </summary>
    public Func<string, byte[]>? OpenBeside { get; init; }

    /// <summary>
    /// Vertices and triangles that a file may unfold to by naming the same part many times (glTF instances), beside
    /// 64 for each of its bytes. Every other part of a file is bounded by its length.
    /// </summary>
    public long FreeElements { get; init; } = 1 << 22;
}
