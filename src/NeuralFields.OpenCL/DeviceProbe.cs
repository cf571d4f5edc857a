using NeuralFields.OpenCL.Emission;
using NeuralFields.OpenCL.Memory;

namespace NeuralFields.OpenCL;

/// <summary>What a device does at most, measured by kernels: multiply-adds, and copies of its memory.</summary>
public sealed class DeviceProbe : IDisposable
{
    // Enough chains that none waits for another, few enough for the registers.
    private const int Chains = 12, Rounds = 4096, GroupsPerUnit = 4, SharedGroupsPerUnit = 64;

    // Beyond all caches.
    private const int CopiedFloats = 1 << 25;

    private readonly ClSession _session;
    private readonly ClProgram _program;
    private readonly KernelForm _form;
    private readonly ClBuffer _results, _from, _to;
    private readonly long _items;

    /// <summary>Builds the kernels.</summary>
    /// <param name="device">The device.</param>
    /// <exception cref="InputException">It cannot be opened.</exception>
    public DeviceProbe(OpenClDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        _session = new(device, ProgramCache.OfUser);
        _form = KernelForm.For(device) with { Vectors = 1, Lanes = 1 };
        _program = ClProgram.Build(
            _session, "probe", FieldKernels.Prelude(_form) + "\n" + KernelTemplate.Fill("probe", [], Chains));
        _items = (long)device.ComputeUnits * (_form.IsShared ? SharedGroupsPerUnit : GroupsPerUnit) * _form.GroupSize;
        _results = ClBuffer.Of<float>(_session, _items);
        (_from, _to) = (ClBuffer.Of<float>(_session, CopiedFloats), ClBuffer.Of<float>(_session, CopiedFloats));
        _session.Finish();
    }

    /// <summary>Floating-point operations of <see cref="MultiplyAdd"/>.</summary>
    public double Operations => 2.0 * Chains * Rounds * _form.Width * _items;

    /// <summary>Bytes that <see cref="Copy"/> reads and writes.</summary>
    public static double CopiedBytes => 2.0 * CopiedFloats * sizeof(float);

    /// <summary>Multiplies and adds, and waits.</summary>
    public void MultiplyAdd()
    {
        _program["multiply_adds"].With(_results).With(1, Rounds).Run(_items, _form.GroupSize);
        _session.Finish();
    }

    /// <summary>Copies memory, and waits.</summary>
    public void Copy()
    {
        _program["copy"].With(_from, _to).With(2, CopiedFloats / _form.Width).Run(_items, _form.GroupSize);
        _session.Finish();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _program.Dispose();
        foreach (ClBuffer buffer in (ClBuffer[])[_results, _from, _to]) buffer.Dispose();
        _session.Dispose();
    }
}
