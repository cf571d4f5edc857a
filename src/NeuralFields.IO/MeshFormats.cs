using System.Collections.Immutable;
using NeuralFields.IO.Gltf;
using NeuralFields.IO.Obj;
using NeuralFields.IO.Ply;
using NeuralFields.IO.Stl;

namespace NeuralFields.IO;

/// <summary>The mesh and point cloud formats known. Another one takes one line here.</summary>
public static class MeshFormats
{
    /// <summary>Every writer.</summary>
    public static ImmutableArray<IMeshWriter> Writers { get; } =
    [
        new GlbMeshWriter(),
        new GltfMeshWriter(),
        new PlyMeshWriter(),
        new ObjMeshWriter(),
        new StlMeshWriter(),
    ];

    /// <summary>The writer that a path's ending names, in capitals or not.</summary>
    /// <param name="path">A path; nothing needs to stand there.</param>
    /// <exception cref="InputException">No format that can be written has this ending.</exception>
    public static IMeshWriter WriterFor(string path)
    {
        string ending = Path.GetExtension(path);
        return Writers.FirstOrDefault(w => w.Extensions.Contains(ending, StringComparer.OrdinalIgnoreCase))
            ?? throw new InputException(
                $"{path}: the name ends in '{ending}', expected " +
                $"{string.Join(", ", Writers.SelectMany(w => w.Extensions))}.");
    }
}
