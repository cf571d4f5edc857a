namespace NeuralFields.Volumes;

/// <summary>
/// Chooses how many rays a step takes, so that about as many samples are learnt in each. It knows the steps before last,
/// whose samples have been counted when rays are chosen.
/// </summary>
/// <param name="samples">Samples wanted per step.</param>
/// <param name="mostMarched">Marched samples that a step has room for.</param>
/// <param name="mostRays">The most rays.</param>
public sealed class RayCounter(int samples, int mostMarched, int mostRays)
{
    private const int Multiple = 64;
    private const double Memory = 0.9, Growth = 1.25;

    // Part of the room for marched samples that is planned with: their number varies from step to step.
    private const double Margin = 0.75;

    /// <summary>
    /// Marched samples that a step has room for: four per learnt one, since more means rays full of samples that nothing
    /// reaches; and those of the fewest rays of a step in any case.
    /// </summary>
    /// <param name="samples">Samples wanted per step.</param>
    /// <param name="mostPerRay">The most samples of a ray.</param>
    public static int RoomFor(int samples, int mostPerRay) => Math.Max(4 * samples, Multiple * mostPerRay);

    /// <summary>Rays chosen so far; the number of the first ray of the next choice.</summary>
    public long FirstRay { get; private set; }

    /// <summary>Rays of the last choice.</summary>
    public int Rays { get; private set; }

    /// <summary>Learnt and marched samples per ray, averaged over recent steps; 0 before the first.</summary>
    public double UsedPerRay { get; private set; }

    /// <summary>See <see cref="UsedPerRay"/>.</summary>
    public double MarchedPerRay { get; private set; }

    /// <summary>Takes a step's samples into account.</summary>
    /// <param name="rays">Its rays.</param>
    /// <param name="used">Samples that were learnt from.</param>
    /// <param name="marched">Samples that were marched.</param>
    public void Measure(int rays, long used, long marched)
    {
        if (rays == 0) return;
        double memory = UsedPerRay == 0 ? 0 : Memory;
        UsedPerRay = (memory * UsedPerRay) + ((1 - memory) * used / rays);
        MarchedPerRay = (memory * MarchedPerRay) + ((1 - memory) * marched / rays);
    }

    /// <summary>Chooses the rays of the next step.</summary>
    /// <returns>The number of the first.</returns>
    public long Next()
    {
        FirstRay += Rays;
        double wanted = UsedPerRay == 0
            ? Multiple
            : Math.Min(samples / Math.Max(UsedPerRay, 1e-3), Margin * mostMarched / Math.Max(MarchedPerRay, 1e-3));
        if (Rays > 0) wanted = Math.Min(wanted, (Rays * Growth) + Multiple);
        Rays = (int)Math.Clamp((long)(wanted / Multiple) * Multiple, Multiple, mostRays);
        return FirstRay;
    }

    /// <summary>The state.</summary>
    public long[] Save()
        => [FirstRay, Rays, BitConverter.DoubleToInt64Bits(UsedPerRay), BitConverter.DoubleToInt64Bits(MarchedPerRay)];

    /// <summary>Refuses numbers that <see cref="Save"/> never gave.</summary>
    /// <param name="saved">The numbers; none are fine.</param>
    /// <param name="mostRays">The most rays.</param>
    /// <exception cref="InputException">No run would have written them.</exception>
    public static void RequireSound(ReadOnlySpan<long> saved, int mostRays)
    {
        if (saved.Length == 0) return;
        bool isSound = saved.Length == 4 && saved[0] is >= 0 and < 1L << 60
            && saved[1] >= Multiple && saved[1] <= mostRays
            && double.IsFinite(BitConverter.Int64BitsToDouble(saved[2]))
            && double.IsFinite(BitConverter.Int64BitsToDouble(saved[3]));
        if (!isSound)
            throw new InputException(
                $"the state's counters of rays are {string.Join(", ", saved.ToArray())}, which no run would have written.");
    }

    /// <summary>Takes over what <see cref="Save"/> gave.</summary>
    public void Restore(ReadOnlySpan<long> saved)
    {
        (FirstRay, Rays) = (saved[0], (int)saved[1]);
        (UsedPerRay, MarchedPerRay) = (BitConverter.Int64BitsToDouble(saved[2]), BitConverter.Int64BitsToDouble(saved[3]));
    }
}
