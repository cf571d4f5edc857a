using System.Collections.Immutable;
using NeuralFields.IO.Gltf;
using NeuralFields.IO.Obj;
using NeuralFields.IO.Off;
using NeuralFields.IO.Ply;
using NeuralFields.IO.Stl;
using NeuralFields.IO.Xyz;

namespace NeuralFields.IO;

/// <summary>The mesh and point cloud formats known. Another one takes one line here.</summary>
public static class MeshFormats
{
    internal const int StartLength = 16;

    /// <summary>Every writer.</summary>
    public static ImmutableArray<IMeshWriter> Writers { get; } =
    [
        new GlbMeshWriter(),
        new GltfMeshWriter(),
        new PlyMeshWriter(),
        new ObjMeshWriter(),
        new StlMeshWriter(),
    ];

    /// <summary>Every reader; the first that recognises a file's bytes reads it, else the one of its ending.</summary>
    public static ImmutableArray<IMeshReader> Readers { get; } =
    [
        new PlyMeshReader(),
        new GltfMeshReader(),
        new OffMeshReader(),
        new StlMeshReader(),
        new ObjMeshReader(),
        new XyzCloudReader(),
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

    /// <summary>The reader of a file, or null where none knows it.</summary>
    /// <param name="path">Its name; the ending tells formats that have no mark of their own.</param>
    /// <param name="file">Its bytes, or its first ones, or none.</param>
    public static IMeshReader? ReaderFor(string path, ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> start = file[..Math.Min(file.Length, StartLength)];
        foreach (IMeshReader reader in Readers)
            if (reader.Recognizes(start)) return reader;
        string ending = Path.GetExtension(path);
        return Readers.FirstOrDefault(r => r.Extensions.Contains(ending, StringComparer.OrdinalIgnoreCase));
    }
}
