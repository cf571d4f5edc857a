using System.Numerics;
using NeuralFields.Numerics;
using NeuralFields.Volumes;

namespace NeuralFields.Backends.Cpu;

/// <summary>
/// What is known of the density in each cell, as the optical thickness of the shortest reference step, and the bits
/// that follow from it.
/// </summary>
internal sealed unsafe class OccupancyValues : IParallelWork, IDisposable
{
    private const int BricksPerItem = 2048;

    private readonly AlignedBuffer<float> _values;
    private readonly double[] _sums;
    private readonly long[] _seen;
    private float _threshold;
    private bool _isMeasuring;

    public OccupancyValues(int cascades)
    {
        Bits = new(cascades);
        Bits.Fill();
        _values = new((long)cascades * OccupancyBits.CellsPerCascade);
        for (long i = 0; i < _values.Length; i++) _values.Pointer[i] = OccupancyRule.Unseen;
        (_sums, _seen) = (new double[Items(1)], new long[Items(1)]);
    }

    /// <summary>What may hold something, as of the last renewal.</summary>
    public OccupancyBits Bits { get; }

    /// <summary>[cells] the optical thickness of the shortest reference step in each.</summary>
    public ReadOnlySpan<float> Known => _values.Span;

    public int CellCount => (int)_values.Length;

    /// <summary>Takes a density into account: the maximum of the recent past.</summary>
    public void Learn(int cell, float density)
    {
        float value = _values.Pointer[cell], thickness = density * OccupancyRule.Thickness;
        _values.Pointer[cell] =
            value == OccupancyRule.Unseen ? thickness : MathF.Max(value * OccupancyRule.Decay, thickness);
    }

    /// <summary>Renews the bits: above a fixed value, or above the mean while the whole field is thin.</summary>
    public void Renew(WorkerPool pool)
    {
        _isMeasuring = true;
        pool.Run(this, Items(1));
        double sum = _sums.Sum();
        long seen = Math.Max(1, _seen.Sum());
        _threshold = MathF.Min(OccupancyRule.Threshold, (float)(sum / seen));
        _isMeasuring = false;
        pool.Run(this, Items(Bits.Cascades));
        Bits.Complete();
    }

    public void Run(int item, int worker)
    {
        if (_isMeasuring) Measure(item);
        else
            for (int brick = item * BricksPerItem; brick < (item + 1) * BricksPerItem; brick++) Bits.Set(brick, Word(brick));
    }

    /// <summary>Values, negated where the bit is off.</summary>
    public float[] Save()
    {
        float[] saved = _values.Span.ToArray();
        for (int cell = 0; cell < saved.Length; cell++)
            if (!Bits[cell]) saved[cell] = -saved[cell];
        return saved;
    }

    /// <summary>Takes over what <see cref="Save"/> gave.</summary>
    public void Restore(ReadOnlySpan<float> saved)
    {
        Shape.Require(saved.Length, CellCount, "one value per cell of the occupancy grid");
        for (int cell = 0; cell < saved.Length; cell++) _values.Pointer[cell] = MathF.Abs(saved[cell]);
        Bits.SetFrom(saved);
    }

    public void Dispose() => _values.Dispose();

    private static int Items(int cascades) => cascades * OccupancyBits.BricksPerCascade / BricksPerItem;

    /// <summary>Sums over cells of the finest cascade that were looked into.</summary>
    private void Measure(int item)
    {
        double sum = 0;
        long seen = 0;
        float* value = _values.Pointer + ((long)item * BricksPerItem * 64), end = value + (BricksPerItem * 64);
        for (; value < end; value++)
        {
            if (*value == OccupancyRule.Unseen) continue;
            sum += *value;
            seen++;
        }
        (_sums[item], _seen[item]) = (sum, seen);
    }

    private ulong Word(int brick)
    {
        float* values = _values.Pointer + ((long)brick * 64);
        Vector<float> threshold = new(_threshold);
        ulong word = 0;
        for (int i = 0; i < 64; i += Vector<float>.Count)
        {
            Vector<int> above = Vector.GreaterThan(Vector.Load(values + i), threshold);
            if (above == Vector<int>.Zero) continue;
            for (int lane = 0; lane < Vector<float>.Count; lane++)
                if (above[lane] != 0) word |= 1ul << (i + lane);
        }
        return word;
    }
}
