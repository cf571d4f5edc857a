using NeuralFields.OpenCL.Emission;
using NeuralFields.OpenCL.Memory;
using NeuralFields.Training;

namespace NeuralFields.OpenCL;

/// <summary>
/// Learning from a batch on the device. The batch goes through in parts whose rows fit the caches: forward, loss and
/// backward of a part, then its share of the weights' gradient. Tables and parameters follow once per step.
/// </summary>
internal sealed class FieldLearning : IDisposable
{
    // A part's rows should stay in the second-level caches, but sums over few samples cost more than the products.
    private const int CacheBytes = 1 << 20, FewestSamples = 512;
    private const long SharedScratchBytes = 512L << 20;
    private const int SharedScatterItems = 4096;

    // Groups that a processor of a graphics device holds at a time; rounds below which another slice costs more sums than
    // it finds work.
    private const int GroupsPerUnit = 16, FewestRounds = 32;

    private readonly OpenClProgram _owner;
    private readonly FieldKernels _kernels;
    private readonly ClProgram _program;
    private readonly KernelForm _form;
    private readonly ClBuffer _scratch, _gradients;
    private readonly int _itemsPerPart;

    /// <summary>Memory and kernels for batches.</summary>
    /// <param name="owner">The field.</param>
    /// <param name="form">The form of kernels.</param>
    /// <param name="training">The optimiser.</param>
    /// <param name="kernels">The kernels: train and what follows.</param>
    /// <param name="mostSamples">The most samples of a batch; a multiple of the tile.</param>
    public FieldLearning(
        OpenClProgram owner, KernelForm form, TrainingSpec training, FieldKernels kernels, int mostSamples)
    {
        (_owner, _form, _kernels) = (owner, form, kernels);
        ClSession session = owner.Session;
        _program = ClProgram.Build(session, "train", kernels.Source);
        Optimizer = new(owner, form, training);
        _itemsPerPart = ItemsPerPart(session.Device, mostSamples / FieldKernels.Tile);
        _scratch = ClBuffer.Of<float>(session, (long)_itemsPerPart * kernels.RowCount * form.Samples);
        Features = new(session, form, kernels, mostSamples);
        Losses = ClBuffer.Of<float>(session, mostSamples / form.Samples);
        _gradients = ClBuffer.Of<float>(session, owner.Numbers);
    }

    /// <summary>The optimiser's state.</summary>
    public OptimizerMemory Optimizer { get; }

    /// <summary>Features of table entries, then their gradient.</summary>
    public FeatureMemory Features { get; }

    /// <summary>[items] sums of losses, where the kernels know any.</summary>
    public ClBuffer Losses { get; }

    /// <summary>Finds the gradient of all parameters.</summary>
    /// <param name="coordinates">[tiles, inputs, Tile].</param>
    /// <param name="targets">[tiles, targets, Tile], or the derivatives by values.</param>
    /// <param name="counts">The device's number of samples.</param>
    /// <param name="most">A bound on it that the host knows.</param>
    /// <param name="isEncoded">Whether the features are there.</param>
    /// <param name="isLocated">Whether the kernels of radial bases were found before.</param>
    public void Learn(
        ClBuffer coordinates, ClBuffer targets, ClBuffer counts, int most, bool isEncoded = false, bool isLocated = false)
    {
        if (_form.IsShared && _owner.Numbers > _owner.Layout.Count) _gradients.Clear(); // updates leave products alone
        if (!isEncoded) Features.Encode(_program, _kernels, _owner, coordinates, counts, most, isLocated);
        int itemsPerTile = FieldKernels.Tile / _form.Samples;
        int items = Math.Max(1, (most + FieldKernels.Tile - 1) / FieldKernels.Tile) * itemsPerTile;
        for (int first = 0; first < items; first += _itemsPerPart)
        {
            int part = Math.Min(_itemsPerPart, items - first);
            _program["train"]
                .With(_owner.Parameters, coordinates, targets, Features.Values, Losses, _scratch, counts, _owner.Tables,
                    _owner.Index)
                .With(9, first).Run(part, _form.GroupSize);
            if (_kernels.GradientBlocks > 0)
                _program["weight_gradient"].With(_scratch, _gradients, counts).With(3, first).With(4, part)
                    .Run((long)_kernels.GradientBlocks * _form.GroupSize, _form.GroupSize, SlicesOf(part));
        }
        if (_kernels.LevelCount > 0)
            _program["scatter"].With(coordinates, Features.Values, _gradients, counts)
                .Run(_form.IsShared ? Math.Min(SharedScatterItems, items) : Slices, _form.GroupSize, _kernels.LevelCount);
    }

    /// <summary>Moves all parameters.</summary>
    /// <param name="rate">The learning rate.</param>
    /// <param name="update">The number of this update, from 1.</param>
    public void Update(double rate, long update)
    {
        _owner.RunOverUnits(_program, UnitsText.Tie, _owner.Parameters, _gradients);
        Optimizer.Apply(_program["update"], _gradients, rate, update);
        _owner.RunOverUnits(_program, UnitsText.Prepare, _owner.Parameters);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _owner.Session.Finish();
        _program.Dispose();
        Optimizer.Dispose();
        Features.Dispose();
        foreach (ClBuffer buffer in (ClBuffer[])[Losses, _scratch, _gradients]) buffer.Dispose();
    }

    /// <summary>Slices of each level, so that every processor has some to do.</summary>
    private int Slices => Math.Max(1, _owner.Session.Device.ComputeUnits / _kernels.LevelCount);

    /// <summary>Slices of a part's samples, so that the blocks of the weights' gradient fill the device.</summary>
    private int SlicesOf(int items)
    {
        if (!_form.IsShared) return 1;
        int wanted = _owner.Session.Device.ComputeUnits * GroupsPerUnit / _kernels.GradientBlocks;
        return Math.Clamp(wanted, 2, Math.Max(2, items / (_form.GroupSize * FewestRounds)));
    }

    private int ItemsPerPart(OpenClDevice device, int tiles)
    {
        long itemBytes = (long)_kernels.RowCount * _form.Samples * sizeof(float);
        long fitting = _form.IsShared
            ? SharedScratchBytes / itemBytes
            : device.ComputeUnits * Math.Max(FewestSamples / _form.Samples, CacheBytes / itemBytes);
        // Parts begin with a group.
        int itemsPerTile = FieldKernels.Tile / _form.Samples;
        return (int)Math.Clamp(fitting / itemsPerTile, 1, tiles) * itemsPerTile;
    }
}
