using NeuralFields.Numerics;

namespace NeuralFields.Volumes;

/// <summary>
/// How the occupancy of a field under training is kept: when cells are looked into, what is remembered of their
/// density, and above what they count as occupied.
/// </summary>
/// <remarks>
/// Values, decay and threshold of instant-ngp; a cell that was never looked into counts as occupied. A value is the
/// optical thickness of the shortest reference step, whatever the steps of the space.
/// </remarks>
public static class OccupancyRule
{
    /// <summary>The value of a cell that was never looked into.</summary>
    public const float Unseen = float.MaxValue;

    /// <summary>Factor on a cell's value each time that it is looked into.</summary>
    public const float Decay = 0.95f;

    /// <summary>The value above which a cell counts as occupied, unless the mean of all is less.</summary>
    public const float Threshold = 0.01f;

    /// <summary>How often a place among the occupied cells is tried for.</summary>
    public const int Tries = 10;

    private const int Interval = 16, LearnInterval = 4, LearnAlways = 256;

    // Early on the whole space is looked at, at half the resolution, so that rays soon skip what is empty.
    private static readonly long[] s_sweeps = [16, 48, 128, 320];

    /// <summary>From density to value: √3/1024.</summary>
    public static float Thickness { get; } = (float)(Math.Sqrt(3) / 1024);

    /// <summary>Whether cells are looked into, and the bits renewed, before a step.</summary>
    public static bool IsDue(long step) => step != 0 && step % Interval == 0;

    /// <summary>Whether all of the space is looked into before a step.</summary>
    public static bool IsSweep(long step) => s_sweeps.Contains(step);

    /// <summary>
    /// Whether a step takes the densities of its marched samples into account: until the first rays have cleared the
    /// space each step does.
    /// </summary>
    public static bool Learns(long step) => step < LearnAlways || step % LearnInterval == 0;

    /// <summary>
    /// The random numbers that one look before a step chooses its cell and its place by: those of its number alone, so
    /// that a device looks where the processor does.
    /// </summary>
    /// <param name="seed">The training's.</param>
    /// <param name="step">The step.</param>
    /// <param name="number">The look's number in the step.</param>
    internal static Pcg32 Draw(ulong seed, long step, int number)
        => new(Hash.Mix(seed, (ulong)step, (ulong)number), stream: 0);

    /// <summary>Refuses a state of another space.</summary>
    /// <param name="cells">Cells of the state; 0 where it has none.</param>
    /// <param name="expected">Cells of the space.</param>
    /// <exception cref="InputException">The numbers differ.</exception>
    public static void RequireSound(int cells, int expected)
    {
        if (cells != 0 && cells != expected)
            throw new InputException($"the state has {cells} cells of occupancy, expected {expected}.");
    }
}
