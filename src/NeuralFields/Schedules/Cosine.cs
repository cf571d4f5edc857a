using NeuralFields.Descriptions;
using NeuralFields.Numerics;

namespace NeuralFields.Schedules;

/// <summary>Half a cosine wave from 1 down to <see cref="Final"/> (Loshchilov and Hutter 2017, without restarts).</summary>
public sealed record Cosine : Schedule
{
    /// <summary>The factor at the end.</summary>
    public double Final { get; init; } = 0.01;

    /// <summary>Keys of scene files.</summary>
    public static Schema<Schedule, Cosine> Schema { get; } = new(
        "Cosine", "Half a cosine wave from 1 down to a final factor.", new Cosine(),
        Key.Number<Cosine>("final", s => s.Final, (s, v) => s with { Final = v }, "factor at the end", 0, 1));

    /// <inheritdoc/>
    public override double Factor(double progress, long step)
        => Final + ((1 - Final) * 0.5 * (1 + DeterministicMath.Cos(Math.PI * progress)));
}
