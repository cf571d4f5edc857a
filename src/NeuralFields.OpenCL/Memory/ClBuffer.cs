using NeuralFields.OpenCL.Interop;
using static NeuralFields.OpenCL.Interop.ClConstants;

namespace NeuralFields.OpenCL.Memory;

/// <summary>Memory of a device, or memory of the host that a device works on.</summary>
internal sealed unsafe class ClBuffer : IDisposable
{
    private readonly ClSession _session;
    private readonly long _bytes;

    private ClBuffer(ClSession session, long bytes, ulong flags, nint host)
    {
        (_session, _bytes) = (session, bytes);
        session.Take(bytes);
        Handle = Cl.clCreateBuffer(session.Context, flags, (nuint)bytes, host, out int status);
        session.Require(status, "taking memory");
    }

    /// <summary>The buffer for the driver.</summary>
    public nint Handle { get; private set; }

    /// <summary>Device memory, filled with zeros.</summary>
    /// <param name="session">The device.</param>
    /// <param name="count">Elements; 0 gives the smallest buffer there is.</param>
    public static ClBuffer Of<T>(ClSession session, long count) where T : unmanaged
    {
        long bytes = (Math.Max(1, count * sizeof(T)) + 63) & ~63L;
        ClBuffer buffer = new(session, bytes, CL_MEM_READ_WRITE, 0);
        buffer.Clear();
        return buffer;
    }

    /// <summary>Device memory that holds these numbers.</summary>
    public static ClBuffer Holding<T>(ClSession session, ReadOnlySpan<T> values) where T : unmanaged
    {
        ClBuffer buffer = Of<T>(session, values.Length);
        buffer.Write(values);
        return buffer;
    }

    /// <summary>Host memory that stays where it is until the buffer is given back.</summary>
    public static ClBuffer Over(ClSession session, float* host, long count, bool isRead)
        => new(session, count * sizeof(float), CL_MEM_USE_HOST_PTR | (isRead ? CL_MEM_READ_ONLY : CL_MEM_WRITE_ONLY),
            (nint)host);

    /// <summary>Sets every byte to zero.</summary>
    public void Clear() => Fill(0);

    /// <summary>Sets every word.</summary>
    /// <param name="word">Its bits.</param>
    public void Fill(int word)
        => _session.Require(
            Cl.clEnqueueFillBuffer(_session.Queue, Handle, word, sizeof(int), 0, (nuint)_bytes, 0, 0, 0),
            "clearing memory");

    /// <summary>Copies from the host and waits.</summary>
    public void Write<T>(ReadOnlySpan<T> values) where T : unmanaged
    {
        if (values.IsEmpty) return;
        fixed (T* host = values) Write((nint)host, (long)values.Length * sizeof(T), wait: true);
    }

    /// <summary>Copies from memory that stays as it is until the queue is done.</summary>
    public void Enqueue<T>(T* host, long count) where T : unmanaged
        => Write((nint)host, count * sizeof(T), wait: false);

    /// <summary>Copies to the host and waits for all work before it.</summary>
    public void Read<T>(Span<T> values) where T : unmanaged
    {
        if (values.IsEmpty) return;
        nint done = 0, kept = _session.Profile is null ? 0 : (nint)(&done);
        fixed (T* host = values)
            _session.Require(
                Cl.clEnqueueReadBuffer(_session.Queue, Handle, CL_TRUE, 0, (nuint)((long)values.Length * sizeof(T)),
                    (nint)host, 0, 0, kept),
                "reading memory");
        _session.Profile?.Add(KernelProfile.FromDevice, done);
    }

    /// <summary>Brings what the device wrote to the host memory that this buffer lies over, and waits.</summary>
    public void Synchronize()
    {
        nint mapped = Cl.clEnqueueMapBuffer(
            _session.Queue, Handle, CL_TRUE, CL_MAP_READ, 0, (nuint)_bytes, 0, 0, 0, out int status);
        _session.Require(status, "reading results");
        _session.Require(Cl.clEnqueueUnmapMemObject(_session.Queue, Handle, mapped, 0, 0, 0), "reading results");
        _session.Finish();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Handle == 0) return;
        _ = Cl.clReleaseMemObject(Handle);
        _session.GiveBack(_bytes);
        Handle = 0;
    }

    private void Write(nint host, long bytes, bool wait)
    {
        nint done = 0, kept = _session.Profile is null ? 0 : (nint)(&done);
        _session.Require(
            Cl.clEnqueueWriteBuffer(
                _session.Queue, Handle, wait ? CL_TRUE : CL_FALSE, 0, (nuint)bytes, host, 0, 0, kept),
            "writing memory");
        _session.Profile?.Add(KernelProfile.ToDevice, done);
    }
}
