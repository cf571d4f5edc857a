using NeuralFields.Fields;
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
    private readonly BiasUpdate _biases;
    private readonly UpdateWork _levels;
    private readonly PackWork _pack;
    private readonly DrawWork _draw;
    private long _step;
    private bool _isPrimed;

    public CpuTrainingRun(CpuProgram program, TrainingSpec training, ISampleSource samples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(training.BatchSize, 1);
        _program = program;
        (TileLearning learning, _batch) = training.Gradient is null
            ? LearnValues(training, samples)
            : LearnGradients(training, samples);
        _update = new(program.Plan.Memory, training, program.Width, program.Plan.Encoders.Any(e => e.Grids.Count + e.Radials.Count > 0));
        _tiles = new(program, _batch, learning, ScaleOf(training));
        _biases = new(program.Plan, _batch, _update);
        _levels = new(program, _batch, _tiles.Gradients, _update);
        _pack = new(program);
        _draw = new(_batch);
    }

    public double Step(double learningRate)
    {
        if (!_isPrimed) Prime();
        _tiles.Step = _biases.Step = _levels.Step = _step;
        _update.Begin(learningRate, _step + 1);
        _program.Pool.Run(_tiles, _tiles.Gradients.Count);
        if (_biases.ItemCount > 0) _program.Pool.Run(_biases, _biases.ItemCount);
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
        _biases.Dispose();
        _levels.Dispose();
    }

    private float ScaleOf(TrainingSpec training) => 1f / ((float)training.BatchSize * _program.Spec.OutputCount);

    private (TileLearning Learning, TrainingBatch Batch) LearnValues(TrainingSpec training, ISampleSource samples)
    {
        FieldPlan plan = _program.Plan;
        return (
            new ValueLearning(plan, training.Loss, _program.Width, ScaleOf(training)),
            new TrainingBatch(plan, samples, training.BatchSize, plan.TileSize, stencil: null));
    }

    private (TileLearning Learning, TrainingBatch Batch) LearnGradients(TrainingSpec training, ISampleSource samples)
    {
        (FieldPlan plan, FieldSpec field) = (_program.Plan, _program.Spec);
        SurfaceLoss loss = new(training, field.Ports[0].Size, _program.Width);
        bool isAnalytic = GradientTraining.IsAnalytic(field, training);
        foreach (TileFrame frame in _program.Frames) frame.TakeSecond(plan.SecondRows);
        if (isAnalytic)
            return (new AnalyticLearning(plan, loss),
                new TrainingBatch(plan, samples, training.BatchSize, plan.CurvedTileSize, stencil: null));
        DifferenceStencil stencil = new(field.Ports[0].Size, GradientTraining.Step(field, training));
        return (new NumericalLearning(plan, loss, stencil),
            new TrainingBatch(plan, samples, training.BatchSize, plan.TileSize, stencil));
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
