using NeuralFields.Backends;
using NeuralFields.Fields;

namespace NeuralFields.OpenCL;

/// <summary>Fields on an OpenCL device: kernels are written from the field's description, built, and kept.</summary>
/// <remarks>
/// On a processor the same run gives the same bits again. On graphics processors the gradients of tables are added in
/// varying order. Other devices, and the CPU backend, differ by rounding.
/// </remarks>
public sealed class OpenClBackend : IBackend
{
    private readonly ClSession _session;
    private readonly KernelForm _form;

    /// <summary>Opens a device.</summary>
    /// <param name="device">The device.</param>
    /// <exception cref="InputException">The driver cannot open it.</exception>
    public OpenClBackend(OpenClDevice device) : this(device, null, ProgramCache.OfUser) { }

    internal OpenClBackend(OpenClDevice device, KernelForm? form, ProgramCache cache, string options = "")
    {
        ArgumentNullException.ThrowIfNull(device);
        _form = form ?? KernelForm.For(device);
        _session = new ClSession(device, cache, options);
        string description = $"{device.Name}, {device.Platform} {device.Driver}, " +
            $"{_form.Width} lanes, {device.ComputeUnits} compute units";
        Info = new(device.Id, description, _form.Width, device.ComputeUnits);
    }

    /// <inheritdoc/>
    public BackendInfo Info { get; }

    /// <inheritdoc/>
    public IFieldProgram Compile(FieldSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return new OpenClProgram(spec, _session, _form);
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
