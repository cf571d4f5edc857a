using System.Collections.Immutable;
using NeuralFields.Datasets;

namespace NeuralFields.IO.Datasets;

/// <summary>The folders of photographs beside cameras: images, or images_2, images_4, images_8.</summary>
internal static class ImageFolders
{
    private static readonly string[] s_names = ["images", "images_2", "images_4", "images_8", "input", "rgb"];

    private static readonly string[] s_endings = [.. ImageCodecs.All.SelectMany(c => c.Extensions)];

    /// <summary>The folder that the user names, or the first there is.</summary>
    /// <param name="parents">Folders in which it may lie, the likeliest first.</param>
    /// <param name="source">The data set, for messages.</param>
    /// <param name="options">Choices.</param>
    /// <exception cref="InputException">There is none.</exception>
    public static string Find(IEnumerable<string> parents, string source, DatasetOptions options)
    {
        if (options.Images is { } named)
            return Directory.Exists(named) ? named : throw new InputException($"{named}: there is no such folder.");
        string[] all = [.. parents.SelectMany(p => s_names.Select(n => Path.Combine(p, n)))];
        return all.FirstOrDefault(Directory.Exists)
            ?? throw new InputException($"{source}: there is no folder of images beside it, expected {all[0]}.");
    }

    /// <summary>The names of the pictures in a folder, in the order of their codes as scripts sort them.</summary>
    public static string[] Names(string folder)
        => [.. Directory.EnumerateFiles(folder)
            .Select(f => Path.GetFileName(f))
            .Where(n => s_endings.Contains(Path.GetExtension(n), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)];

    /// <summary>COLMAP's mask of a photograph: its name with .png added, or in place of its ending; black is left
    /// out.</summary>
    /// <param name="folder">Where masks are; need not exist.</param>
    /// <param name="name">The photograph.</param>
    public static ImmutableArray<ViewMask> Masks(string folder, string name)
    {
        if (!Directory.Exists(folder)) return [];
        string path = PictureFinder.Join(folder, name);
        string[] files = [path + ".png", Path.ChangeExtension(path, ".png")];
        return files.FirstOrDefault(File.Exists) is { } file ? [new(file, MaskRule.BlackIsLeftOut)] : [];
    }
}
