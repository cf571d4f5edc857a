using NeuralFields.Backends;
using NeuralFields.Backends.Cpu;
using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.OpenCL.Emission;
using NeuralFields.OpenCL.Memory;
using NeuralFields.Parameters;
using NeuralFields.Training;
using NeuralFields.Volumes;

namespace NeuralFields.OpenCL;

/// <summary>
/// Training of a radiance field on a device. A step looks at the densities of all marched samples, leaves out those
/// that no light reaches, blends the rest and learns from it; then the next rays, which the host draws meanwhile, are
/// marched. How many samples there are is known on the device; the host learns it with the loss.
/// </summary>
internal sealed class RayTrainingRun : ITrainingRun
{
    private readonly OpenClProgram _owner;
    private readonly RayMemory _memory;
    private readonly BatchEvaluator _density, _values;
    private readonly FieldLearning _learning;
    private readonly FeatureMemory _marchedFeatures;
    private readonly OccupancyMemory _occupancy;
    private readonly ClProgram _program;
    private readonly RayCounter _counter;
    private readonly CameraMemory _cameras;
    private readonly LatentMemory? _latents;
    private readonly KernelForm _form;
    private readonly VolumeSpace _space;
    private readonly ParameterTensor[] _kernelFeatures;
    private readonly long _kernelStep;
    private readonly ulong _seed;
    private readonly int _keptRows;
    private readonly double _firstRate;
    private readonly float[] _losses;
    private readonly int[] _marched = new int[2], _used = new int[2];
    private long _step;
    private bool _isPrimed;

    public RayTrainingRun(
        OpenClProgram owner, KernelForm form, TrainingSpec training, RaySpec rays, IRaySource source)
    {
        (_owner, _form) = (owner, form);
        FieldSpec spec = owner.Spec;
        FieldHead density = HeadOf(spec, "density", 1);
        _ = HeadOf(spec, "color", 3);
        if (spec.InputCount != 6)
            throw new InputException(
                $"the field takes {spec.InputCount} coordinates, expected position and direction of 3 each.");
        ClSession session = owner.Session;
        int most = CpuBackend.MostRaySamples(spec);
        _memory = new(session, source, training.BatchSize, rays.MaxRays, most);
        LatentPart? latents = RayText.LatentsOf(spec);
        RayDemands demands = new(CameraMemory.Bends(rays.Cameras), latents is not null);
        FieldKernels train = FieldKernels.TrainGiven(spec, form, training, demands);
        _learning = new(owner, form, training, train, _memory.Capacity);
        FieldKernels densities = FieldKernels.Values(spec, form, density);
        _marchedFeatures = new(session, form, densities, _memory.Capacity);
        _density = new(owner, form, "density", densities, _marchedFeatures);
        FieldKernels values = FieldKernels.Values(spec, form, demands, [.. spec.Heads]);
        int known = values.TablesSharedWith(densities);
        _keptRows = values.Tables.Take(known).Sum(t => t.RowCount);
        _values = new(owner, form, "values", values, _learning.Features, known);
        _program = ClProgram.Build(session, "rays", RayText.Emit(spec, form, training, rays, most, densities, train));
        _cameras = new(session, form, _program, _memory, rays.Cameras, source);
        int views = source.ViewCount;
        if (latents is not null) _latents = new(owner, form, _program, _memory, latents, views, training.Seed);
        _firstRate = training.Optimizer.LearningRate;
        _occupancy = new(session, _program, _memory, _density, rays.Space.Cascades, training.BatchSize);
        _counter = new(training.BatchSize, _memory.MostMarched, rays.MaxRays);
        _losses = new float[rays.MaxRays];
        (_space, _kernelStep, _seed) = (rays.Space, rays.KernelStep, training.Seed);
        _kernelFeatures = [.. KernelIndex.PartsOf(spec).Select(
            part => owner.Layout.Tensors.First(t => t.Offset == part.FirstFeature))];
    }

    public double Step(double learningRate)
    {
        if (!_isPrimed) Prime();
        int marched = _marched[0], rays = _marched[1];
        _occupancy.Update(_step);
        if (_step > 0 && _step == _kernelStep) PlaceKernels();
        if (_kernelFeatures.Length > 0) _learning.Optimizer.LetRest(_step < _kernelStep ? _kernelFeatures : []);
        _cameras.Update(_step, _firstRate > 0 ? learningRate / _firstRate : 0);
        Learn(marched);
        _cameras.Learn(_learning.Features.Values);
        _learning.Update(learningRate, ++_step);
        _latents?.Learn(_learning.Features.Values, _step, learningRate);
        _owner.Session.Flush();
        _counter.Next();
        Prepare();
        _memory.Losses.Read<float>(_losses.AsSpan(0, Math.Max(1, rays)));
        _memory.Used.Read<int>(_used);
        _memory.Marched.Read<int>(_marched);
        _counter.Measure(rays, _used[0], marched);
        return MeanLoss(rays);
    }

    public TrainingState Save() => _learning.Optimizer.Save(_step) with
    {
        Occupancy = _occupancy.Save(),
        Cameras = _cameras.Save(),
        Latents = _latents?.Save() ?? [],
        Counters = _isPrimed ? _counter.Save() : [],
    };

    public void Restore(TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        OccupancyRule.RequireSound(state.Occupancy.Length, _occupancy.CellCount);
        RayCounter.RequireSound(state.Counters, _memory.MostRays);
        _learning.Optimizer.Restore(state);
        if (state.Step > 0) _cameras.Restore(state.Cameras);
        if (state.Step > 0) _latents?.Restore(state.Latents);
        if (state.Occupancy.Length > 0) _occupancy.Restore(state.Occupancy);
        if (state.Counters.Length > 0) _counter.Restore(state.Counters);
        (_step, _isPrimed) = (state.Step, false);
    }

    public void Dispose()
    {
        _learning.Dispose();
        _occupancy.Dispose();
        _density.Dispose();
        _marchedFeatures.Dispose();
        _values.Dispose();
        _cameras.Dispose();
        _latents?.Dispose();
        _program.Dispose();
        _memory.Dispose();
    }

    private static FieldHead HeadOf(FieldSpec spec, string name, int count)
        => spec.Heads.FirstOrDefault(h => h.Name == name && h.Count == count)
            ?? throw new InputException(
                $"the field has no head \"{name}\" of {count} values, which rays are blended from.");

    /// <summary>Radial bases take the places where, by now, something is known to be.</summary>
    private void PlaceKernels()
    {
        if (_kernelFeatures.Length == 0) return;
        float[] parameters = new float[_owner.Layout.Count], known = _occupancy.Known();
        _owner.GetParameters(parameters);
        KernelPlacement.Fill(
            _owner.Spec, parameters, kernels => KernelRule.Points(known, _space, kernels, _seed), _seed);
        _owner.SetParameters(parameters);
    }

    /// <summary>Marches the rays of the coming step, which later steps find ready.</summary>
    private void Prime()
    {
        if (_counter.Rays == 0) _counter.Next();
        Prepare();
        _memory.Marched.Read<int>(_marched);
        _isPrimed = true;
    }

    /// <summary>Draws the rays that were chosen, and lets the device march them.</summary>
    private void Prepare()
    {
        _memory.Draw(_step, _counter.FirstRay, _counter.Rays);
        _memory.Send(_step, _counter.Rays);
        _cameras.Correct();
        _program["march"]
            .With(_memory.Rays, _occupancy.Bits, _occupancy.Blocks, _memory.Distances, _memory.Stretches, _memory.Counts)
            .With(6, _counter.Rays).RunOver(_counter.Rays);
        Scan(_memory.Counts, _memory.Starts, _memory.Marched);
    }

    private void Learn(int marched)
    {
        int rays = _memory.RayCount;
        Place(_memory.Counts, _memory.Starts);
        _density.Run(_memory.Coordinates, _memory.Densities, _memory.Marched, marched);
        if (OccupancyRule.Learns(_step)) _occupancy.Learn();
        _program["cull"]
            .With(_memory.Distances, _memory.Stretches, _memory.Counts, _memory.Starts, _memory.Densities, _memory.Seen)
            .With(6, rays).RunOver(rays);
        Scan(_memory.Seen, _memory.SeenStarts, _memory.Used);
        Place(_memory.Seen, _memory.SeenStarts);
        KeepFeatures();
        _latents?.Write(_learning.Features.Values);
        _values.Run(_memory.Coordinates, _memory.Values, _memory.Used, marched);
        _program["blend"]
            .With(_memory.Rays, _memory.Distances, _memory.Stretches, _memory.Seen, _memory.SeenStarts, _memory.Values,
                _memory.Numbers, _memory.Losses, _memory.Marched, _cameras.Values, _cameras.ByRays)
            .With(11, rays).With(12, _memory.Capacity).RunOver(rays);
        _learning.Learn(_memory.Coordinates, _memory.Values, _memory.Used, marched, isEncoded: true);
    }

    private void Place(ClBuffer counts, ClBuffer starts)
        => _program["place"].With(_memory.Rays, _memory.Distances, counts, starts, _memory.Coordinates)
            .With(5, _memory.RayCount).RunOver(_memory.RayCount);

    /// <summary>Samples that are left keep what tables said of them.</summary>
    private void KeepFeatures()
    {
        if (_keptRows > 0)
            _program["keep_features"]
                .With(_memory.Starts, _memory.Seen, _memory.SeenStarts, _marchedFeatures.Values, _learning.Features.Values)
                .With(5, _memory.RayCount).RunOver(_memory.RayCount, _keptRows);
    }

    private void Scan(ClBuffer counts, ClBuffer starts, ClBuffer totals)
        => _program["scan"].With(counts, starts, totals).With(3, _memory.RayCount).With(4, _memory.MostMarched)
            .Run(_form.GroupSize, _form.GroupSize);

    private double MeanLoss(int rays)
    {
        double sum = 0;
        for (int ray = 0; ray < rays; ray++) sum += _losses[ray];
        return sum / (3.0 * Math.Max(1, rays));
    }
}
