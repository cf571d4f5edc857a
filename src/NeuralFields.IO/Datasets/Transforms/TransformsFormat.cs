using NeuralFields.Datasets;

namespace NeuralFields.IO.Datasets.Transforms;

/// <summary>
/// transforms.json of instant-ngp and nerfstudio, and the three files of the NeRF paper's Blender scenes, whose names
/// say the split. A folder with files by other names is read as instant-ngp does: all frames together.
/// </summary>
public sealed class TransformsFormat : IPosedDatasetFormat
{
    private const string Single = "transforms.json";

    private static readonly (string File, ViewSplit Split)[] s_splits =
    [
        ("transforms_train.json", ViewSplit.Train),
        ("transforms_val.json", ViewSplit.Validation),
        ("transforms_test.json", ViewSplit.Test),
    ];

    /// <inheritdoc/>
    public string Name => "transforms.json";

    /// <inheritdoc/>
    public string Expectation => "a transforms.json or a folder with one";

    /// <inheritdoc/>
    public string? Locate(string path)
    {
        if (!Directory.Exists(path))
            return Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase) ? path : null;
        return Files(path).Length > 0 ? path : null;
    }

    /// <inheritdoc/>
    public PosedDataset Read(string located, DatasetOptions options)
    {
        (string Path, ViewSplit? Split)[] files = Directory.Exists(located) ? Files(located) : [(located, null)];
        PictureFinder finder = new(options);
        TransformsNotes notes = new();
        List<PosedView> views = [];
        PosedDataset? first = null;
        foreach ((string path, ViewSplit? split) in files)
        {
            TransformsFile file = TransformsFile.Load(path, finder, notes);
            first ??= file.Describe(files.Length > 1 && split is not null ? "Blender synthetic" : Name, located);
            IEnumerable<PosedView> own = file.Views();
            views.AddRange(split is { } known ? own.Select(v => v with { Split = known }) : own);
        }
        string[] remarks = [.. ((string?[])[finder.Remark(located), .. notes.Lines()]).OfType<string>()];
        if (views.Count == 0) throw new InputException($"{located}: no frame is left, expected some.");
        return first! with { Views = [.. views], Remarks = [.. remarks] };
    }

    /// <summary>
    /// The files of a folder that hold frames: the three of a split, else transforms.json alone, else every
    /// transforms*.json.
    /// </summary>
    private static (string Path, ViewSplit? Split)[] Files(string folder)
    {
        (string Path, ViewSplit? Split)[] splits =
            [.. s_splits.Select(s => (Path.Combine(folder, s.File), (ViewSplit?)s.Split)).Where(s => File.Exists(s.Item1))];
        if (splits.Length > 0 && splits[0].Split == ViewSplit.Train) return splits;
        string single = Path.Combine(folder, Single);
        if (File.Exists(single)) return [(single, null)];
        IEnumerable<string> others =
            Directory.EnumerateFiles(folder, "transforms*.json").Order(NaturalOrder.Comparer);
        return [.. others.Select(o => (o, (ViewSplit?)null))];
    }
}
