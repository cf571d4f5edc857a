using System.Numerics;
using NeuralFields.Numerics;
using NeuralFields.Parameters;

namespace NeuralFields.Backends.Cpu;

/// <summary>
/// The second half of a step. A level of a grid is one item: scatter its gradient, update it, encode the next batch;
/// nobody else touches the level meanwhile, so no atomics are needed and no order varies. Networks are cut into runs
/// whose chunk gradients are added up in order.
/// </summary>
internal sealed unsafe class UpdateWork : IParallelWork, IDisposable
{
    private const int RunLength = 16 * 1024;

    private readonly CpuProgram _program;
    private readonly FieldPlan _plan;
    private readonly TileBatch _batch;
    private readonly ChunkGradients _gradients;
    private readonly ParameterUpdate _update;
    private readonly LevelItem[] _levels;
    private readonly DenseItem[] _dense;
    private readonly RadialUpdate _radials;
    private readonly AlignedBuffer<float>[] _scratch;

    private readonly record struct LevelItem(EncoderNode Encoder, GridTables Grid, int Level, ParameterRegion Region, float Factor);

    private readonly record struct DenseItem(TrainedLayer Layer, int First, int Length, RegionItem[] Regions);

    private readonly record struct RegionItem(ParameterRegion Region, float Factor);

    public UpdateWork(CpuProgram program, TileBatch batch, ChunkGradients gradients, ParameterUpdate update)
    {
        (_program, _plan, _batch, _gradients, _update) = (program, program.Plan, batch, gradients, update);
        // Fine levels cost most and come first, so that the last items to be claimed are short.
        _levels = [.. _plan.Encoders.SelectMany(Levels).Reverse()];
        _radials = new(_plan, batch, update);
        _dense = [.. _plan.Networks.SelectMany(n => n.Layers).SelectMany(Runs)];
        int longest = Math.Max(_levels.Select(l => l.Region.Length).DefaultIfEmpty(0).Max(), _radials.LongestItem);
        _scratch = [.. Enumerable.Range(0, program.Pool.Count).Select(_ => new AlignedBuffer<float>(longest))];
    }

    public int ItemCount => _radials.ItemCount + _levels.Length + _dense.Length;

    /// <summary>Whether to only encode the batch of <see cref="Step"/> + 1, as before the first step.</summary>
    public bool EncodeOnly { get; set; }

    /// <summary>The step whose gradients are applied.</summary>
    public long Step { get; set; }

    /// <summary>The part that radial bases have in the update.</summary>
    public RadialUpdate Radials => _radials;

    public void Run(int item, int worker)
    {
        if (item < _radials.ItemCount)
        {
            _radials.Run(item, Step, _scratch[worker].Pointer, EncodeOnly);
            return;
        }
        item -= _radials.ItemCount;
        if (item >= _levels.Length)
        {
            if (!EncodeOnly) UpdateDense(_dense[item - _levels.Length]);
            return;
        }
        LevelItem level = _levels[item];
        if (!EncodeOnly) UpdateLevel(level, _scratch[worker].Pointer);
        nint row = level.Encoder.Value.First * (nint)_plan.Stride, input = level.Encoder.Input.Value.First * (nint)_plan.Stride;
        for (int tile = 0, tiles = _batch.TilesOf(Step + 1); tile < tiles; tile++)
            level.Grid.Encode(level.Level, _batch.Coordinates(Step + 1, tile) + input, _plan.Stride,
                _batch.Features(tile) + row, _plan.Stride, _batch.ColumnsOf(Step + 1, tile));
    }

    public void Dispose()
    {
        foreach (AlignedBuffer<float> scratch in _scratch) scratch.Dispose();
    }

    private void UpdateLevel(LevelItem level, float* gradient)
    {
        nint row = level.Encoder.Gradient.First * (nint)_plan.Stride, input = level.Encoder.Input.Value.First * (nint)_plan.Stride;
        if (level.Factor != 0)
            for (int tile = 0, tiles = _batch.TilesOf(Step); tile < tiles; tile++)
                level.Grid.Scatter(level.Level, gradient, _batch.Coordinates(Step, tile) + input, _plan.Stride,
                    _batch.Features(tile) + row, _plan.Stride, _batch.ColumnsOf(Step, tile));
        _update.Apply(level.Region.Start, gradient, level.Region.Length, ParameterRole.Table, level.Factor);
    }

    private void UpdateDense(DenseItem item)
    {
        long start = item.Layer.Start + item.First;
        float* gradient = _gradients[0] + start;
        for (int chunk = 1; chunk < _gradients.Count; chunk++) Add(_gradients[chunk] + start, gradient, item.Length);
        if (item.Layer.IsTied) item.Layer.TieGradients(_gradients[0], _plan.Memory.Weights);
        foreach (RegionItem part in item.Regions)
        {
            long first = Math.Max(start, part.Region.Start);
            long end = Math.Min(start + item.Length, part.Region.Start + part.Region.Length);
            if (end > first)
                _update.Apply(first, _gradients[0] + first, (int)(end - first), part.Region.Role, part.Factor);
        }
    }

    private static void Add(float* source, float* target, int length)
    {
        for (int i = 0; i < length; i += Vector<float>.Count)
            (Vector.Load(target + i) + Vector.Load(source + i)).Store(target + i);
    }

    private IEnumerable<LevelItem> Levels(EncoderNode encoder)
    {
        foreach (GridTables grid in encoder.Grids)
            for (int level = 0; level < grid.LevelCount; level++)
                yield return new(encoder, grid, level, grid.Regions[level], _update.FactorOf(grid.Regions[level].Tensor));
    }

    /// <summary>A layer in runs; a layer with tied weights is one run, since tying needs all of it.</summary>
    private IEnumerable<DenseItem> Runs(TrainedLayer layer)
    {
        RegionItem[] regions = [.. layer.Regions.Select(r => new RegionItem(r, _update.FactorOf(r.Tensor)))];
        int length = layer.IsTied ? layer.Length : RunLength;
        for (int first = 0; first < layer.Length; first += length)
            yield return new(layer, first, Math.Min(length, layer.Length - first), regions);
    }
}

/// <summary>Brings the packed forms of all layers up to date after an update.</summary>
internal sealed unsafe class PackWork(CpuProgram program) : IParallelWork
{
    private readonly TrainedLayer[] _layers = [.. program.Plan.Networks.SelectMany(n => n.Layers)];
    private readonly DenseKernels _kernels = DenseKernels.For(program.Width);

    public int ItemCount => 2 * _layers.Length;

    public void Run(int item, int worker)
        => _layers[item / 2].Pack(_kernels, program.Plan.Memory.Weights, forward: (item & 1) == 0);
}
