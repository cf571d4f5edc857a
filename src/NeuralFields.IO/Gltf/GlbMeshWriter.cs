using NeuralFields.Geometry;

namespace NeuralFields.IO.Gltf;

/// <summary>
/// Writes glTF 2.0 in its binary container: positions, normals, linear <c>COLOR_0</c>, indices of the smallest type
/// and a material that is no metal. The node's translation carries the mesh's origin.
/// </summary>
/// <remarks>Khronos, glTF 2.0 specification, sections 3 (JSON and buffers) and 4 (GLB).</remarks>
public sealed class GlbMeshWriter : IMeshWriter
{
    /// <inheritdoc/>
    public string Name => "GLB";

    /// <inheritdoc/>
    public IReadOnlyList<string> Extensions { get; } = [".glb"];

    /// <inheritdoc/>
    public bool HasRootNode => true;

    /// <inheritdoc/>
    public void Write(Stream stream, TriangleMesh mesh, MeshWriteOptions options)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        GltfBuffer buffer = new(mesh);
        ReadOnlyMemory<byte> text = new GltfText(mesh, options, buffer).Write(uri: null);
        long textLength = GltfBuffer.Padded(text.Length);
        long length = GlbLayout.HeaderLength + (2 * GlbLayout.ChunkHeaderLength) + textLength + buffer.Length;
        if (length > uint.MaxValue)
            throw new InputException(
                $"GLB: the mesh takes {length} bytes, expected at most {uint.MaxValue}; write .ply.");
        using (LittleEndianWriter writer = new(stream))
        {
            writer.UInt32(GlbLayout.Magic);
            writer.UInt32(GlbLayout.Version);
            writer.UInt32((uint)length);
            writer.UInt32((uint)textLength);
            writer.UInt32(GlbLayout.JsonChunk);
            writer.Bytes(text.Span);
            writer.Fill((byte)' ', (int)textLength - text.Length);
            writer.UInt32((uint)buffer.Length);
            writer.UInt32(GlbLayout.BinaryChunk);
        }
        buffer.WriteTo(stream);
    }
}
