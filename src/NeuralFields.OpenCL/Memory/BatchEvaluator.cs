using NeuralFields.OpenCL.Emission;

namespace NeuralFields.OpenCL.Memory;

/// <summary>Values of some heads of a field, from a batch on the device into one.</summary>
internal sealed class BatchEvaluator : IDisposable
{
    private readonly OpenClProgram _owner;
    private readonly ClProgram _program;
    private readonly ClBuffer _scratch;
    private readonly FeatureMemory _features;
    private readonly FieldKernels _kernels;
    private readonly KernelForm _form;
    private readonly int _items, _known;

    /// <summary>Builds the kernel.</summary>
    /// <param name="owner">The field.</param>
    /// <param name="form">The form of kernels.</param>
    /// <param name="name">What the kernels are, for messages.</param>
    /// <param name="kernels">The kernel values.</param>
    /// <param name="features">Where features go, and stay.</param>
    /// <param name="known">The first tables whose features are there before.</param>
    public BatchEvaluator(
        OpenClProgram owner, KernelForm form, string name, FieldKernels kernels, FeatureMemory features, int known = 0)
    {
        (_owner, _form, _kernels, _features, _known) = (owner, form, kernels, features, known);
        _program = ClProgram.Build(owner.Session, name, kernels.Source);
        _items = Evaluator.ItemsOf(owner.Session.Device, form);
        _scratch = ClBuffer.Of<float>(owner.Session, (long)_items * kernels.RowCount * form.Samples);
    }

    /// <summary>Evaluates.</summary>
    /// <param name="coordinates">[tiles, inputs, Tile].</param>
    /// <param name="values">[tiles, outputs, Tile], overwritten.</param>
    /// <param name="counts">The device's number of samples.</param>
    /// <param name="most">A bound on it that the host knows.</param>
    public void Run(ClBuffer coordinates, ClBuffer values, ClBuffer counts, int most)
    {
        int needed = (most + _form.Samples - 1) / _form.Samples, group = _form.GroupSize;
        int groups = Math.Max(1, (Math.Min(needed, _items) + group - 1) / group);
        _features.Encode(_program, _kernels, _owner, coordinates, counts, most, known: _known);
        _program["values"].With(_owner.Parameters, coordinates, values, _scratch, _features.Values, counts)
            .Run((long)groups * group, group);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _program.Dispose();
        _scratch.Dispose();
    }
}
