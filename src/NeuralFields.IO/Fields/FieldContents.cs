using NeuralFields.Descriptions;
using NeuralFields.Fields;

namespace NeuralFields.IO.Fields;

/// <summary>A trained field and what must be known to use it: the contents of a <c>.nf</c> file.</summary>
/// <param name="Field">What it is.</param>
/// <param name="Parameters">[Layout.Count] numbers in logical order.</param>
public sealed record FieldContents(FieldSpec Field, float[] Parameters)
{
    /// <summary>image, sdf or radiance.</summary>
    public string Task { get; init; } = "image";

    /// <summary>The program version that wrote the file; set when reading.</summary>
    public string Version { get; init; } = "";

    /// <summary>
    /// [cascades · 32³] words of the cells of a radiance field that may hold something (OccupancyBits.Bricks): what
    /// lies in others was never trained. Empty for other tasks.
    /// </summary>
    public ulong[] OccupiedCells { get; init; } = [];

    /// <summary>How the signal's own coordinates and values map to the field's, in the words of the task.</summary>
    public DescriptionNode Frame { get; init; } = DescriptionNode.Of([]);

    /// <summary>The resolved scene, without data or output files.</summary>
    public DescriptionNode Scene { get; init; } = DescriptionNode.Of([]);

    /// <summary>The steps, plan and seed that repeat the training.</summary>
    public DescriptionNode Training { get; init; } = DescriptionNode.Of([]);

    /// <summary>Measured quality: names and numbers.</summary>
    public DescriptionNode Metrics { get; init; } = DescriptionNode.Of([]);
}
