using NeuralFields.Training;

namespace NeuralFields.Backends.Cpu;

/// <summary>
/// Training on the CPU. A step is two regions of parallel work, tiles and levels, and a short third that repacks the
/// networks; nothing is allocated in it.
/// </summary>
internal sealed class CpuTrainingRun : ITrainingRun
{
    private readonly CpuProgram _program;
    private readonly TrainingBatch _batch;
    private readonly ParameterUpdate _update;
    private readonly TileTraining _tiles;
    private readonly UpdateWork _levels;
    private readonly PackWork _pack;
    private readonly DrawWork _draw;
    private long _step;
    private bool _isPrimed;

    public CpuTrainingRun(CpuProgram program, TrainingSpec training, ISampleSource samples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(training.BatchSize, 1);
        _program = program;
        _batch = new(program.Plan, samples, training.BatchSize);
        _update = new(program.Plan.Memory, training, program.Width, program.Plan.Encoders.Any(e => e.Grids.Count > 0));
        _tiles = new(program, _batch, training.Loss);
        _levels = new(program, _batch, _tiles, _update);
        _pack = new(program);
        _draw = new(_batch);
    }

    public double Step(double learningRate)
    {
        if (!_isPrimed) Prime();
        _tiles.Step = _levels.Step = _step;
        _update.Begin(learningRate, _step + 1);
        _program.Pool.Run(_tiles, _tiles.ChunkCount);
        _program.Pool.Run(_levels, _levels.ItemCount);
        _program.Pool.Run(_pack, _pack.ItemCount);
        _step++;
        return _tiles.MeanLoss();
    }

    public TrainingState Save()
    {
        float[] parameters = new float[_program.Layout.Count];
        _program.GetParameters(parameters);
        return _update.Save(_step, parameters);
    }

    public void Restore(TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _update.Restore(state);
        (_step, _isPrimed) = (state.Step, false);
    }

    public void Dispose()
    {
        _batch.Dispose();
        _update.Dispose();
        _tiles.Dispose();
        _levels.Dispose();
    }

    /// <summary>Draws and encodes the first batch, which later steps find ready.</summary>
    private void Prime()
    {
        _draw.Step = _step;
        _program.Pool.Run(_draw, _batch.TileCount);
        (_levels.Step, _levels.EncodeOnly) = (_step - 1, true);
        _program.Pool.Run(_levels, _levels.ItemCount);
        (_levels.EncodeOnly, _isPrimed) = (false, true);
    }

    private sealed class DrawWork(TrainingBatch batch) : IParallelWork
    {
        public long Step { get; set; }

        public void Run(int item, int worker) => batch.Draw(Step, item);
    }
}
