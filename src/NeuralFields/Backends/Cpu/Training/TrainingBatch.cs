using NeuralFields.Numerics;
using NeuralFields.Training;

namespace NeuralFields.Backends.Cpu;

/// <summary>
/// The rows of a whole batch that outlive a tile. Coordinates and targets exist twice, since the next batch is drawn
/// while this one is learnt from; features exist once, since their gradient overwrites them and a level's owner then
/// writes the next batch's features over that.
/// </summary>
internal sealed unsafe class TrainingBatch : TileBatch, IDisposable
{
    private readonly AlignedBuffer<float>[] _coordinates, _targets;
    private readonly AlignedBuffer<float> _features, _records;
    private readonly BasisHistory _basis;
    private readonly FieldPlan _plan;
    private readonly ISampleSource _source;
    private readonly DifferenceStencil? _stencil;
    private readonly int _tileSize;

    /// <summary>A batch's memory.</summary>
    /// <param name="plan">The field.</param>
    /// <param name="source">Where samples come from.</param>
    /// <param name="samples">Samples of the batch.</param>
    /// <param name="tileSize">Columns of a tile; at most the plan's.</param>
    /// <param name="stencil">Displacements for which a tile has further columns, or null.</param>
    public TrainingBatch(FieldPlan plan, ISampleSource source, int samples, int tileSize, DifferenceStencil? stencil)
    {
        (_plan, _source, _stencil, Samples) = (plan, source, stencil, samples);
        _tileSize = stencil is null ? tileSize : tileSize / stencil.Blocks / 16 * 16;
        TileCount = (samples + _tileSize - 1) / _tileSize;
        long row = (long)TileCount * plan.Stride;
        _coordinates = [new(row * source.InputCount), new(row * source.InputCount)];
        _targets = [new(row * source.TargetCount), new(row * source.TargetCount)];
        _features = new(row * plan.FeatureRows);
        _records = new(row * plan.RecordLength);
        _basis = new(
            plan, TileCount, _tileSize, source,
            isFixed: source.RepeatsAfter is > 0 and var period && samples % period == 0,
            isDisplaced: stencil is not null);
    }

    public override bool IsFixed => _basis.IsFixed;

    /// <summary>Samples of the batch.</summary>
    public int Samples { get; }

    public int TileCount { get; }

    /// <summary>Samples of a tile, before padding.</summary>
    public int SamplesOf(int tile) => Math.Min(_tileSize, Samples - (tile * _tileSize));

    public override int TilesOf(long step) => TileCount;

    public override int ColumnsOf(long step, int tile) => ColumnsOf(tile);

    /// <summary>Columns of a tile that kernels compute.</summary>
    public int ColumnsOf(int tile) => DenseKernels.Padded(SamplesOf(tile)) * (_stencil?.Blocks ?? 1);

    public override float* Coordinates(long step, int tile)
        => _coordinates[step & 1].Pointer + ((nint)tile * _source.InputCount * _plan.Stride);

    /// <summary>A tile's target rows in the batch of a step.</summary>
    public float* Targets(long step, int tile)
        => _targets[step & 1].Pointer + ((nint)tile * _source.TargetCount * _plan.Stride);

    public override float* Features(int tile) => _features.Pointer + ((nint)tile * _plan.FeatureRows * _plan.Stride);

    public override float* Basis(long step, int tile) => _basis[step, tile];

    public override float* Records(int tile) => _records.Pointer + ((nint)tile * _plan.RecordLength * _plan.Stride);

    /// <summary>Draws a tile's samples for a step. Padding behind samples is never written and stays zero.</summary>
    public void Draw(long step, int tile)
    {
        int count = SamplesOf(tile);
        float* coordinates = Coordinates(step, tile);
        long first = (step * Samples) + ((long)tile * _tileSize);
        _source.Fill(
            first,
            new SampleRows(coordinates, _plan.Stride, count),
            new SampleRows(Targets(step, tile), _plan.Stride, count));
        _stencil?.Displace(coordinates, _source.InputCount, _plan.Stride, DenseKernels.Padded(count));
        _basis.Locate(step, tile, first, coordinates, count, ColumnsOf(tile));
    }

    public void Dispose()
    {
        foreach (AlignedBuffer<float> buffer in (AlignedBuffer<float>[])[.. _coordinates, .. _targets]) buffer.Dispose();
        _basis.Dispose();
        _features.Dispose();
        _records.Dispose();
    }
}
