namespace NeuralFields.Backends.Cpu;

/// <summary>
/// The first part of a step: the chunks of tiles are learnt from, and the next step's rays are marched.
/// </summary>
internal sealed unsafe class RayTileTraining(
    CpuProgram program, RayBatch batch, RayTileLearning learning, RayMarching marching) : IParallelWork, IDisposable
{
    private readonly double[] _losses = new double[ChunkGradients.MostChunks];

    /// <summary>The sums of network gradients.</summary>
    public ChunkGradients Gradients { get; } = new(program.Plan.DenseLength);

    public int ItemCount => Gradients.Count + marching.ItemCount;

    /// <summary>The step that is learnt from.</summary>
    public long Step { get; private set; }

    /// <summary>Samples that were learnt from.</summary>
    public long Used
    {
        get
        {
            RaySet set = batch.Of(Step);
            long used = 0;
            for (int tile = 0; tile < set.TileCount; tile++) used += set.Tiles[tile].Used;
            return used;
        }
    }

    /// <summary>Begins a step.</summary>
    public void Begin(long step)
    {
        (Step, marching.Step) = (step, step + 1);
        Gradients.Deal(batch.TilesOf(step));
    }

    /// <summary>The mean loss over rays and channels, once all items have run.</summary>
    public double MeanLoss()
    {
        double sum = 0;
        for (int chunk = 0; chunk < Gradients.Count; chunk++) sum += _losses[chunk];
        return sum / (3.0 * Math.Max(1, batch.Of(Step).RayCount));
    }

    public void Run(int item, int worker)
    {
        if (item < Gradients.Count) Learn(item, worker);
        else marching.Run(item - Gradients.Count, worker);
    }

    public void Dispose() => Gradients.Dispose();

    private void Learn(int chunk, int worker)
    {
        TileFrame frame = program.Frames[worker];
        RaySet set = batch.Of(Step);
        (int first, int end) = Gradients.Begin(chunk);
        frame.WeightGradients = Gradients[chunk];
        double loss = 0;
        for (int tile = first; tile < end; tile++)
        {
            frame.Coordinates = set.Coordinates(tile);
            frame.Features = batch.Features(tile);
            frame.Basis = batch.Basis(Step, tile);
            frame.Records = batch.Records(tile);
            loss += learning.Learn(frame, set, tile, worker);
        }
        _losses[chunk] = loss;
    }
}
