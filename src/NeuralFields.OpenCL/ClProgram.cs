using System.Runtime.InteropServices;
using System.Text;
using NeuralFields.OpenCL.Interop;
using static NeuralFields.OpenCL.Interop.ClConstants;

namespace NeuralFields.OpenCL;

/// <summary>Kernels built for a device, from text or from the cache of built programs.</summary>
internal sealed class ClProgram : IDisposable
{
    private readonly ClSession _session;
    private readonly Dictionary<string, ClKernel> _kernels = [];
    private string? _unkeptKey;
    private nint _handle;

    private ClProgram(ClSession session, nint handle) => (_session, _handle) = (session, handle);

    /// <summary>Builds a text, or takes what was built from it before.</summary>
    /// <param name="session">The device.</param>
    /// <param name="name">What the text is, for messages: train, infer.</param>
    /// <param name="source">The text.</param>
    /// <exception cref="InputException">The driver cannot build it; the source is kept and named.</exception>
    public static ClProgram Build(ClSession session, string name, string source)
    {
        string key = ProgramCache.KeyOf(session.Device, session.Options, source);
        if (session.Cache.Read(key) is { } binary && FromBinary(session, binary) is { } kept) return kept;
        nint handle = Create(session, source);
        ClProgram program = new(session, handle);
        int status = Cl.clBuildProgram(handle, 1, [session.Device.Handle], session.Options, 0, 0);
        if (status != CL_SUCCESS)
        {
            using (program)
                throw Failure(session, name, status, program.BuildLog(), session.Cache.KeepSource(name, source));
        }
        program._unkeptKey = key;
        return program;
    }

    /// <summary>A kernel by name; the same object at every call.</summary>
    public ClKernel this[string name]
        => _kernels.TryGetValue(name, out ClKernel? kernel)
            ? kernel
            : _kernels[name] = new ClKernel(_session, _handle, name);

    /// <summary>
    /// Keeps a new program, unless it was never run: some drivers finish kernels at their first run, and what is read
    /// before that has to be finished again at every start.
    /// </summary>
    public void Dispose()
    {
        if (_unkeptKey is not null && _session.Cache.Keeps && _kernels.Count > 0)
            _session.Cache.Write(_unkeptKey, Binary());
        _unkeptKey = null;
        foreach (ClKernel kernel in _kernels.Values) kernel.Dispose();
        _kernels.Clear();
        if (_handle != 0) _ = Cl.clReleaseProgram(_handle);
        _handle = 0;
    }

    private static nint Create(ClSession session, string source)
    {
        byte[] text = Encoding.ASCII.GetBytes(source);
        GCHandle pinned = GCHandle.Alloc(text, GCHandleType.Pinned);
        try
        {
            nint handle = Cl.clCreateProgramWithSource(
                session.Context, 1, [pinned.AddrOfPinnedObject()], [(nuint)text.Length], out int status);
            session.Require(status, "taking a program");
            return handle;
        }
        finally
        {
            pinned.Free();
        }
    }

    /// <summary>A program from the cache; null where the driver refuses it: then it is built anew.</summary>
    private static ClProgram? FromBinary(ClSession session, byte[] binary)
    {
        GCHandle pinned = GCHandle.Alloc(binary, GCHandleType.Pinned);
        try
        {
            int[] accepted = new int[1];
            nint handle = Cl.clCreateProgramWithBinary(session.Context, 1, [session.Device.Handle],
                [(nuint)binary.Length], [pinned.AddrOfPinnedObject()], accepted, out int status);
            if (status != CL_SUCCESS || accepted[0] != CL_SUCCESS || handle == 0) return null;
            ClProgram program = new(session, handle);
            if (Cl.clBuildProgram(handle, 1, [session.Device.Handle], session.Options, 0, 0) == CL_SUCCESS) return program;
            program.Dispose();
            return null;
        }
        finally
        {
            pinned.Free();
        }
    }

    /// <summary>What the driver made of the text; empty where it does not tell.</summary>
    private byte[] Binary()
    {
        ulong[] size = new ulong[1];
        if (!Ask(CL_PROGRAM_BINARY_SIZES, size, sizeof(ulong)) || size[0] == 0) return [];
        byte[] binary = new byte[size[0]];
        GCHandle pinned = GCHandle.Alloc(binary, GCHandleType.Pinned);
        bool isTold = Ask(CL_PROGRAM_BINARIES, new[] { pinned.AddrOfPinnedObject() }, nint.Size);
        pinned.Free();
        return isTold ? binary : [];
    }

    private bool Ask(uint what, Array answer, int bytes)
    {
        GCHandle pinned = GCHandle.Alloc(answer, GCHandleType.Pinned);
        int status = Cl.clGetProgramInfo(_handle, what, (nuint)bytes, pinned.AddrOfPinnedObject(), out _);
        pinned.Free();
        return status == CL_SUCCESS;
    }

    private string BuildLog()
    {
        nint device = _session.Device.Handle;
        if (Cl.clGetProgramBuildInfo(_handle, device, CL_PROGRAM_BUILD_LOG, 0, null, out nuint size) != CL_SUCCESS)
            return "";
        byte[] log = new byte[size];
        return Cl.clGetProgramBuildInfo(_handle, device, CL_PROGRAM_BUILD_LOG, size, log, out _) == CL_SUCCESS
            ? Encoding.UTF8.GetString(log).TrimEnd('\0')
            : "";
    }

    private static InputException Failure(ClSession session, string name, int status, string log, string kept)
    {
        const int LogLines = 3;
        string[] lines = [.. log.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        string first = lines.Length == 0 ? ClStatus.Name(status) : string.Join(" | ", lines.Take(LogLines));
        return new(
            $"{session.Device}: building {name} failed. {first} Source kept at {kept}; reproduce with: " +
            $"nf kernel FIELD.nf --kernel {name} --device {session.Device.Id}");
    }
}
