using System.Security.Cryptography;
using System.Text;
using NeuralFields.Geometry;

namespace NeuralFields.IO.Gltf;

/// <summary>
/// Writes glTF 2.0 as text, with what <see cref="GlbMeshWriter"/> writes. The buffer is embedded as a data URI: one
/// file, which is there whole or not at all.
/// </summary>
public sealed class GltfMeshWriter : IMeshWriter
{
    private const string Scheme = "data:application/octet-stream;base64,";

    /// <inheritdoc/>
    public string Name => "glTF";

    /// <inheritdoc/>
    public IReadOnlyList<string> Extensions { get; } = [".gltf"];

    /// <inheritdoc/>
    public bool HasRootNode => true;

    /// <inheritdoc/>
    public void Write(Stream stream, TriangleMesh mesh, MeshWriteOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(mesh);
        GltfBuffer buffer = new(mesh);
        // Readers hold the text in one array.
        long length = buffer.Length / 3 * 4;
        if (length > Array.MaxLength / 2)
            throw new InputException(
                $"glTF: the mesh takes {length} bytes, expected at most {Array.MaxLength / 2}; write .glb.");
        ReadOnlySpan<byte> text = new GltfText(mesh, options, buffer).Write(Scheme).Span;
        // The buffer's text comes last, and only there does the scheme stand before a closing quote.
        int end = text.LastIndexOf(Encoding.ASCII.GetBytes(Scheme + "\"")) + Scheme.Length;
        stream.Write(text[..end]);
        using (ToBase64Transform transform = new())
        using (CryptoStream encoder = new(stream, transform, CryptoStreamMode.Write, leaveOpen: true))
            buffer.WriteTo(encoder);
        stream.Write(text[end..]);
    }
}
