using NeuralFields.Datasets;

namespace NeuralFields.IO.Datasets;

/// <summary>Finds the photographs that a data set names, and keeps count of those that are missing.</summary>
internal sealed class PictureFinder(DatasetOptions options)
{
    private const int NamesInRemark = 3;

    /// <summary>Sides may differ from an exact part by this much: programs round, or cut a row off.</summary>
    private const int SideTolerance = 1;

    private static readonly string[] s_endings = [.. ImageCodecs.All.SelectMany(c => c.Extensions)];

    private readonly List<string> _missing = [];
    private int _found;

    /// <summary>A photograph, and the size that lengths in pixels refer to where the data set states none.</summary>
    public sealed record Found(string Path, ViewPicture Picture, int FullWidth, int FullHeight);

    /// <summary>A path as a data set writes it, from a folder: back-slashes are slashes.</summary>
    public static string Join(string folder, string path)
    {
        InputFile.RequirePath(path);
        if (path.Any(char.IsControl))
            throw new InputException(
                $"'{string.Concat(path.Select(c => char.IsControl(c) ? '?' : c))}' is no path, expected a file name.");
        return Path.Combine(folder, path.Replace('\\', '/'));
    }

    /// <summary>Looks for a photograph; where it is missing it is counted and null returned.</summary>
    /// <param name="folder">What the name is relative to.</param>
    /// <param name="name">The name in the data set, with or without an ending.</param>
    public Found? Find(string folder, string name)
    {
        string path = Join(folder, name);
        if (options.Images is { } images) path = Path.Combine(images, Path.GetFileName(path));
        string? full = WithEnding(path), reduced = options.Downscale == 1 ? null : WithEnding(Beside(path));
        if (full is null && reduced is null)
        {
            _missing.Add(name);
            return null;
        }
        _found++;
        return Describe(full, reduced);
    }

    /// <summary>What to say about missing photographs; null where none is missing.</summary>
    /// <exception cref="InputException">All are missing.</exception>
    public string? Remark(string source)
    {
        if (_missing.Count == 0) return null;
        string names = string.Join(", ", _missing.Take(NamesInRemark));
        if (_missing.Count > NamesInRemark) names += $" and {_missing.Count - NamesInRemark} more";
        if (_found == 0)
            throw new InputException(
                $"{source}: none of the {_missing.Count} photographs is there ({names}), expected them at their paths " +
                "relative to the file.");
        return _missing.Count == 1
            ? $"1 frame was skipped because its image is missing: {names}."
            : $"{_missing.Count} frames were skipped because their images are missing: {names}.";
    }

    /// <summary>The file, or the first with an ending of a picture; null where there is none.</summary>
    public static string? WithEnding(string path)
    {
        if (File.Exists(path)) return path;
        if (s_endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)) return null;
        return s_endings.SelectMany(e => (string[])[path + e, path + e.ToUpperInvariant()]).FirstOrDefault(File.Exists);
    }

    private Found Describe(string? full, string? reduced)
    {
        ImageHeader? small = reduced is null ? null : ImageFile.ReadHeader(reduced, options.Limits);
        if (full is null) return Of(reduced!, small!, downscale: 1, small!);
        ImageHeader large = ImageFile.ReadHeader(full, options.Limits);
        bool isPart = small is not null && IsPart(small.Width, large.Width) && IsPart(small.Height, large.Height);
        return isPart ? Of(reduced!, small!, downscale: 1, large) : Of(full, large, options.Downscale, large);
    }

    private static Found Of(string path, ImageHeader header, int downscale, ImageHeader full)
    {
        ViewPicture picture = new(path, header.Width, header.Height, downscale)
        {
            HasAlpha = header.HasAlpha,
            IsWide = header.BitDepth > 8,
        };
        return new(path, picture, full.Width, full.Height);
    }

    private bool IsPart(int small, int large) => Math.Abs(small - ((double)large / options.Downscale)) <= SideTolerance;

    /// <summary>images/0001.jpg → images_4/0001.jpg.</summary>
    private string Beside(string path)
    {
        string folder = Path.GetDirectoryName(path) ?? "";
        return Path.Combine($"{folder}_{options.Downscale}", Path.GetFileName(path));
    }
}
