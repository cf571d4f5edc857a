using NeuralFields.Backends;
using NeuralFields.Fields;

namespace NeuralFields.OpenCL;

/// <summary>Fields on an OpenCL device: kernels are written from the field's description, built, and kept.</summary>
/// <remarks>
/// On a processor the same run gives the same bits again. On graphics processors gradients are added in varying
/// order. Other devices, and the CPU backend, differ by rounding.
/// </remarks>
public sealed class OpenClBackend : IBackend
{
    private readonly ClSession _session;
    private readonly KernelForm _form;

    /// <summary>Opens a device.</summary>
    /// <param name="device">The device, or less of it: <see cref="OpenClDevice.Within"/>.</param>
    /// <param name="halfTables">Whether tables of grids are read from a copy in half precision.</param>
    /// <param name="profile">Takes the times of kernels and transfers; null to keep none.</param>
    /// <exception cref="InputException">The driver cannot open it.</exception>
    public OpenClBackend(OpenClDevice device, bool halfTables = false, KernelProfile? profile = null)
        : this(
            device, KernelForm.For(device) with { HalvesTables = halfTables }, ProgramCache.OfUser, profile: profile) { }

    internal OpenClBackend(
        OpenClDevice device, KernelForm? form, ProgramCache cache, string options = "", KernelProfile? profile = null)
    {
        ArgumentNullException.ThrowIfNull(device);
        _form = form ?? KernelForm.For(device);
        _session = new ClSession(device, cache, options, profile);
        string description = $"{device.Name}, {device.Platform} {device.Driver}, " +
            $"{_form.Width} lanes, {device.ComputeUnits} compute units";
        Info = new(device.Id, description, _form.Width, device.ComputeUnits);
    }

    /// <inheritdoc/>
    public BackendInfo Info { get; }

    /// <inheritdoc/>
    public string MemoryPlan => FormattableString.Invariant(
        $"{_session.TakenBytes >> 20} MiB of the device's {_session.Device.MemoryBytes >> 20}") +
        (_form.Staged == 0 ? "" : FormattableString.Invariant($", {_form.Staged * sizeof(float)} bytes of local memory"));

    /// <inheritdoc/>
    public IFieldProgram Compile(FieldSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return new OpenClProgram(spec, _session, _form);
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
