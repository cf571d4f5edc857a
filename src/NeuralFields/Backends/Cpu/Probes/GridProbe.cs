using NeuralFields.Encodings;
using NeuralFields.Numerics;

namespace NeuralFields.Backends.Cpu;

/// <summary>
/// The grid's part of a training step by itself, for measurements: tables, tiles and the split by level are those of
/// training, everything around them is left out.
/// </summary>
public sealed unsafe class GridProbe : IDisposable
{
    /// <summary>As long as the tiles of a narrow network behind the grid.</summary>
    private const int TileSize = 384, Stride = TileSize + 16;

    private readonly GridLayout _layout;
    private readonly GridKernel _kernel;
    private readonly WorkerPool _pool;
    private readonly AlignedBuffer<float> _tables, _points, _features;
    private readonly AlignedBuffer<float>[] _gradients;
    private readonly LevelPass _encode, _scatter;

    /// <summary>Random tables and random points in the unit square or cube.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="dimensions">Coordinates, 1 to 7.</param>
    /// <param name="samples">Points per pass; rounded up to whole tiles.</param>
    /// <param name="threads">Threads that share the levels.</param>
    /// <param name="width">Lanes per vector.</param>
    /// <exception cref="InputException">The tables would be too large, or dimensions is out of range.</exception>
    public GridProbe(Grid grid, int dimensions, int samples, int threads, LaneWidth width)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _layout = grid.Layout(dimensions);
        _kernel = GridKernel.For(_layout, width);
        TileCount = (samples + TileSize - 1) / TileSize;
        _pool = new(threads);
        GridLevel last = _layout.Levels[^1];
        _tables = Random((long)(last.FirstEntry + last.Entries) * _layout.Features, stream: 1);
        _points = Random((long)TileCount * dimensions * Stride, stream: 2);
        _features = Random((long)TileCount * _layout.OutputCount * Stride, stream: 3);
        int longest = _layout.Levels.Max(l => l.Entries) * _layout.Features;
        _gradients = [.. Enumerable.Range(0, _pool.Count).Select(_ => new AlignedBuffer<float>(longest))];
        (_encode, _scatter) = (new(this, Encode), new(this, Scatter));
    }

    /// <summary>Points of one pass.</summary>
    public int SampleCount => TileCount * TileSize;

    private int TileCount { get; }

    /// <summary>Interpolates the features of all points on all levels.</summary>
    public void Encode() => _pool.Run(_encode, _layout.Levels.Length);

    /// <summary>Adds the gradients of all points to the tables of all levels.</summary>
    public void Scatter() => _pool.Run(_scatter, _layout.Levels.Length);

    /// <inheritdoc/>
    public void Dispose()
    {
        _pool.Dispose();
        foreach (AlignedBuffer<float> buffer in (AlignedBuffer<float>[])[_tables, _points, _features, .. _gradients])
            buffer.Dispose();
    }

    private void Encode(int number, int worker)
    {
        GridLevel level = _layout.Levels[number];
        float* table = _tables.Pointer + ((nint)level.FirstEntry * _layout.Features);
        for (int tile = 0; tile < TileCount; tile++)
            _kernel.Encode(level, table, Points(tile), Stride, Features(tile, number), Stride, TileSize);
    }

    private void Scatter(int number, int worker)
    {
        GridLevel level = _layout.Levels[number];
        for (int tile = 0; tile < TileCount; tile++)
            _kernel.Scatter(
                level, _gradients[worker].Pointer, Points(tile), Stride, Features(tile, number), Stride, TileSize);
    }

    private float* Points(int tile) => _points.Pointer + ((nint)tile * _layout.Dimensions * Stride);

    private float* Features(int tile, int level)
        => _features.Pointer + ((((nint)tile * _layout.OutputCount) + (level * _layout.Features)) * Stride);

    private static AlignedBuffer<float> Random(long length, ulong stream)
    {
        AlignedBuffer<float> buffer = new(length);
        Pcg32 random = new(seed: 1, stream);
        for (long i = 0; i < length; i++) buffer.Pointer[i] = random.NextFloat();
        return buffer;
    }

    /// <summary>One item per level, the finest first as in training.</summary>
    private sealed class LevelPass(GridProbe probe, Action<int, int> level) : IParallelWork
    {
        public void Run(int item, int worker) => level(probe._layout.Levels.Length - 1 - item, worker);
    }
}
