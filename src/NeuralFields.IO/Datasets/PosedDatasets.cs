using System.Collections.Immutable;
using NeuralFields.Datasets;
using NeuralFields.IO.Datasets.Colmap;
using NeuralFields.IO.Datasets.Llff;
using NeuralFields.IO.Datasets.Transforms;

namespace NeuralFields.IO.Datasets;

/// <summary>The formats of posed photographs. Another format takes one line here.</summary>
public static class PosedDatasets
{
    /// <summary>Every format; the first that finds itself reads.</summary>
    public static ImmutableArray<IPosedDatasetFormat> All { get; } =
        [new TransformsFormat(), new ColmapFormat(), new LlffFormat()];

    /// <summary>Whether a path is a data set of any format, told without reading it.</summary>
    public static bool Recognizes(string path) => Find(path) is not null;

    /// <summary>Reads a data set: cameras, and of the photographs what stands before their pixels.</summary>
    /// <param name="path">A folder or file.</param>
    /// <param name="options">Choices; null for the default.</param>
    /// <exception cref="InputException">There is no data set, it is broken, or it needs what is not supported.</exception>
    public static PosedDataset Read(string path, DatasetOptions? options = null)
    {
        InputFile.RequirePath(path);
        options ??= DatasetOptions.Default;
        if (options.Downscale < 1)
            throw new InputException($"downscale is {options.Downscale}, expected a whole number of at least 1.");
        if (Find(path) is var (format, located)) return FullAlpha.Tell(SamePictures.LeaveOut(format.Read(located, options)));
        bool isThere = File.Exists(path) || Directory.Exists(path);
        throw new InputException(
            $"{path}: {(isThere ? "this is no data set of photographs" : "there is no such file or folder")}, expected " +
            $"{string.Join(", or ", All.Select(f => f.Expectation))}.");
    }

    private static (IPosedDatasetFormat Format, string Located)? Find(string path)
    {
        if (string.IsNullOrWhiteSpace(path) || !(File.Exists(path) || Directory.Exists(path))) return null;
        foreach (IPosedDatasetFormat format in All)
            if (format.Locate(path) is { } located) return (format, located);
        return null;
    }
}
