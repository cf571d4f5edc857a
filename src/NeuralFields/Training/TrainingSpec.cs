using System.Collections.Immutable;
using NeuralFields.Losses;
using NeuralFields.Optimizers;

namespace NeuralFields.Training;

/// <summary>Parameters whose names begin alike and which train by their own settings.</summary>
/// <param name="Match">The beginning of the tensors' names, such as <c>encoding</c>.</param>
/// <param name="LearningRateFactor">Factor on the learning rate; 0 freezes the group.</param>
public sealed record ParameterGroup(string Match, double LearningRateFactor);

/// <summary>A point of a run's plan: at this step, that part of the run is done.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Progress">The part of the run that is done, 0 to 1.</param>
public readonly record struct ProgressKnot(long Step, double Progress);

/// <summary>How a field is trained.</summary>
public sealed record TrainingSpec
{
    /// <summary>The loss.</summary>
    public Loss Loss { get; init; } = Loss.Find("L2");

    /// <summary>
    /// The loss of the field's one value and its gradient with respect to the position, beside or in place of
    /// <see cref="Loss"/>; null where only values are learnt. A backend that cannot train it refuses.
    /// </summary>
    public GradientLoss? Gradient { get; init; }

    /// <summary>How that gradient is found.</summary>
    public GradientMethod GradientMethod { get; init; }

    /// <summary>
    /// How far positions are displaced along each axis for a numerical gradient, in coordinates; 0 for the field's own
    /// choice: the largest power of two within a cell of its finest grid, or 1/512 where it has none.
    /// </summary>
    public double GradientStep { get; init; }

    /// <summary>The optimiser with its schedule.</summary>
    public Optimizer Optimizer { get; init; } = new Adam();

    /// <summary>Samples per step.</summary>
    public int BatchSize { get; init; } = 8192;

    /// <summary>Steps of the whole run.</summary>
    public long Steps { get; init; } = 5000;

    /// <summary>
    /// How progress, which schedules read, follows from the step: linear between these points. Empty means linear from
    /// the first to the last step; a run by the clock records the points it planned by.
    /// </summary>
    public ImmutableArray<ProgressKnot> Plan { get; init; } = [];

    /// <summary>Decay of the moving average of the parameters that the finished field holds; 0 for none.</summary>
    public double AverageDecay { get; init; }

    /// <summary>Settings for parts of the parameters; the first match counts.</summary>
    public ImmutableArray<ParameterGroup> Groups { get; init; } = [];

    /// <summary>Seed of initial values and of sampling.</summary>
    public ulong Seed { get; init; } = 1;
}
