using NeuralFields.Numerics;
using NeuralFields.Training;

namespace NeuralFields.Backends.Cpu;

/// <summary>
/// The kernels of every place that samples can have, such as the pixels of a picture, found when a place comes first. Two
/// workers may find the same place at once: they find and write the same.
/// </summary>
internal sealed unsafe class BasisTable : IDisposable
{
    // 128 MiB: two million pixels with four kernels each.
    private const long MostFloats = 1L << 25;

    private readonly AlignedBuffer<float> _rows;
    private readonly bool[] _isKnown;
    private readonly int _columns;
    private readonly nint _stride;

    public BasisTable(FieldPlan plan, ISampleSource source)
    {
        (Source, _columns, _stride) = (source, plan.BasisRows, plan.Stride);
        _rows = new((long)source.PlaceCount * _columns);
        _isKnown = new bool[source.PlaceCount];
    }

    /// <summary>Where samples come from.</summary>
    public ISampleSource Source { get; }

    /// <summary>Whether there are few enough places.</summary>
    public static bool Serves(FieldPlan plan, ISampleSource source)
        => plan.BasisRows > 0 && source.PlaceCount > 0 && (long)source.PlaceCount * plan.BasisRows <= MostFloats;

    /// <summary>Writes the rows of samples whose places are known.</summary>
    /// <param name="places">[samples] numbers of places.</param>
    /// <param name="basis">The tile's rows.</param>
    /// <param name="unknown">[samples] receives the other samples.</param>
    /// <returns>How many those are.</returns>
    public int Read(ReadOnlySpan<int> places, float* basis, int* unknown)
    {
        int count = 0;
        for (int t = 0; t < places.Length; t++)
        {
            if (!Volatile.Read(ref _isKnown[places[t]]))
            {
                unknown[count++] = t;
                continue;
            }
            float* own = _rows.Pointer + ((nint)places[t] * _columns);
            for (int row = 0; row < _columns; row++) basis[(row * _stride) + t] = own[row];
        }
        return count;
    }

    /// <summary>Keeps the rows of a sample.</summary>
    /// <param name="place">The number of its place.</param>
    /// <param name="basis">The sample in the tile's first row.</param>
    public void Keep(int place, float* basis)
    {
        float* own = _rows.Pointer + ((nint)place * _columns);
        for (int row = 0; row < _columns; row++) own[row] = basis[row * _stride];
        Volatile.Write(ref _isKnown[place], true);
    }

    public void Dispose() => _rows.Dispose();
}
