using NeuralFields.Encodings;
using NeuralFields.Networks;
using NeuralFields.Training;

namespace NeuralFields.Tasks;

/// <summary>How data of any kind is fitted: everything but the data.</summary>
public abstract record TaskScene
{
    /// <summary>
    /// From coordinates to features; a grid without a growth gets one that suits the data.
    /// </summary>
    public required Encoding Encoding { get; init; }

    /// <summary>From features to values.</summary>
    public required Network Network { get; init; }

    /// <summary>Loss, optimiser, batch, steps and seed.</summary>
    public TrainingSpec Training { get; init; } = new();
}
