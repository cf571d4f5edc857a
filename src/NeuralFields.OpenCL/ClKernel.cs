using NeuralFields.OpenCL.Interop;
using NeuralFields.OpenCL.Memory;

namespace NeuralFields.OpenCL;

/// <summary>A function of a program that the device runs over a range of work-items.</summary>
internal sealed class ClKernel : IDisposable
{
    private readonly ClSession _session;
    private readonly string _name;
    private nint _handle;

    public ClKernel(ClSession session, nint program, string name)
    {
        (_session, _name) = (session, name);
        _handle = Cl.clCreateKernel(program, name, out int status);
        session.Require(status, $"finding kernel {name}");
    }

    /// <summary>Sets the arguments from the first on that are memory.</summary>
    public ClKernel With(params ReadOnlySpan<ClBuffer> buffers)
    {
        for (int i = 0; i < buffers.Length; i++)
        {
            nint handle = buffers[i].Handle;
            Set(i, Cl.clSetKernelArg(_handle, (uint)i, (nuint)nint.Size, handle));
        }
        return this;
    }

    /// <summary>Sets a whole number.</summary>
    public ClKernel With(int index, int value)
    {
        Set(index, Cl.clSetKernelArg(_handle, (uint)index, sizeof(int), value));
        return this;
    }

    /// <summary>Sets a number.</summary>
    public ClKernel With(int index, float value)
    {
        Set(index, Cl.clSetKernelArg(_handle, (uint)index, sizeof(float), value));
        return this;
    }

    /// <summary>Puts the kernel into the queue.</summary>
    /// <param name="items">Work-items along the first axis; a multiple of the group.</param>
    /// <param name="group">Work-items per group.</param>
    /// <param name="rows">Work-items along the second axis, each in a group of its own.</param>
    public void Run(long items, int group, int rows = 1)
    {
        ReadOnlySpan<nuint> global = [(nuint)items, (nuint)rows], local = [(nuint)group, 1];
        nint done = 0;
        int status = _session.Profile is null
            ? Cl.clEnqueueNDRangeKernel(_session.Queue, _handle, 2, 0, global[0], local[0], 0, 0, 0)
            : Cl.clEnqueueNDRangeKernel(_session.Queue, _handle, 2, 0, global[0], local[0], 0, 0, out done);
        _session.Require(status, $"running {_name}");
        _session.Profile?.Add(_name, done);
    }

    /// <summary>
    /// Puts the kernel into the queue, in groups as the device likes them, for things that may not fill the last one; it
    /// must see that.
    /// </summary>
    /// <param name="count">Things along the first axis.</param>
    /// <param name="rows">Work-items along the second axis.</param>
    public void RunOver(int count, int rows = 1)
    {
        int group = _session.Device.UsualGroup;
        Run(Math.Max(1, (count + group - 1) / group) * (long)group, group, rows);
    }

    public void Dispose()
    {
        if (_handle != 0) _ = Cl.clReleaseKernel(_handle);
        _handle = 0;
    }

    private void Set(int index, int status) => _session.Require(status, $"setting argument {index} of {_name}");
}
