using NeuralFields.Geometry;

namespace NeuralFields.IO;

/// <summary>
/// Writes one mesh file format. This is the seam at which a packaged mesh library can replace the managed writers.
/// </summary>
public interface IMeshWriter
{
    /// <summary>The format's usual name, such as PLY.</summary>
    string Name { get; }

    /// <summary>File name endings, lower case with the dot; the first is the preferred one.</summary>
    IReadOnlyList<string> Extensions { get; }

    /// <summary>Whether the format has axes that <see cref="MeshWriteOptions.ZUpToYUp"/> can turn.</summary>
    bool HasRootNode => false;

    /// <summary>Encodes a mesh.</summary>
    /// <param name="stream">Receives the bytes; not closed.</param>
    /// <param name="mesh">At least one triangle, finite positions, indices in range.</param>
    /// <param name="options">Notes and looks, where the format has a place for them.</param>
    /// <exception cref="InputException">The format cannot hold this mesh.</exception>
    void Write(Stream stream, TriangleMesh mesh, MeshWriteOptions options);
}
