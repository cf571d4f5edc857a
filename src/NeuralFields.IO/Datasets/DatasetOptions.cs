using NeuralFields.Images;

namespace NeuralFields.IO.Datasets;

/// <summary>Choices when a data set is read.</summary>
public sealed record DatasetOptions
{
    /// <summary>The choices used where none are given.</summary>
    public static DatasetOptions Default { get; } = new();

    /// <summary>
    /// How many times smaller per side photographs are loaded, at least 1. A folder such as <c>images_4</c> beside
    /// <c>images</c> is used where it fits; else <see cref="ImageResampling.Downscale"/> does it.
    /// </summary>
    public int Downscale { get; init; } = 1;

    /// <summary>The folder of the photographs, where it is not the one that the data set names.</summary>
    public string? Images { get; init; }

    /// <summary>Sizes above which a photograph is refused.</summary>
    public ImageLimits Limits { get; init; } = ImageLimits.Default;
}
