using NeuralFields.OpenCL.Interop;
using static NeuralFields.OpenCL.Interop.ClConstants;

namespace NeuralFields.OpenCL;

/// <summary>A device in use: its context and its queue, which works in order.</summary>
internal sealed class ClSession : IDisposable
{
    // Denormals and NaN as on the CPU; nothing that trades digits for speed.
    private const string UsualOptions = "-cl-std=CL1.2", OptionsWithFloatAtomics = "-cl-std=CL3.0";

    /// <summary>Opens a device.</summary>
    /// <param name="device">The device.</param>
    /// <param name="cache">Where built programs are kept.</param>
    /// <param name="options">More options of builds; tests turn optimisation off to build faster.</param>
    /// <param name="profile">Takes the times of all launches; null to keep none.</param>
    public ClSession(
        OpenClDevice device, ProgramCache cache, string options = "", KernelProfile? profile = null)
    {
        (Device, Cache, Profile) = (device, cache, profile);
        if (!device.IsUsable)
            throw new InputException($"{device}: expected a driver that builds text, and the byte order of this machine.");
        Options = $"{(device.HasFloatAtomics ? OptionsWithFloatAtomics : UsualOptions)} {options}".TrimEnd();
        Context = Cl.clCreateContext(0, 1, [device.Handle], 0, 0, out int status);
        Require(status, "opening the device");
        Queue = Cl.clCreateCommandQueue(
            Context, device.Handle, profile is null ? 0 : CL_QUEUE_PROFILING_ENABLE, out status);
        Require(status, "making a queue");
    }

    public OpenClDevice Device { get; }

    public ProgramCache Cache { get; }

    /// <summary>Where the times of launches go, or null.</summary>
    public KernelProfile? Profile { get; }

    /// <summary>The options of all builds.</summary>
    public string Options { get; }

    public nint Context { get; }

    public nint Queue { get; }

    /// <summary>Bytes of device memory that buffers take.</summary>
    public long TakenBytes { get; private set; }

    /// <summary>Counts memory that a buffer is about to take.</summary>
    /// <exception cref="InputException">The device does not have it; the line says what to make smaller.</exception>
    public void Take(long bytes)
    {
        if (bytes > Device.LargestBuffer) throw TooMuch("one buffer", bytes, Device.LargestBuffer);
        if (TakenBytes + bytes > Device.MemoryBytes) throw TooMuch("all buffers", TakenBytes + bytes, Device.MemoryBytes);
        TakenBytes += bytes;
    }

    /// <summary>Memory that a buffer gives back.</summary>
    public void GiveBack(long bytes) => TakenBytes -= bytes;

    private InputException TooMuch(string what, long bytes, long most) => new(FormattableString.Invariant(
        $"{Device}: {what} would take {bytes >> 20} MiB, expected at most {most >> 20}. ") +
        "Make training.batch_size or encoding.log2_hashmap_size smaller, or take --device cpu.");

    /// <summary>Throws unless a call succeeded.</summary>
    /// <exception cref="InputException">It failed; the line names the device.</exception>
    public void Require(int status, string what) => ClStatus.Require(status, $"{Device}: {what}");

    /// <summary>Lets the device begin.</summary>
    public void Flush() => Require(Cl.clFlush(Queue), "starting work");

    /// <summary>Waits for everything.</summary>
    public void Finish() => Require(Cl.clFinish(Queue), "running kernels");

    public void Dispose()
    {
        _ = Cl.clFinish(Queue);
        Profile?.Clear();
        _ = Cl.clReleaseCommandQueue(Queue);
        _ = Cl.clReleaseContext(Context);
    }
}
