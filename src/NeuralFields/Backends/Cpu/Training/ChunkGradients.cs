using NeuralFields.Numerics;

namespace NeuralFields.Backends.Cpu;

/// <summary>
/// Sums of network gradients, one per fixed chunk of tiles: a chunk sums its tiles in order, and chunks are added up in
/// order, so that the sums do not depend on who computed them.
/// </summary>
internal sealed unsafe class ChunkGradients : IDisposable
{
    /// <summary>
    /// The most chunks of a batch: few enough that adding them up stays small, enough to balance dozens of workers.
    /// </summary>
    public const int MostChunks = 32;

    private readonly AlignedBuffer<float> _sums;
    private readonly long _length;
    private int _tileCount, _tilesPerChunk;

    /// <summary>Memory for any number of tiles.</summary>
    /// <param name="length">Floats of all networks.</param>
    public ChunkGradients(long length)
    {
        _length = length;
        _sums = new(MostChunks * length);
    }

    /// <summary>Chunks of the batch at hand.</summary>
    public int Count { get; private set; }

    /// <summary>A chunk's sums.</summary>
    public float* this[int chunk] => _sums.Pointer + (chunk * _length);

    /// <summary>Deals tiles to chunks.</summary>
    public void Deal(int tileCount)
    {
        _tileCount = tileCount;
        _tilesPerChunk = Math.Max(1, (tileCount + MostChunks - 1) / MostChunks);
        Count = Math.Max(1, (tileCount + _tilesPerChunk - 1) / _tilesPerChunk);
    }

    /// <summary>The tiles of a chunk, whose sums are set to zero.</summary>
    public (int First, int End) Begin(int chunk)
    {
        new Span<float>(this[chunk], (int)_length).Clear();
        return (chunk * _tilesPerChunk, Math.Min(_tileCount, (chunk + 1) * _tilesPerChunk));
    }

    public void Dispose() => _sums.Dispose();
}
