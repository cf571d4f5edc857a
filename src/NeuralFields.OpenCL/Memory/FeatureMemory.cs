using NeuralFields.OpenCL.Emission;

namespace NeuralFields.OpenCL.Memory;

/// <summary>Features of the tables of a field for a batch; in training their gradient takes their place.</summary>
internal sealed class FeatureMemory : IDisposable
{
    // Work-items that share the samples of a level.
    private const int ItemsPerUnit = 8, SharedItemsPerUnit = 2048;

    private readonly KernelForm _form;
    private readonly int _mostItems;

    /// <summary>Takes memory.</summary>
    /// <param name="session">The device.</param>
    /// <param name="form">The form of kernels.</param>
    /// <param name="kernels">The field.</param>
    /// <param name="mostSamples">The most samples of a batch; a multiple of the tile.</param>
    public FeatureMemory(ClSession session, KernelForm form, FieldKernels kernels, int mostSamples)
    {
        _form = form;
        _mostItems = session.Device.ComputeUnits * (form.IsShared ? SharedItemsPerUnit : ItemsPerUnit);
        Values = ClBuffer.Of<float>(session, (long)mostSamples * kernels.FeatureRows);
    }

    /// <summary>[tiles, rows, Tile].</summary>
    public ClBuffer Values { get; }

    /// <summary>Writes the features of a batch, if the field has tables.</summary>
    /// <param name="program">A program with the kernel encode.</param>
    /// <param name="kernels">Its text, which may have some of the field's tables alone.</param>
    /// <param name="field">The field's parameters.</param>
    /// <param name="coordinates">As the program reads them.</param>
    /// <param name="counts">The device's number of samples.</param>
    /// <param name="most">A bound on it that the host knows.</param>
    /// <param name="isLocated">Whether the kernels of the batch were found before.</param>
    /// <param name="known">The first tables whose features are there.</param>
    public void Encode(
        ClProgram program, FieldKernels kernels, OpenClProgram field, ClBuffer coordinates, ClBuffer counts, int most,
        bool isLocated = false, int known = 0)
    {
        if (kernels.Tables.Count == known) return;
        int first = kernels.Tables.Take(known).Sum(t => t.LevelCount);
        int items = Math.Clamp((most + _form.Width - 1) / _form.Width, 1, _mostItems);
        items = (items + _form.GroupSize - 1) / _form.GroupSize * _form.GroupSize;
        if (!isLocated && kernels.Tables.Skip(known).Any(t => t is RadialText))
            program["locate"].With(field.Parameters, field.Index, coordinates, Values, counts)
                .Run(items, _form.GroupSize);
        program["encode"].With(field.Parameters, field.Tables, coordinates, Values, counts).With(5, first)
            .Run(items, _form.GroupSize, kernels.LevelCount - first);
    }

    /// <inheritdoc/>
    public void Dispose() => Values.Dispose();
}
