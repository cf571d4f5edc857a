using System.Numerics;
using NeuralFields.Geometry;
using NeuralFields.IO.Surfaces;

namespace NeuralFields.IO.Gltf;

/// <summary>
/// Reads glTF 2.0, as text or in the binary container: the triangles of all meshes of the default scene where its
/// nodes put them, with normals and <c>COLOR_0</c>. A file of points alone is a cloud. Materials, textures, skins and
/// animations are passed over.
/// </summary>
/// <remarks>
/// Khronos, glTF 2.0 specification. The JSON takes up to some forty times its length in memory, at most 2²⁰ values;
/// geometry takes five times the length of its buffers.
/// </remarks>
public sealed class GltfMeshReader : IMeshReader
{
    /// <inheritdoc/>
    public string Name => "glTF";

    /// <inheritdoc/>
    public IReadOnlyList<string> Extensions { get; } = [".glb", ".gltf"];

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> start) => GlbContainer.Looks(start);

    /// <inheritdoc/>
    public SurfaceContents Read(ReadOnlySpan<byte> file, MeshReadOptions options)
    {
        GltfDocument document = GltfDocument.Open(file, options);
        GltfSurface surface = new(document, options);
        foreach ((GltfNode mesh, Affine map) in GltfScene.Meshes(document))
            foreach (GltfNode primitive in mesh["primitives"].Items) surface.Add(primitive, map);
        int scenes = document.Root["scenes"].Count;
        if (scenes > 1) surface.Remark($"one of {scenes} scenes was read");
        if (document.Root["skins"].Count > 0) surface.Remark("skins were ignored: the mesh is in its own pose");
        return surface.Build();
    }
}
