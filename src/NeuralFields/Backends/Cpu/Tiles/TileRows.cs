namespace NeuralFields.Backends.Cpu;

/// <summary>The memories that hold a tile's rows.</summary>
internal enum TileSpace
{
    /// <summary>Coordinates of the samples.</summary>
    Coordinates,

    /// <summary>Features of trained tables; in training they outlive the tile, see <see cref="TrainingBatch"/>.</summary>
    Features,

    /// <summary>Kernels of radial bases and their values at the samples; in training they come with the samples.</summary>
    Basis,

    /// <summary>The worker's own memory.</summary>
    Scratch,

    /// <summary>The worker's own memory for steps that differentiate twice; there once such a run has begun.</summary>
    Second,
}

/// <summary>Consecutive rows of a tile; a row holds one number of each sample.</summary>
/// <param name="Space">The memory.</param>
/// <param name="First">The first row.</param>
/// <param name="Count">Rows in use; the memory behind them is padded to 16 rows, which read zero.</param>
internal readonly record struct TileRows(TileSpace Space, int First, int Count)
{
    /// <summary>Some of the rows.</summary>
    public TileRows Slice(int first, int count) => new(Space, First + first, count);
}

/// <summary>Hands out rows of the memories while a field is planned.</summary>
internal sealed class TileRowCounter
{
    private int _scratch, _features, _second, _basis;

    public int ScratchRows => _scratch;

    public int FeatureRows => _features;

    public int SecondRows => _second;

    public int BasisRows => _basis;

    /// <summary>Floats of a sample's record: the gradients that are read sample by sample.</summary>
    public int RecordLength { get; private set; }

    /// <summary>Takes room in every sample's record.</summary>
    /// <param name="length">Floats; a multiple of 16.</param>
    /// <returns>Where the room starts, in floats per sample of all records before it.</returns>
    public int TakeRecord(int length)
    {
        int first = RecordLength;
        RecordLength += length;
        return first;
    }

    /// <summary>New rows. Padding rows behind them are never written, so that they stay zero.</summary>
    public TileRows Take(TileSpace space, int count)
    {
        ref int next = ref Next(space);
        TileRows rows = new(space, next, count);
        next += DenseKernels.Padded(Math.Max(1, count));
        return rows;
    }

    private ref int Next(TileSpace space)
    {
        if (space == TileSpace.Features) return ref _features;
        if (space == TileSpace.Basis) return ref _basis;
        return ref space == TileSpace.Second ? ref _second : ref _scratch;
    }
}
