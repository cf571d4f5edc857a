using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Networks;
using NeuralFields.Sampling;
using NeuralFields.Training;

namespace NeuralFields.Tasks;

/// <summary>How a picture is fitted: everything but the picture.</summary>
public sealed record ImageScene
{
    /// <summary>
    /// From coordinates to features; a grid without a growth gets one that reaches the picture's longer side.
    /// </summary>
    public required Encoding Encoding { get; init; }

    /// <summary>From features to values.</summary>
    public required Network Network { get; init; }

    /// <summary>Loss, optimiser, batch, steps and seed.</summary>
    public TrainingSpec Training { get; init; } = new();

    /// <summary>The coordinates of pixels.</summary>
    public CoordinateFrame Frame { get; init; } = new();

    /// <summary>Pixels that are kept from training.</summary>
    public Holdout Holdout { get; init; }

    /// <summary>The order in which pixels are trained.</summary>
    public PixelOrder Order { get; init; }
}
