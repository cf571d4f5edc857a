using NeuralFields.Backends;
using NeuralFields.OpenCL.Emission;
using NeuralFields.OpenCL.Memory;
using NeuralFields.Training;

namespace NeuralFields.OpenCL;

/// <summary>
/// Training on a device. The batch goes through in parts whose rows fit the caches: forward, loss and backward of a
/// part, then its share of the weights' gradient. Tables and parameters follow once per step.
/// </summary>
internal sealed class OpenClTrainingRun : ITrainingRun
{
    // A part's rows should stay in the second-level caches, but sums over few samples cost more than the products.
    private const int CacheBytes = 1 << 20, FewestSamples = 512;
    private const long SharedScratchBytes = 512L << 20;
    private const int SharedScatterItems = 4096;

    private readonly OpenClProgram _owner;
    private readonly FieldKernels _kernels;
    private readonly ClProgram _program;
    private readonly KernelForm _form;
    private readonly HostBatch _batch;
    private readonly OptimizerMemory _optimizer;
    private readonly ClBuffer _features, _losses, _scratch, _gradients;
    private readonly float[] _lossValues;
    private readonly int _items, _itemsPerPart, _samples;
    private readonly double _lossScale;
    private long _step;
    private bool _isPrimed;

    public OpenClTrainingRun(
        OpenClProgram owner, KernelForm form, TrainingSpec training, ISampleSource samples)
    {
        (_owner, _form, _samples) = (owner, form, training.BatchSize);
        ClSession session = owner.Session;
        _kernels = FieldKernels.Train(owner.Spec, form, training);
        _program = ClProgram.Build(session, "train", _kernels.Source);
        _batch = new(session, samples, training.BatchSize);
        _optimizer = new(owner, form, training);
        _items = _batch.PaddedSamples / form.Samples;
        _itemsPerPart = ItemsPerPart(session.Device);
        _scratch = ClBuffer.Of<float>(session, (long)_itemsPerPart * _kernels.RowCount * form.Samples);
        _features = ClBuffer.Of<float>(session, (long)_batch.PaddedSamples * _kernels.FeatureRows);
        _losses = ClBuffer.Of<float>(session, _items);
        _lossValues = new float[_items];
        _gradients = ClBuffer.Of<float>(session, owner.Layout.Count);
        _lossScale = 1f / ((float)training.BatchSize * owner.Spec.OutputCount);
    }

    public double Step(double learningRate)
    {
        if (!_isPrimed) _batch.Draw(_step);
        _batch.Send(_step);
        for (int first = 0; first < _items; first += _itemsPerPart)
            Learn(first, Math.Min(_itemsPerPart, _items - first));
        if (_kernels.LevelCount > 0) Scatter();
        _optimizer.Apply(_program["update"], _gradients, learningRate, ++_step);
        _owner.Session.Flush();
        _batch.Draw(_step); // while the device works
        _isPrimed = true;
        return MeanLoss();
    }

    public TrainingState Save() => _optimizer.Save(_step);

    public void Restore(TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _optimizer.Restore(state);
        (_step, _isPrimed) = (state.Step, false);
    }

    public void Dispose()
    {
        _owner.Session.Finish();
        _program.Dispose();
        _batch.Dispose();
        _optimizer.Dispose();
        foreach (ClBuffer buffer in (ClBuffer[])[_features, _losses, _scratch, _gradients]) buffer.Dispose();
    }

    private void Learn(int first, int items)
    {
        _program["train"]
            .With(_owner.Parameters, _batch.Coordinates, _batch.Targets, _features, _losses, _scratch)
            .With(6, first).With(7, _samples).Run(items, _form.GroupSize);
        if (_kernels.GradientBlocks == 0) return;
        _program["weight_gradient"].With(_scratch, _gradients).With(2, items).With(3, first == 0 ? 1 : 0)
            .Run((long)_kernels.GradientBlocks * _form.GroupSize, _form.GroupSize);
    }

    private void Scatter()
        => _program["scatter"].With(_batch.Coordinates, _features, _gradients).With(3, _batch.PaddedSamples)
            .Run(_form.IsShared ? Math.Min(SharedScatterItems, _items) : 1, _form.GroupSize, _kernels.LevelCount);

    /// <summary>Reading the losses is what waits for the device.</summary>
    private double MeanLoss()
    {
        _losses.Read<float>(_lossValues);
        double sum = 0;
        foreach (float loss in _lossValues) sum += loss;
        return sum * _lossScale;
    }

    private int ItemsPerPart(OpenClDevice device)
    {
        long itemBytes = (long)_kernels.RowCount * _form.Samples * sizeof(float);
        long fitting = _form.IsShared
            ? SharedScratchBytes / itemBytes
            : device.ComputeUnits * Math.Max(FewestSamples / _form.Samples, CacheBytes / itemBytes);
        // Parts begin with a group.
        int itemsPerTile = FieldKernels.Tile / _form.Samples;
        return (int)Math.Clamp(fitting / itemsPerTile, 1, _batch.TileCount) * itemsPerTile;
    }
}
