using NeuralFields.Descriptions;

namespace NeuralFields.Schedules;

/// <summary>The rate is multiplied by a base at regular steps: tiny-cuda-nn's ExponentialDecay.</summary>
public sealed record StepDecay : Schedule
{
    /// <summary>The factor at each decay.</summary>
    public double Base { get; init; } = 0.1;

    /// <summary>The step of the first decay.</summary>
    public int Start { get; init; } = 10_000;

    /// <summary>Steps between decays.</summary>
    public int Interval { get; init; } = 10_000;

    /// <summary>The last step that may decay.</summary>
    public int End { get; init; } = 10_000_000;

    /// <summary>Keys of scene files.</summary>
    public static Schema<Schedule, StepDecay> Schema { get; } = new(
        "Step", "The rate is multiplied by a base at regular steps (tiny-cuda-nn's ExponentialDecay).", new StepDecay(),
        Key.Number<StepDecay>("decay_base", s => s.Base, (s, v) => s with { Base = v }, "factor at each decay", 1e-12, 1),
        Key.Int<StepDecay>("decay_start", s => s.Start, (s, v) => s with { Start = v }, "step of the first decay", 0),
        Key.Int<StepDecay>("decay_interval", s => s.Interval, (s, v) => s with { Interval = v }, "steps between decays", 1),
        Key.Int<StepDecay>("decay_end", s => s.End, (s, v) => s with { End = v }, "last step that may decay", 0));

    /// <inheritdoc/>
    public override double Factor(double progress, long step)
    {
        // Decays happen before the steps Start, Start + Interval, … up to End.
        long last = Math.Min(step, End);
        long decays = last < Start ? 0 : ((last - Start) / Interval) + 1;
        double factor = 1;
        for (long i = 0; i < decays && factor > double.Epsilon; i++) factor *= Base;
        return factor;
    }
}
