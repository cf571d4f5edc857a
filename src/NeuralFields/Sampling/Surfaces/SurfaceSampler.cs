using System.Diagnostics;
using System.Numerics;
using NeuralFields.Distances;
using NeuralFields.Geometry;
using NeuralFields.Training;

namespace NeuralFields.Sampling;

/// <summary>
/// Samples of exact distances to a mesh: places on it, beside it and anywhere in the domain. A sample is a pure
/// function of its number and the seed.
/// </summary>
/// <remarks>
/// Distances are dear, so those off the surface come from a rolling pool: every place is trained four times, each time
/// <see cref="Lag"/> steps after the last. A quarter of a step's places are new; the rest were measured in earlier
/// steps, or, just after a resume, are measured again to the same bits.
/// </remarks>
public sealed class SurfaceSampler : ISampleSource
{
    /// <summary>How often a place off the surface is trained.</summary>
    public const int Uses = 4;

    /// <summary>Steps between two uses; enough that the field has moved on.</summary>
    private const int Lag = 16;

    /// <summary>Steps whose new places are kept.</summary>
    private const int Kept = ((Uses - 1) * Lag) + 1;

    /// <summary>Places that are measured at once: all new ones of a tile.</summary>
    private const int Block = 128;

    private readonly SignedDistance _distance;
    private readonly SurfacePoints _surface;
    private readonly Vector3 _low, _size;
    private readonly float _sigma;
    private readonly ulong _seed;
    private readonly int _batch, _off, _new, _near;
    private readonly PooledPlace[] _pool;
    private long _ticks;

    private struct PooledPlace
    {
        public Vector3 Place;
        public float Distance;

        /// <summary>The step that this place was new in, moved above 0 so that fresh memory belongs to none.</summary>
        public long Owner;
    }

    /// <summary>A sampler.</summary>
    /// <param name="distance">Distances in field coordinates.</param>
    /// <param name="domain">Where samples may lie, in field coordinates.</param>
    /// <param name="sigma">Standard deviation of the places beside the surface, in field units.</param>
    /// <param name="mix">How many samples are of which kind.</param>
    /// <param name="training">Batch size and seed.</param>
    public SurfaceSampler(
        SignedDistance distance, Box3 domain, double sigma, SurfaceMix mix, TrainingSpec training)
    {
        ArgumentNullException.ThrowIfNull(distance);
        ArgumentNullException.ThrowIfNull(training);
        (_distance, _sigma, _seed, _batch) = (distance, (float)sigma, training.Seed, training.BatchSize);
        (_low, _size) = (domain.Min.ToVector3(), domain.Size.ToVector3());
        (_, int near, int uniform) = mix.Split(_batch);
        _off = (near + uniform) / Uses * Uses;
        _new = _off / Uses;
        _near = (int)((long)_new * near / Math.Max(1, near + uniform));
        _surface = new SurfacePoints(distance.Tree.Mesh);
        _pool = new PooledPlace[Kept * _new];
    }

    /// <inheritdoc/>
    public int InputCount => 3;

    /// <inheritdoc/>
    public int TargetCount => 1;

    /// <inheritdoc/>
    public SampleReuse Reuse => new(_off, Uses, Lag);

    /// <summary>Seconds that threads have spent on measuring distances so far, added up.</summary>
    public double MeasuringSeconds => Volatile.Read(ref _ticks) / (double)Stopwatch.Frequency;

    /// <inheritdoc/>
    public void Fill(long firstSample, SampleRows inputs, SampleRows targets)
    {
        (long step, long first) = Math.DivRem(firstSample, _batch);
        for (int done = 0; done < inputs.Count;)
        {
            int place = (int)first + done, count = Math.Min(inputs.Count - done, _batch - place);
            // Dear samples come first in a batch, so that the last tiles to be claimed are short.
            int off = Math.Clamp(_off - place, 0, count);
            if (off > 0) FillOff(step, place, inputs, targets, done, off);
            if (off < count) FillOn(step, place + off, inputs, targets, done + off, count - off);
            done += count;
            (step, first) = (step + 1, -done);
        }
    }

    private static void Write(SampleRows inputs, SampleRows targets, int at, Vector3 place, float distance)
    {
        (inputs[0][at], inputs[1][at], inputs[2][at]) = (place.X, place.Y, place.Z);
        targets[0][at] = distance;
    }

    private void FillOn(long step, int place, SampleRows inputs, SampleRows targets, int at, int count)
    {
        Span<Vector3> places = stackalloc Vector3[Block];
        for (int done = 0; done < count; done += Block)
        {
            Span<Vector3> run = places[..Math.Min(Block, count - done)];
            _surface.Fill(_seed, (step * (_batch - _off)) + place - _off + done, run);
            for (int i = 0; i < run.Length; i++) Write(inputs, targets, at + done + i, run[i], 0);
        }
    }

    /// <summary>Samples off the surface: consecutive ones are of different age, so that tiles are equally dear.</summary>
    private void FillOff(long step, int place, SampleRows inputs, SampleRows targets, int at, int count)
    {
        Measure(step, place, count);
        for (int i = 0; i < count; i++)
        {
            ref PooledPlace pooled = ref Slot(step, place + i, out _, out _);
            Write(inputs, targets, at + i, pooled.Place, pooled.Distance);
        }
    }

    /// <summary>Where a sample of a step is pooled, the step that it was new in, and its number among the new.</summary>
    private ref PooledPlace Slot(long step, int place, out long bornIn, out int entry)
    {
        (entry, int age) = Math.DivRem(place, Uses);
        bornIn = step - (age * Lag);
        long ring = ((bornIn % Kept) + Kept) % Kept;
        return ref _pool[(ring * _new) + entry];
    }

    /// <summary>Draws and measures those of a step's samples that the pool does not hold.</summary>
    private void Measure(long step, int place, int count)
    {
        Span<Vector3> places = stackalloc Vector3[Block];
        Span<float> bounds = stackalloc float[Block];
        Span<int> missing = stackalloc int[Block];
        int found = 0;
        for (int i = 0; i < count; i++)
        {
            ref PooledPlace pooled = ref Slot(step, place + i, out long bornIn, out int entry);
            if (pooled.Owner == OwnerOf(bornIn)) continue;
            (places[found], bounds[found]) = Draw(bornIn, entry);
            missing[found++] = place + i;
            if (found < Block) continue;
            Keep(step, places, bounds, missing);
            found = 0;
        }
        if (found > 0) Keep(step, places[..found], bounds[..found], missing[..found]);
    }

    private void Keep(long step, ReadOnlySpan<Vector3> places, ReadOnlySpan<float> bounds, ReadOnlySpan<int> samples)
    {
        long start = Stopwatch.GetTimestamp();
        Span<float> distances = stackalloc float[Block];
        _distance.Query(places, distances[..places.Length], upperBounds: bounds);
        for (int i = 0; i < places.Length; i++)
        {
            ref PooledPlace pooled = ref Slot(step, samples[i], out long bornIn, out _);
            pooled = new() { Place = places[i], Distance = distances[i], Owner = OwnerOf(bornIn) };
        }
        Interlocked.Add(ref _ticks, Stopwatch.GetTimestamp() - start);
    }

    /// <summary>A place off the surface with a bound of its distance.</summary>
    private (Vector3 Place, float Bound) Draw(long step, int entry)
    {
        long number = (step * _new) + entry;
        if (entry >= _near) return (_low + (_size * new SampleRandom(_seed, Stream, number).Unit3()), float.MaxValue);
        Vector3 place = default;
        float bound = 0;
        // Another seed, so that these feet are not the places that are trained on the surface.
        _surface.FillNear(~_seed, number, _sigma, new(ref place), new(ref bound));
        return (Vector3.Clamp(place, _low, _low + _size), bound);
    }

    private static long OwnerOf(long step) => step + Kept + 1; // above 0 for the steps before the first, too

    /// <summary>Tells these samples apart from other uses of the same seed.</summary>
    private const ulong Stream = 0x73757266616365;
}
