namespace NeuralFields.Backends.Cpu;

/// <summary>The tiles of a batch as the owners of grid levels see them.</summary>
internal abstract unsafe class TileBatch
{
    /// <summary>Tiles in the batch of a step.</summary>
    public abstract int TilesOf(long step);

    /// <summary>Columns of a tile that kernels compute in the batch of a step; a multiple of 16.</summary>
    public abstract int ColumnsOf(long step, int tile);

    /// <summary>A tile's coordinate rows in the batch of a step.</summary>
    public abstract float* Coordinates(long step, int tile);

    /// <summary>A tile's feature rows.</summary>
    public abstract float* Features(int tile);

    /// <summary>A tile's rows of kernels and their values in the batch of a step.</summary>
    public abstract float* Basis(long step, int tile);

    /// <summary>The records of a tile's samples.</summary>
    public abstract float* Records(int tile);

    /// <summary>
    /// Whether a batch's samples and their kernels are known before its step begins, so that uses are sorted ahead.
    /// </summary>
    public virtual bool IsKnownAhead => true;

    /// <summary>Whether every step has the same samples, so that what follows from places alone stays.</summary>
    public virtual bool IsFixed => false;
}
