namespace NeuralFields.IO.Exr;

/// <summary>Which channels of a file make the picture, and how its alpha is meant.</summary>
internal static class ExrOutputs
{
    private const int MaxNamesInMessage = 8;

    /// <summary>
    /// R, G, B where all are there, else Y; with A where it is there. Other channels and layers are left out.
    /// </summary>
    public static ExrChannel[] Choose(IReadOnlyList<ExrChannel> channels)
    {
        ExrChannel? Find(string name) => channels.FirstOrDefault(c => c.Name == name);
        ExrChannel?[] colors = [Find("R"), Find("G"), Find("B")];
        bool chroma = Find("RY") is not null || Find("BY") is not null;
        if (colors.Contains(null)) colors = [Find("Y")];
        if (colors[0] is null || (colors.Length == 1 && chroma))
            throw new InputException(
                $"EXR: the channels are {Names(channels)}, expected R, G, B or Y alone, with or without A; " +
                "convert the file, or rename its layer's channels.");
        return [.. colors.Append(Find("A")).OfType<ExrChannel>()];
    }

    /// <summary>Divides colours by alpha; where it is 0 they stay as they are (light without cover).</summary>
    public static void ToStraightAlpha(Span<float> row, int channels)
    {
        for (int i = 0; i < row.Length; i += channels)
        {
            float alpha = row[i + channels - 1];
            if (alpha is 0 or 1) continue;
            for (int k = 0; k < channels - 1; k++) row[i + k] /= alpha;
        }
    }

    private static string Names(IReadOnlyList<ExrChannel> channels) =>
        string.Join(", ", channels.Take(MaxNamesInMessage).Select(c => c.Name)) +
        (channels.Count > MaxNamesInMessage ? $" and {channels.Count - MaxNamesInMessage} more" : "");
}
