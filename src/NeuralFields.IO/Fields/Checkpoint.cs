using NeuralFields.Training;

namespace NeuralFields.IO.Fields;

/// <summary>A run under way: the field so far and everything the next step depends on.</summary>
/// <param name="Contents">The field with the parameters that training goes on from.</param>
/// <param name="State">Optimiser state, counters and averages.</param>
/// <param name="Seconds">Training seconds so far.</param>
public sealed record Checkpoint(FieldContents Contents, TrainingState State, double Seconds);
