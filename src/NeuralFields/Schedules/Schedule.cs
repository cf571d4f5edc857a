using NeuralFields.Descriptions;

namespace NeuralFields.Schedules;

/// <summary>How the learning rate changes over a run.</summary>
public abstract record Schedule
{
    /// <summary>All schedules.</summary>
    public static Family<Schedule> Family { get; } = new(
        [Constant.Schema, Exponential.Schema, Cosine.Schema, StepDecay.Schema, WarmUp.Schema],
        ("ExponentialDecay", "Step"));

    /// <summary>The factor on the learning rate before a step.</summary>
    /// <param name="progress">The part of the run that is done, 0 to 1.</param>
    /// <param name="step">Steps done.</param>
    public abstract double Factor(double progress, long step);
}
