using NeuralFields.Fields;
using NeuralFields.Optimizers;
using NeuralFields.Training;
using NeuralFields.Volumes;

namespace NeuralFields.Backends.Cpu;

/// <summary>
/// Training of a radiance field on the CPU. A step: tiles of rays are learnt from while the next rays are marched; the
/// next samples are dealt to tiles; levels of grids are updated and encode them; networks are packed.
/// </summary>
internal sealed class RayTrainingRun : ITrainingRun
{
    private readonly CpuProgram _program;
    private readonly RayBatch _batch;
    private readonly RayTileLearning _learning;
    private readonly OccupancyTraining _occupancy;
    private readonly RayMarching _marching;
    private readonly RayPacking _packing;
    private readonly RayTileTraining _tiles;
    private readonly ParameterUpdate _update;
    private readonly UpdateWork _levels;
    private readonly LearnedUpdate _learnedUpdate;
    private readonly PackWork _pack;
    private readonly RayCounter _counter;
    private readonly CameraLearner? _cameras;
    private readonly RayLatents? _latents;
    private readonly IRaySource _source;
    private readonly VolumeSpace _space;
    private readonly long _kernelStep;
    private readonly ulong _seed;
    private readonly double _firstRate;
    private long _step;
    private bool _isPrimed;

    public RayTrainingRun(CpuProgram program, TrainingSpec training, RaySpec spec, IRaySource source)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(training.BatchSize, 1);
        spec.Space.Validate();
        if (program.Spec.InputCount != 6)
            throw new InputException(
                $"the field takes {program.Spec.InputCount} coordinates, expected position and direction of 3 each.");
        FieldPlan plan = program.Plan;
        _program = program;
        (_source, _space, _kernelStep, _seed) = (source, spec.Space, spec.KernelStep, training.Seed);
        _firstRate = training.Optimizer.LearningRate;
        if (spec.Cameras.Parts != CameraParts.None) _cameras = new(spec.Cameras, source.ViewCount);
        _latents = RayLatents.Of(program, source.ViewCount, training.Seed);
        _learning = new(plan, training, spec, program.Width, program.Pool.Count, _cameras, _latents);
        _batch = new(plan, training.BatchSize, spec.MaxRays, _cameras is not null, _latents?.Size ?? 0);
        _counter = new(training.BatchSize, _batch.MaxMarched, spec.MaxRays);
        _occupancy = new(program, _learning, spec.Space, training);
        RayMarcher marcher = new(spec.Space, _occupancy.Values.Bits);
        _marching = new(_batch, source, spec.Space, marcher, _cameras);
        _packing = new(_batch, spec.Space, marcher, plan.Stride);
        _tiles = new(program, _batch, _learning, _marching);
        if (plan.Encoders.Any(e => e.Biases.Count > 0))
            throw new InputException("biases of encodings are not trained by rays.");
        _update = new(plan.Memory, training, program.Width, plan.Encoders.Any(e => e.Grids.Count > 0));
        _levels = new(program, _batch, _tiles.Gradients, _update);
        _learnedUpdate = new(this);
        _pack = new(program);
    }

    /// <summary>Samples of the last step that were learnt from.</summary>
    public long LastUsed => _tiles.Used;

    /// <summary>Samples of the last step that were marched.</summary>
    public long LastMarched => _batch.Of(_step - 1).Marched;

    /// <summary>Rays of the last step.</summary>
    public int LastRays => _batch.Of(_step - 1).RayCount;

    /// <summary>The part of all cells that may hold something.</summary>
    public double Filled => _occupancy.Values.Bits.Filled;

    public double Step(double learningRate)
    {
        if (!_isPrimed) Prime();
        _occupancy.Update(_step);
        if (_step > 0 && _step == _kernelStep) PlaceKernels();
        _levels.Radials.IsAwake = _step >= _kernelStep;
        _cameras?.Update(_step, _firstRate > 0 ? learningRate / _firstRate : 0);
        Choose(_step + 1);
        _tiles.Begin(_step);
        _program.Pool.Run(_tiles, _tiles.ItemCount);
        RaySet learnt = _batch.Of(_step);
        _counter.Measure(learnt.RayCount, _tiles.Used, learnt.Marched);
        Deal(_step + 1);
        _levels.Radials.Sort(_step);
        _levels.Step = _step;
        _update.Begin(learningRate, _step + 1);
        _program.Pool.Run(_learnedUpdate, _learnedUpdate.ItemCount);
        _program.Pool.Run(_pack, _pack.ItemCount);
        _latents?.Update(_step + 1, learningRate);
        _step++;
        return _tiles.MeanLoss();
    }

    public TrainingState Save()
    {
        float[] parameters = new float[_program.Layout.Count];
        _program.GetParameters(parameters);
        return _update.Save(_step, parameters) with
        {
            Occupancy = _occupancy.Values.Save(),
            Cameras = _cameras?.Save() ?? [],
            Latents = _latents?.Save() ?? [],
            Counters = _isPrimed ? _counter.Save() : [],
        };
    }

    public void Restore(TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        OccupancyRule.RequireSound(state.Occupancy.Length, _occupancy.Values.CellCount);
        RayCounter.RequireSound(state.Counters, _batch.MaxRays);
        _update.Restore(state);
        if (_cameras is not null && state.Step > 0) _cameras.Restore(state.Cameras);
        if (state.Step > 0) _latents?.Restore(state.Latents);
        if (state.Occupancy.Length > 0) _occupancy.Values.Restore(state.Occupancy);
        _isPrimed = false;
        _step = state.Step;
        if (state.Counters.Length == 0) return;
        _counter.Restore(state.Counters);
        RaySet pending = _batch.Of(_step);
        (pending.FirstRay, pending.RayCount) = (_counter.FirstRay, _counter.Rays);
    }

    public void Dispose()
    {
        _batch.Dispose();
        _learning.Dispose();
        _occupancy.Dispose();
        _tiles.Dispose();
        _update.Dispose();
        _levels.Dispose();
    }

    /// <summary>Marches and encodes the rays of the coming step, which later steps find ready.</summary>
    private void Prime()
    {
        if (_counter.Rays == 0) Choose(_step);
        _marching.Step = _step;
        _program.Pool.Run(_marching, _marching.ItemCount);
        Deal(_step);
        (_levels.Step, _levels.EncodeOnly) = (_step - 1, true);
        _program.Pool.Run(_levels, _levels.ItemCount);
        (_levels.EncodeOnly, _isPrimed) = (false, true);
    }

    /// <summary>Radial bases take the places where, by now, something is known to be.</summary>
    private void PlaceKernels()
    {
        if (!_program.Plan.Encoders.Any(e => e.Radials.Count > 0)) return;
        float[] parameters = new float[_program.Layout.Count];
        _program.GetParameters(parameters);
        KernelPlacement.Fill(
            _program.Spec, parameters, kernels => KernelRule.Points(_occupancy.Values.Known, _space, kernels, _seed), _seed);
        _program.SetParameters(parameters);
    }

    private void Choose(long step)
    {
        RaySet set = _batch.Of(step);
        set.FirstRay = _counter.Next();
        set.RayCount = _counter.Rays;
    }

    private void Deal(long step)
    {
        RaySet set = _batch.Of(step);
        set.Pack(_batch.MaxSamples, _batch.MaxMarched);
        _packing.Step = step;
        _program.Pool.Run(_packing, set.TileCount);
    }

    /// <summary>
    /// The update of all parameters; beside it what the samples of the step say of the occupancy, and its rays of cameras.
    /// </summary>
    private sealed class LearnedUpdate(RayTrainingRun run) : IParallelWork
    {
        public int ItemCount => run._levels.ItemCount + Others;

        private int Others => run._cameras is null && run._latents is null ? 1 : 2;

        public void Run(int item, int worker)
        {
            RaySet learnt = run._batch.Of(run._step);
            if (item >= Others) run._levels.Run(item - Others, worker);
            else if (item == 1) LearnViews(learnt);
            else if (OccupancyRule.Learns(run._step)) run._occupancy.Learn(learnt);
        }

        private void LearnViews(RaySet learnt)
        {
            if (run._cameras is not null) RayGradients.Learn(learnt, run._source, run._cameras);
            run._latents?.Learn(learnt);
        }
    }
}
