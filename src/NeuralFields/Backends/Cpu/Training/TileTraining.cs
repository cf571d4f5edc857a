using NeuralFields.Numerics;

namespace NeuralFields.Backends.Cpu;

/// <summary>
/// The first half of a step: forward, loss and backward of every tile, with the next batch drawn on the way. Tiles are
/// dealt in fixed chunks; a chunk sums the gradients of its tiles in order, so that the sums do not depend on who ran it.
/// </summary>
internal sealed unsafe class TileTraining : IParallelWork, IDisposable
{
    // Few enough that adding them up stays small, many enough to balance some dozens of workers.
    private const int MostChunks = 32;

    private readonly CpuProgram _program;
    private readonly FieldPlan _plan;
    private readonly TrainingBatch _batch;
    private readonly TileLearning _learning;
    private readonly AlignedBuffer<float> _gradients;
    private readonly double[] _losses;
    private readonly int _tilesPerChunk;
    private readonly float _scale;

    public TileTraining(CpuProgram program, TrainingBatch batch, TileLearning learning, float scale)
    {
        (_program, _plan, _batch, _learning, _scale) = (program, program.Plan, batch, learning, scale);
        _tilesPerChunk = (batch.TileCount + MostChunks - 1) / MostChunks;
        ChunkCount = (batch.TileCount + _tilesPerChunk - 1) / _tilesPerChunk;
        _losses = new double[ChunkCount];
        _gradients = new(ChunkCount * _plan.DenseLength);
    }

    public int ChunkCount { get; }

    /// <summary>The step whose batch is learnt from.</summary>
    public long Step { get; set; }

    /// <summary>A chunk's sums of network gradients.</summary>
    public float* Gradients(int chunk) => _gradients.Pointer + (chunk * _plan.DenseLength);

    /// <summary>The mean loss over the batch, once all chunks have run.</summary>
    public double MeanLoss()
    {
        double sum = 0;
        foreach (double loss in _losses) sum += loss;
        return sum * _scale;
    }

    public void Run(int item, int worker)
    {
        TileFrame frame = _program.Frames[worker];
        frame.WeightGradients = Gradients(item);
        new Span<float>(frame.WeightGradients, (int)_plan.DenseLength).Clear();
        double loss = 0;
        int end = Math.Min(_batch.TileCount, (item + 1) * _tilesPerChunk);
        for (int tile = item * _tilesPerChunk; tile < end; tile++)
        {
            loss += Learn(frame, tile);
            _batch.Draw(Step + 1, tile);
        }
        _losses[item] = loss;
    }

    public void Dispose() => _gradients.Dispose();

    private double Learn(TileFrame frame, int tile)
    {
        frame.Columns = _batch.ColumnsOf(tile);
        frame.Coordinates = _batch.Coordinates(Step, tile);
        frame.Features = _batch.Features(tile);
        return _learning.Learn(frame, _batch.Targets(Step, tile), _batch.SamplesOf(tile));
    }
}
