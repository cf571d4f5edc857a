using System.Numerics;

namespace NeuralFields.Volumes;

/// <summary>
/// Finds the samples of a ray: steps on one lattice along the ray, skipping what is empty. The same bits everywhere.
/// </summary>
/// <param name="space">The space and its steps.</param>
/// <param name="bits">What may hold something.</param>
public sealed class RayMarcher(VolumeSpace space, OccupancyBits bits)
{
    private readonly float _minStep = space.MinStep, _maxStep = VolumeSpace.MaxStep, _cone = (float)space.ConeAngle;
    private readonly int _cascades = space.Cascades;

    /// <summary>What may hold something.</summary>
    public OccupancyBits Bits => bits;

    /// <summary>Finds samples between two distances.</summary>
    /// <param name="origin">The eye.</param>
    /// <param name="direction">Of length 1.</param>
    /// <param name="from">Where to begin: the first place of the lattice.</param>
    /// <param name="to">Where to end.</param>
    /// <param name="stretch">Factor on all steps.</param>
    /// <param name="distances">Receives distances from the eye, as many as fit.</param>
    /// <param name="next">Where the lattice goes on after the last sample; <paramref name="to"/> or more at the end.</param>
    /// <returns>Samples found.</returns>
    public int March(
        Vector3 origin, Vector3 direction, float from, float to, float stretch, Span<float> distances, out float next)
    {
        Vector3 inverse = VolumeSpace.Inverse(direction);
        int count = 0;
        float t = from;
        while (t < to)
        {
            Vector3 place = origin + (direction * t);
            float step = StepAt(t) * stretch, skip = EmptyAhead(place, direction, inverse, step);
            if (skip < 0)
            {
                if (count == distances.Length) break;
                distances[count++] = t;
                t += step;
            }
            else
                t = Skip(t, skip, step, stretch);
        }
        next = t;
        return count;
    }

    /// <summary>Where a ray's lattice begins: its entry moved on by a part of the first step.</summary>
    /// <param name="near">The entry.</param>
    /// <param name="jitter">The part, 0 to 1.</param>
    public float Begin(float near, float jitter) => near + (StepAt(near) * jitter);

    /// <summary>Length of the step that begins at a distance.</summary>
    public float StepAt(float distance)
        => _cone == 0 ? _minStep : MathF.Min(MathF.Max(_cone * distance, _minStep), _maxStep);

    /// <summary>The cell that a sample falls into.</summary>
    /// <param name="place">A place in the space.</param>
    /// <param name="step">Length of its step.</param>
    public int CellOf(Vector3 place, float step)
    {
        int cascade = CascadeOf(place, step);
        Vector3 cell = Scaled(place, cascade);
        return OccupancyBits.CellOf(cascade, Whole(cell.X), Whole(cell.Y), Whole(cell.Z));
    }

    /// <summary>How far a ray stays in empty space; negative where its place may hold something.</summary>
    private float EmptyAhead(Vector3 place, Vector3 direction, Vector3 inverse, float step)
    {
        int cascade = CascadeOf(place, step);
        Vector3 cell = Scaled(place, cascade);
        int x = Whole(cell.X), y = Whole(cell.Y), z = Whole(cell.Z);
        int side = bits.EmptySide(cascade, x, y, z);
        if (side == 0) return -1;
        float dx = Exit(cell.X, x, side, direction.X) * inverse.X;
        float dy = Exit(cell.Y, y, side, direction.Y) * inverse.Y;
        float dz = Exit(cell.Z, z, side, direction.Z) * inverse.Z;
        // Rounding may put the place a little outside of its cell.
        return MathF.Max(0, MathF.Min(dx, MathF.Min(dy, dz))) * ((1 << cascade) * (1f / OccupancyBits.Resolution));
    }

    /// <summary>The next place of the lattice behind an empty stretch.</summary>
    private float Skip(float t, float skip, float step, float stretch)
    {
        if (_cone == 0) return t + (MathF.Max(1, MathF.Ceiling(skip / step)) * step);
        float end = t + skip;
        do t += StepAt(t) * stretch;
        while (t < end);
        return t;
    }

    private int CascadeOf(Vector3 place, float step)
    {
        if (_cascades == 1) return 0;
        Vector3 away = Vector3.Abs(place - new Vector3(0.5f));
        float largest = MathF.Max(away.X, MathF.Max(away.Y, away.Z));
        // From the exponents: the smallest cube that holds the place, and cells at least as wide as the step.
        int byPlace = (BitConverter.SingleToInt32Bits(largest) >> 23) - 125;
        int byStep = (BitConverter.SingleToInt32Bits(step * OccupancyBits.Resolution) >> 23) - 126;
        return Math.Clamp(Math.Max(byPlace, byStep), 0, _cascades - 1);
    }

    private static Vector3 Scaled(Vector3 place, int cascade)
        => ((place - new Vector3(0.5f)) * ((float)OccupancyBits.Resolution / (1 << cascade)))
            + new Vector3(OccupancyBits.Resolution / 2);

    private static int Whole(float cell)
        => Math.Clamp(float.ConvertToIntegerNative<int>(cell), 0, OccupancyBits.Resolution - 1);

    private static float Exit(float cell, int whole, int side, float direction)
    {
        int low = whole & -side;
        return direction > 0 ? low + side - cell : low - cell;
    }
}
