namespace NeuralFields.Backends.Cpu;

/// <summary>
/// The first half of a step: forward, loss and backward of every tile, with the next batch drawn on the way.
/// </summary>
internal sealed unsafe class TileTraining : IParallelWork, IDisposable
{
    private readonly CpuProgram _program;
    private readonly TrainingBatch _batch;
    private readonly TileLearning _learning;
    private readonly double[] _losses;
    private readonly float _scale;

    public TileTraining(CpuProgram program, TrainingBatch batch, TileLearning learning, float scale)
    {
        (_program, _batch, _learning, _scale) = (program, batch, learning, scale);
        Gradients = new(program.Plan.DenseLength);
        Gradients.Deal(batch.TileCount);
        _losses = new double[Gradients.Count];
    }

    /// <summary>The sums of network gradients.</summary>
    public ChunkGradients Gradients { get; }

    /// <summary>The step whose batch is learnt from.</summary>
    public long Step { get; set; }

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
        (int first, int end) = Gradients.Begin(item);
        frame.WeightGradients = Gradients[item];
        double loss = 0;
        for (int tile = first; tile < end; tile++)
        {
            loss += Learn(frame, tile);
            _batch.Draw(Step + 1, tile);
        }
        _losses[item] = loss;
    }

    public void Dispose() => Gradients.Dispose();

    private double Learn(TileFrame frame, int tile)
    {
        frame.Columns = _batch.ColumnsOf(tile);
        frame.Coordinates = _batch.Coordinates(Step, tile);
        frame.Features = _batch.Features(tile);
        frame.Basis = _batch.Basis(Step, tile);
        frame.Records = _batch.Records(tile);
        return _learning.Learn(frame, _batch.Targets(Step, tile), _batch.SamplesOf(tile));
    }
}
