using NeuralFields.Encodings;

namespace NeuralFields.OpenCL.Emission;

/// <summary>A grid of a field, with what the scatter of its tables' gradient needs.</summary>
/// <param name="Name">The prefix of its functions.</param>
/// <param name="Part">The grid.</param>
/// <param name="InputRow">The coordinate of the batch that it reads first.</param>
/// <param name="GradientRow">The row of scratch where the gradient of its features starts.</param>
/// <param name="FeatureRow">The row of the batch's features that is its first.</param>
internal sealed record GridText(string Name, GridPart Part, int InputRow, int GradientRow, int FeatureRow) : ITableText
{
    /// <inheritdoc/>
    public int FirstParameter => Part.FirstParameter;

    /// <inheritdoc/>
    public int OutputCount => Part.OutputCount;

    /// <inheritdoc/>
    public int RowCount => Part.OutputCount;

    /// <inheritdoc/>
    public int LevelCount => Part.Layout.Levels.Length;

    /// <inheritdoc/>
    public string LevelTemplate => "grid_level";

    /// <inheritdoc/>
    public string ScatterTemplate => "grid_scatter";

    /// <inheritdoc/>
    public string Source => "tables";

    /// <inheritdoc/>
    public Dictionary<string, string> Places()
    {
        GridLayout layout = Part.Layout;
        bool nearest = layout.Interpolation == GridInterpolation.Nearest;
        bool smooth = layout.Interpolation == GridInterpolation.Smoothstep;
        return new()
        {
            ["name"] = Name,
            ["comment"] = $"A grid of {layout.Levels.Length} levels, {layout.Interpolation}.",
            ["dimensions"] = KernelTemplate.Number(layout.Dimensions),
            ["features"] = KernelTemplate.Number(layout.Features),
            ["levels"] = KernelTemplate.Number(layout.Levels.Length),
            ["corners"] = KernelTemplate.Number(nearest ? 1 : 1 << layout.Dimensions),
            ["parameter"] = KernelTemplate.Number(Part.FirstParameter),
            ["weight"] = nearest ? "R(0.0f)" : smooth ? "f * f * (R(3.0f) - (f + f))" : "f",
            ["slope"] = nearest ? "R(0.0f)" : smooth ? "R(6.0f) * f * (R(1.0f) - f)" : "R(1.0f)",
            ["scales"] = List(layout, l => EncodingText.Float(l.Scale)),
            ["shifts"] = List(layout, l => EncodingText.Float(l.Shift)),
            ["periods"] = List(layout, l => EncodingText.Float(l.IsMirrored ? 2 * l.Period : l.Period)),
            ["mirrored"] = List(layout, l => l.IsMirrored ? "1" : "0"),
            ["last_cells"] = List(layout, l => KernelTemplate.Number(l.LastCell)),
            ["resolutions"] = List(layout, l => KernelTemplate.Number(l.Resolution) + "u"),
            ["entries"] = List(layout, l => KernelTemplate.Number(l.Entries) + "u"),
            ["first_entries"] = List(layout, l => KernelTemplate.Number(l.FirstEntry) + "u"),
            ["wraps"] = List(layout, l => IsSmall(l, layout.Dimensions) ? "1" : "0"),
            ["hashed"] = List(layout, l => l.Hashed ? "1" : "0"),
        };
    }

    private static bool IsSmall(GridLevel level, int dimensions)
        => !level.Hashed && level.Entries < Math.Pow(level.Resolution, dimensions);

    private static string List(GridLayout layout, Func<GridLevel, string> number)
        => string.Join(", ", layout.Levels.Select(number));
}
