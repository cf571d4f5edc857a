using NeuralFields.Descriptions;

namespace NeuralFields.Schedules;

/// <summary>The learning rate stays as it is.</summary>
public sealed record Constant : Schedule
{
    /// <summary>Keys of scene files.</summary>
    public static Schema<Schedule, Constant> Schema { get; } = new("Constant", "The rate stays as it is.", new Constant());

    /// <inheritdoc/>
    public override double Factor(double progress, long step) => 1;
}
