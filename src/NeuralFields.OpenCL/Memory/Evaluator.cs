using NeuralFields.Fields;
using NeuralFields.OpenCL.Emission;

namespace NeuralFields.OpenCL.Memory;

/// <summary>Runs the kernel infer or differentiate over the caller's own memory.</summary>
internal sealed unsafe class Evaluator : IDisposable
{
    // Work-items that take samples in turns: enough to fill a device, few enough that their rows stay in its caches.
    private const int ItemsPerUnit = 8, SharedItemsPerUnit = 1024;

    // Larger batches go in parts, so that no buffer grows beyond what every driver takes.
    private const int MostSamples = 1 << 17;

    private const string Infer = "infer";
    private readonly ClSession _session;
    private readonly ClBuffer _scratch, _count, _coordinates;
    private readonly FeatureMemory? _features;
    private readonly FieldKernels _kernels;
    private readonly KernelForm _form;
    private readonly string _kernel;
    private readonly int _items, _inputs, _outputs;

    public Evaluator(
        ClSession session, FieldKernels kernels, KernelForm form, string kernel, FieldSpec spec)
    {
        (_session, _form, _kernels, _kernel) = (session, form, kernels, kernel);
        (_inputs, _outputs) = (spec.InputCount, spec.OutputCount);
        Program = ClProgram.Build(session, kernel, kernels.Source);
        _count = ClBuffer.Of<int>(session, 1);
        _coordinates = ClBuffer.Of<float>(session, kernel == Infer ? (long)MostSamples * _inputs : 0);
        if (kernel == Infer) _features = new(session, form, kernels, MostSamples);
        _items = ItemsOf(session.Device, form);
        _scratch = ClBuffer.Of<float>(session, (long)_items * kernels.RowCount * form.Samples);
    }

    /// <summary>The kernels.</summary>
    public ClProgram Program { get; }

    /// <summary>Work-items that take samples in turns; a multiple of the group.</summary>
    public static int ItemsOf(OpenClDevice device, KernelForm form)
    {
        int items = device.ComputeUnits * (form.IsShared ? SharedItemsPerUnit : ItemsPerUnit);
        return (items + form.GroupSize - 1) / form.GroupSize * form.GroupSize;
    }

    /// <summary>Evaluates, and where weights of outputs are given differentiates.</summary>
    public void Run(
        OpenClProgram field, ReadOnlySpan<float> inputs, Span<float> outputs, ReadOnlySpan<float> outputGradients,
        Span<float> inputGradients)
    {
        int count = inputs.Length / _inputs;
        fixed (float* x = inputs, y = outputs, dy = outputGradients, dx = inputGradients)
            for (int first = 0; first < count; first += MostSamples)
            {
                long input = (long)first * _inputs, output = (long)first * _outputs;
                RunPart(field, x + input, y + output, dy == null ? null : dy + output, dx + input,
                    Math.Min(MostSamples, count - first));
            }
    }

    /// <summary>Differentiates samples that lie on the device.</summary>
    public void Differentiate(
        OpenClProgram field, ClBuffer inputs, ClBuffer outputs, ClBuffer outputGradients, ClBuffer inputGradients, int count)
        => Launch(
            Program[_kernel]
                .With(field.Parameters, field.Tables, field.Index, inputs, outputs, outputGradients, inputGradients, _scratch)
                .With(8, count), count);

    /// <inheritdoc/>
    public void Dispose()
    {
        Program.Dispose();
        _scratch.Dispose();
        _count.Dispose();
        _coordinates.Dispose();
        _features?.Dispose();
    }

    private void RunPart(
        OpenClProgram field, float* x, float* y, float* dy, float* dx, int count)
    {
        using ClBuffer inputs = ClBuffer.Over(_session, x, (long)count * _inputs, isRead: true);
        using ClBuffer outputs = ClBuffer.Over(_session, y, (long)count * _outputs, isRead: false);
        if (dy == null)
        {
            _count.Fill(count);
            Program["arrange"].With(inputs, _coordinates, _count).RunOver(count);
            _features!.Encode(Program, _kernels, field, _coordinates, _count, count);
            Launch(Program[Infer].With(field.Parameters, _coordinates, outputs, _scratch, _features.Values, _count), count);
            outputs.Synchronize();
            return;
        }
        using ClBuffer outputGradients = ClBuffer.Over(_session, dy, (long)count * _outputs, isRead: true);
        using ClBuffer inputGradients = ClBuffer.Over(_session, dx, (long)count * _inputs, isRead: false);
        Differentiate(field, inputs, outputs, outputGradients, inputGradients, count);
        outputs.Synchronize();
        inputGradients.Synchronize();
    }

    private void Launch(ClKernel kernel, int count)
    {
        int needed = (count + _form.Samples - 1) / _form.Samples;
        int groups = (Math.Min(needed, _items) + _form.GroupSize - 1) / _form.GroupSize;
        kernel.Run((long)groups * _form.GroupSize, _form.GroupSize);
    }
}
