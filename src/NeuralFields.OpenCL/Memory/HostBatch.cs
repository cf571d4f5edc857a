using NeuralFields.Numerics;
using NeuralFields.OpenCL.Emission;
using NeuralFields.Training;

namespace NeuralFields.OpenCL.Memory;

/// <summary>
/// Batches as samples are drawn on the host, and their copy on the device. The host holds two: the next batch is drawn
/// while the device learns from this one.
/// </summary>
internal sealed unsafe class HostBatch : IDisposable
{
    private readonly AlignedBuffer<float>[] _coordinates, _targets;
    private readonly ISampleSource _source;
    private readonly int _samples;
    private bool _isDrawn, _isSent;

    /// <summary>Memory for batches.</summary>
    /// <param name="session">The device.</param>
    /// <param name="source">Where samples come from.</param>
    /// <param name="samples">Samples of a batch.</param>
    /// <param name="blocks">Times that the device has room for the coordinates.</param>
    public HostBatch(ClSession session, ISampleSource source, int samples, int blocks = 1)
    {
        (_source, _samples) = (source, samples);
        IsFixed = source.RepeatsAfter is > 0 and var period && samples % period == 0;
        TileCount = (samples + FieldKernels.Tile - 1) / FieldKernels.Tile;
        long inputs = (long)PaddedSamples * source.InputCount, targets = (long)PaddedSamples * source.TargetCount;
        _coordinates = [new(inputs), new(inputs)];
        _targets = [new(targets), new(targets)];
        Coordinates = ClBuffer.Of<float>(session, inputs * blocks);
        Targets = ClBuffer.Of<float>(session, targets);
    }

    /// <summary>Whether all batches are the same.</summary>
    public bool IsFixed { get; }

    /// <summary>Tiles of a batch.</summary>
    public int TileCount { get; }

    /// <summary>Samples with those that fill the last tile; their coordinates are zero.</summary>
    public int PaddedSamples => TileCount * FieldKernels.Tile;

    /// <summary>[tiles, inputs, Tile] on the device.</summary>
    public ClBuffer Coordinates { get; }

    /// <summary>[tiles, targets, Tile] on the device.</summary>
    public ClBuffer Targets { get; }

    /// <summary>Draws the batch of a step on the host.</summary>
    public void Draw(long step)
    {
        if (IsFixed && _isDrawn) return;
        _isDrawn = true;
        for (int tile = 0; tile < TileCount; tile++)
        {
            int first = tile * FieldKernels.Tile, count = Math.Min(FieldKernels.Tile, _samples - first);
            _source.Fill((step * _samples) + first,
                new SampleRows(Half(_coordinates, step) + ((long)first * _source.InputCount), FieldKernels.Tile, count),
                new SampleRows(Half(_targets, step) + ((long)first * _source.TargetCount), FieldKernels.Tile, count));
        }
    }

    /// <summary>Sends the batch of a step; its half on the host must stay until the device has worked.</summary>
    public void Send(long step)
    {
        if (IsFixed && _isSent) return;
        _isSent = true;
        Coordinates.Enqueue(Half(_coordinates, step), _coordinates[0].Length);
        Targets.Enqueue(Half(_targets, step), _targets[0].Length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (AlignedBuffer<float> buffer in _coordinates.Concat(_targets)) buffer.Dispose();
        Coordinates.Dispose();
        Targets.Dispose();
    }

    private static float* Half(AlignedBuffer<float>[] halves, long step) => halves[step & 1].Pointer;
}
