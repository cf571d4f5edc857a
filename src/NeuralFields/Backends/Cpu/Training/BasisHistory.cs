using NeuralFields.Numerics;
using NeuralFields.Training;

namespace NeuralFields.Backends.Cpu;

/// <summary>
/// The kernels of the samples of the last steps. Where samples or places come again, their kernels are those that were
/// found for them before; a step then finds kernels for what is new alone.
/// </summary>
internal sealed unsafe class BasisHistory : IDisposable
{
    private readonly FieldPlan _plan;
    private readonly EncoderNode[] _encoders;
    private readonly AlignedBuffer<float> _rows;
    private readonly long[] _owners;
    private readonly SampleReuse _reuse;
    private readonly BasisTable? _table;
    private readonly int _tiles, _tileSize, _inputs, _steps;

    /// <summary>Memory for the steps that are needed.</summary>
    /// <param name="plan">The field.</param>
    /// <param name="tiles">Tiles of a batch.</param>
    /// <param name="tileSize">Samples of a tile.</param>
    /// <param name="source">Where samples come from.</param>
    /// <param name="isFixed">Whether all steps have the same samples.</param>
    /// <param name="isDisplaced">Whether the tile has further columns, whose places are none of the source's.</param>
    public BasisHistory(FieldPlan plan, int tiles, int tileSize, ISampleSource source, bool isFixed, bool isDisplaced)
    {
        SampleReuse reuse = isDisplaced ? default : source.Reuse;
        (_plan, _tiles, _tileSize, _inputs, _reuse, IsFixed) = (plan, tiles, tileSize, source.InputCount, reuse, isFixed);
        if (!isFixed && !isDisplaced && BasisTable.Serves(plan, source)) _table = new(plan, source);
        _encoders = [.. plan.Encoders];
        // The next step's kernels are found while this one's are in use.
        _steps = isFixed ? 1 : Math.Max(2, plan.BasisRows == 0 ? 0 : reuse.Lag + 1);
        _rows = new((long)_steps * tiles * plan.BasisRows * plan.Stride);
        _owners = new long[_steps * tiles];
        Array.Fill(_owners, -1);
    }

    /// <summary>Whether all steps have the same samples.</summary>
    public bool IsFixed { get; }

    /// <summary>A tile's rows in the batch of a step.</summary>
    public float* this[long step, int tile] => _rows.Pointer + ((nint)Place(step, tile) * _plan.BasisRows * _plan.Stride);

    /// <summary>Finds the kernels of a tile's samples.</summary>
    /// <param name="step">The step.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="firstSample">The number of its first sample since the start of training.</param>
    /// <param name="coordinates">Its rows of coordinates.</param>
    /// <param name="samples">Its samples.</param>
    /// <param name="columns">Columns that are computed.</param>
    public void Locate(long step, int tile, long firstSample, float* coordinates, int samples, int columns)
    {
        ref long owner = ref _owners[Place(step, tile)];
        if (IsFixed && owner >= 0) return;
        owner = step;
        if (_reuse.Lag > 0 && step >= _reuse.Lag && _owners[Place(step - _reuse.Lag, tile)] == step - _reuse.Lag)
            LocateNew(step, tile, coordinates, samples);
        else if (_table is not null)
            LocateByPlace(firstSample, coordinates, this[step, tile], samples);
        else
            foreach (EncoderNode encoder in _encoders) encoder.Locate(coordinates, this[step, tile], _plan.Stride, columns);
    }

    public void Dispose()
    {
        _rows.Dispose();
        _table?.Dispose();
    }

    private int Place(long step, int tile) => ((int)(step % _steps) * _tiles) + tile;

    private void LocateNew(long step, int tile, float* coordinates, int samples)
    {
        nint stride = _plan.Stride;
        float* basis = this[step, tile], earlier = this[step - _reuse.Lag, tile];
        for (int row = 0; row < _plan.BasisRows; row++)
            new Span<float>(earlier + (row * stride), samples - 1).CopyTo(new(basis + (row * stride) + 1, samples - 1));
        int* at = stackalloc int[samples];
        int count = 0, first = tile * _tileSize;
        for (int t = 0; t < samples; t++)
            if (_reuse.IsNew(first + t)) at[count++] = t;
        Locate(coordinates, basis, at, count);
    }

    private void LocateByPlace(long firstSample, float* coordinates, float* basis, int samples)
    {
        int* places = stackalloc int[samples], at = stackalloc int[samples];
        _table!.Source.Places(firstSample, new(places, samples));
        int count = _table.Read(new(places, samples), basis, at);
        if (count == 0) return;
        Locate(coordinates, basis, at, count);
        for (int i = 0; i < count; i++) _table.Keep(places[at[i]], basis + at[i]);
    }

    /// <summary>Finds the kernels of some of a tile's samples.</summary>
    private void Locate(float* coordinates, float* basis, int* at, int count)
    {
        nint stride = _plan.Stride;
        int columns = DenseKernels.Padded(count);
        float* places = stackalloc float[_inputs * columns], found = stackalloc float[_plan.BasisRows * columns];
        Gather(coordinates, stride, _inputs, at, count, places, columns);
        foreach (EncoderNode encoder in _encoders) encoder.Locate(places, found, columns, columns);
        for (int row = 0; row < _plan.BasisRows; row++)
            for (int i = 0; i < count; i++) basis[(row * stride) + at[i]] = found[(row * columns) + i];
    }

    private static void Gather(float* rows, nint stride, int count, int* at, int columns, float* gathered, int padded)
    {
        for (int row = 0; row < count; row++)
            for (int i = 0; i < padded; i++)
                gathered[(row * padded) + i] = i < columns ? rows[(row * stride) + at[i]] : 0;
    }
}
