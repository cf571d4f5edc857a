using NeuralFields.Descriptions;

namespace NeuralFields.IO.Scenes;

/// <summary>
/// Loads scene files: JSON with comments, <c>inherit</c> (or ngp's <c>parent</c>) chains, names of tiny-cuda-nn and
/// instant-ngp. The result is still a description; <see cref="NeuralFields.Scenes.Scene"/> checks its keys.
/// </summary>
public static class SceneFile
{
    /// <summary>Bytes of one file.</summary>
    public const int MaxLength = 1 << 20;

    /// <summary>Files in one chain.</summary>
    public const int MaxInherited = 32;

    private static readonly string[] s_inheritKeys = ["inherit", "parent"];

    // Paths within a scene, as section and key; the section is empty for the top.
    private static readonly (string Section, string Key)[] s_paths =
    [
        ("", "data"), ("output", "field"), ("output", "reconstruction"), ("output", "report"), ("output", "log"),
        ("output", "preview"),
    ];

    /// <summary>Reads a file and everything it inherits.</summary>
    /// <param name="path">The file. Paths within it are relative to it.</param>
    /// <exception cref="InputException">A file is absent or broken, or inherits itself.</exception>
    public static DescriptionNode Load(string path) => TinyCudaNames.Translate(Load(path, []));

    private static DescriptionNode Load(string path, List<string> chain)
    {
        InputFile.RequirePath(path);
        DescriptionNode scene = DescriptionReader.Read(InputFile.ReadAllBytes(path, MaxLength), path);
        if (scene.Kind != DescriptionKind.Object) throw scene.Wrong("the scene", "an object { … }");
        chain.Add(Path.GetFullPath(path));
        DescriptionNode? below = null;
        foreach (string key in s_inheritKeys)
        {
            if (scene[key] is not { } name) continue;
            if (below is not null) throw name.Mistake("inherit and parent mean the same, expected one of them.");
            below = Load(Inherited(name, key, path, chain), chain);
            scene = scene.Without(key);
        }
        scene = WithPathsFrom(Path.GetDirectoryName(path) ?? "", scene);
        return below is null ? scene : DescriptionMerge.Merge(below, scene);
    }

    private static string Inherited(DescriptionNode name, string key, string path, List<string> chain)
    {
        string file = Path.Combine(Path.GetDirectoryName(path) ?? "", name.AsString(key));
        InputFile.RequirePath(file);
        if (chain.Contains(Path.GetFullPath(file)))
            throw name.Mistake(
                $"{name.Text} inherits itself: {string.Join(" → ", chain.Select(Path.GetFileName))}. Break the circle.");
        if (chain.Count >= MaxInherited) throw name.Mistake($"more than {MaxInherited} files inherit one another.");
        if (!File.Exists(file)) throw name.Mistake($"{key}: there is no file {file}. Check the name.");
        return file;
    }

    /// <summary>A path without detours such as scenes/../artifacts, absolute only where it was named so.</summary>
    private static string From(string folder, string path)
    {
        string joined = Path.Combine(folder, path);
        return Path.IsPathRooted(joined) ? Path.GetFullPath(joined) : Path.GetRelativePath(".", joined);
    }

    private static DescriptionNode WithPathsFrom(string folder, DescriptionNode scene)
    {
        foreach ((string section, string key) in s_paths)
        {
            DescriptionNode? owner = section.Length == 0 ? scene : scene[section];
            if (owner?[key] is not { Kind: DescriptionKind.String } file) continue;
            owner = owner.With(key, DescriptionNode.Of(From(folder, file.Text), file.Place));
            scene = section.Length == 0 ? owner : scene.With(section, owner);
        }
        return scene;
    }
}
