using NeuralFields.OpenCL.Interop;

namespace NeuralFields.OpenCL;

/// <summary>A device in use: its context and its queue, which works in order.</summary>
internal sealed class ClSession : IDisposable
{
    public ClSession(OpenClDevice device)
    {
        Device = device;
        Context = Cl.clCreateContext(0, 1, [device.Handle], 0, 0, out int status);
        Require(status, "opening the device");
        Queue = Cl.clCreateCommandQueue(Context, device.Handle, 0, out status);
        Require(status, "making a queue");
    }

    public OpenClDevice Device { get; }

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
