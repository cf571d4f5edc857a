using NeuralFields.Datasets;
using NeuralFields.Descriptions;

namespace NeuralFields.IO.Datasets.Transforms;

/// <summary>nerfstudio's lists of file names per split; where there are none every frame is for training.</summary>
internal sealed class TransformsSplit
{
    private static readonly (string Key, ViewSplit Split)[] s_keys =
    [
        ("train_filenames", ViewSplit.Train), ("val_filenames", ViewSplit.Validation), ("test_filenames", ViewSplit.Test),
    ];

    private readonly Dictionary<string, ViewSplit>? _names;

    public TransformsSplit(DescriptionNode file)
    {
        foreach ((string key, ViewSplit split) in s_keys)
        {
            if (file[key] is not { Kind: not DescriptionKind.Null } list) continue;
            _names ??= new(StringComparer.Ordinal);
            // nerfstudio often repeats the validation frames as test frames; the first list counts.
            foreach (DescriptionNode name in list.AsArray(key)) _names.TryAdd(name.AsString(key), split);
        }
    }

    /// <summary>What a frame is for; null where lists are there and do not name it.</summary>
    public ViewSplit? Of(string name)
        => _names is null ? ViewSplit.Train : _names.TryGetValue(name, out ViewSplit split) ? split : null;
}
