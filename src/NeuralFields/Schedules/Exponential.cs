using NeuralFields.Descriptions;
using NeuralFields.Numerics;

namespace NeuralFields.Schedules;

/// <summary>Flat until <see cref="Start"/>, then geometrically down to <see cref="Final"/> at the end of the run.</summary>
public sealed record Exponential : Schedule
{
    /// <summary>The factor at the end.</summary>
    public double Final { get; init; } = 0.1;

    /// <summary>The part of the run before the decay begins.</summary>
    public double Start { get; init; }

    /// <summary>Keys of scene files.</summary>
    public static Schema<Schedule, Exponential> Schema { get; } = new(
        "Exponential", "Flat, then geometrically down to a final factor at the end of the run.", new Exponential(),
        Key.Number<Exponential>("final", s => s.Final, (s, v) => s with { Final = v }, "factor at the end", 1e-12, 1),
        Key.Number<Exponential>("start", s => s.Start, (s, v) => s with { Start = v },
            "part of the run before the decay begins", 0, 1));

    /// <inheritdoc/>
    public override double Factor(double progress, long step)
        => progress <= Start ? 1 : DeterministicMath.Pow(Final, (progress - Start) / (1 - Start));
}
