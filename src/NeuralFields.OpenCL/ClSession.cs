using NeuralFields.OpenCL.Interop;

namespace NeuralFields.OpenCL;

/// <summary>A device in use: its context and its queue, which works in order.</summary>
internal sealed class ClSession : IDisposable
{
    // Denormals and NaN as on the CPU; nothing that trades digits for speed.
    private const string UsualOptions = "-cl-std=CL1.2";

    /// <summary>Opens a device.</summary>
    /// <param name="device">The device.</param>
    /// <param name="cache">Where built programs are kept.</param>
    /// <param name="options">More options of builds; tests turn optimisation off to build faster.</param>
    public ClSession(OpenClDevice device, ProgramCache cache, string options = "")
    {
        (Device, Cache, Options) = (device, cache, $"{UsualOptions} {options}".TrimEnd());
        Context = Cl.clCreateContext(0, 1, [device.Handle], 0, 0, out int status);
        Require(status, "opening the device");
        Queue = Cl.clCreateCommandQueue(Context, device.Handle, 0, out status);
        Require(status, "making a queue");
    }

    public OpenClDevice Device { get; }

    public ProgramCache Cache { get; }

    /// <summary>The options of all builds.</summary>
    public string Options { get; }

    public nint Context { get; }

    public nint Queue { get; }

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
        _ = Cl.clReleaseCommandQueue(Queue);
        _ = Cl.clReleaseContext(Context);
    }
}
