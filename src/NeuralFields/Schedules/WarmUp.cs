using NeuralFields.Descriptions;

namespace NeuralFields.Schedules;

/// <summary>Linear from zero over the first steps, then another schedule.</summary>
public sealed record WarmUp : Schedule
{
    /// <summary>Steps until the full rate.</summary>
    public int Steps { get; init; } = 100;

    /// <summary>The schedule whose factor is multiplied in.</summary>
    public Schedule Then { get; init; } = new Constant();

    /// <summary>Keys of scene files.</summary>
    public static Schema<Schedule, WarmUp> Schema { get; } = new(
        "WarmUp", "Linear from zero over the first steps, then another schedule.", new WarmUp(),
        Key.Int<WarmUp>("steps", s => s.Steps, (s, v) => s with { Steps = v }, "steps until the full rate", 1),
        new("then", "schedule after the warm-up", (s, node) => s with { Then = Family.Read("then", node) },
            s => Family.Write(s.Then)));

    /// <inheritdoc/>
    public override double Factor(double progress, long step)
        => Math.Min(1, (step + 1) / (double)Steps) * Then.Factor(progress, step);
}
