using System.Numerics;
using System.Text;
using NeuralFields.OpenCL.Interop;
using static NeuralFields.OpenCL.Interop.ClConstants;

namespace NeuralFields.OpenCL;

/// <summary>A processor that an OpenCL driver offers.</summary>
/// <param name="Name">The device's own name.</param>
/// <param name="Platform">The driver's name.</param>
/// <param name="PlatformVersion">The driver's version of OpenCL.</param>
/// <param name="Version">The device's version of OpenCL.</param>
/// <param name="Driver">The version of the driver.</param>
/// <param name="IsGpu">Whether it is a graphics processor.</param>
/// <param name="IsCpu">Whether it is the machine's own processor.</param>
/// <param name="ComputeUnits">Processors that work at once.</param>
/// <param name="MemoryBytes">Memory of the device.</param>
/// <param name="LargestBuffer">Bytes that one buffer may have.</param>
/// <param name="VectorWidth">Floats per native vector.</param>
public sealed record OpenClDevice(
    string Name, string Platform, string PlatformVersion, string Version, string Driver, bool IsGpu, bool IsCpu,
    int ComputeUnits, long MemoryBytes, long LargestBuffer, int VectorWidth)
{
    private static readonly Lock s_asking = new();

    // Two warps, or one wavefront.
    private const int MostPerGroup = 64;

    /// <summary>The name of the device on command lines: opencl:N.</summary>
    public string Id { get; private init; } = "opencl";

    /// <summary>Local memory of a group, in bytes.</summary>
    public long LocalMemoryBytes { get; private init; }

    /// <summary>Whether floats can be added to atomically by an extension of OpenCL 3.0.</summary>
    public bool HasFloatAtomics { get; private init; }

    /// <summary>Work-items that a group may have.</summary>
    public int LargestGroup { get; private init; } = MostPerGroup;

    /// <summary>Whether the driver can build text, and numbers lie as they do on this machine.</summary>
    public bool IsUsable { get; private init; } = true;

    /// <summary>Work-items of a group where a kernel does not mind: a power of two.</summary>
    internal int UsualGroup => 1 << BitOperations.Log2((uint)Math.Clamp(LargestGroup, 1, MostPerGroup));

    internal nint Handle { get; private init; }

    /// <summary>The device as if it had no more than this; null stands for what it has.</summary>
    /// <param name="localMemory">Bytes of local memory of a group.</param>
    /// <param name="groupSize">Work-items of a group.</param>
    /// <param name="memory">Bytes of memory.</param>
    public OpenClDevice Within(long? localMemory = null, int? groupSize = null, long? memory = null) => this with
    {
        LocalMemoryBytes = Math.Min(LocalMemoryBytes, localMemory ?? long.MaxValue),
        LargestGroup = Math.Min(LargestGroup, groupSize ?? int.MaxValue),
        MemoryBytes = Math.Min(MemoryBytes, memory ?? long.MaxValue),
        LargestBuffer = Math.Min(LargestBuffer, memory ?? long.MaxValue),
    };

    /// <summary>All devices of all platforms; graphics processors first, processors last.</summary>
    /// <exception cref="InputException">The loader is absent.</exception>
    public static IReadOnlyList<OpenClDevice> List()
    {
        OpenClLoader.Require();
        // Loaders and drivers set themselves up at the first question, and some crash where two threads ask it at once.
        lock (s_asking)
        {
            IEnumerable<OpenClDevice> found = Platforms().SelectMany(DevicesOf);
            return [.. found.OrderBy(d => d.IsGpu ? 0 : d.IsCpu ? 2 : 1).Select((d, i) => d with { Id = $"opencl:{i}" })];
        }
    }

    /// <summary>The device of that number.</summary>
    /// <param name="index">Its place in the list.</param>
    /// <exception cref="InputException">The loader is absent, or there is no such device.</exception>
    public static OpenClDevice Find(int index)
    {
        IReadOnlyList<OpenClDevice> devices = List();
        if (devices.Count == 0)
            throw new InputException(
                "OpenCL: the loader is there but no driver offers a device. Install one (on Debian pocl-opencl-icd), or " +
                "take --device cpu.");
        return index < devices.Count
            ? devices[index]
            : throw new InputException(
                $"opencl:{index}: there is no such device, expected one of " +
                $"{string.Join(", ", devices.Select(d => d.ToString()))}.");
    }

    /// <summary>Name and device, such as opencl:0 (pocl).</summary>
    public override string ToString() => $"{Id} ({Name})";

    private static nint[] Platforms()
    {
        int status = Cl.clGetPlatformIDs(0, null, out uint count);
        if (status == CL_PLATFORM_NOT_FOUND_KHR || count == 0) return [];
        ClStatus.Require(status, "OpenCL: listing the platforms");
        nint[] platforms = new nint[count];
        ClStatus.Require(Cl.clGetPlatformIDs(count, platforms, out _), "OpenCL: listing the platforms");
        return platforms;
    }

    private static IEnumerable<OpenClDevice> DevicesOf(nint platform)
    {
        int status = Cl.clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, 0, null, out uint count);
        // A platform without devices, or one whose hardware is away, hides no other.
        if (status != CL_SUCCESS || count == 0) return [];
        nint[] devices = new nint[count];
        ClStatus.Require(
            Cl.clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, count, devices, out _), "OpenCL: listing the devices");
        return [.. devices.Select(d => Describe(platform, d))];
    }

    private static OpenClDevice Describe(nint platform, nint device)
    {
        ulong type = Number(device, CL_DEVICE_TYPE);
        return new(
            Text(device, CL_DEVICE_NAME), PlatformText(platform, CL_PLATFORM_NAME),
            PlatformText(platform, CL_PLATFORM_VERSION), Text(device, CL_DEVICE_VERSION), Text(device, CL_DRIVER_VERSION),
            (type & CL_DEVICE_TYPE_GPU) != 0, (type & CL_DEVICE_TYPE_CPU) != 0,
            (int)Number(device, CL_DEVICE_MAX_COMPUTE_UNITS), (long)Number(device, CL_DEVICE_GLOBAL_MEM_SIZE),
            (long)Number(device, CL_DEVICE_MAX_MEM_ALLOC_SIZE), (int)Number(device, CL_DEVICE_NATIVE_VECTOR_WIDTH_FLOAT))
        {
            Handle = device,
            LocalMemoryBytes = (long)Number(device, CL_DEVICE_LOCAL_MEM_SIZE),
            LargestGroup = (int)Math.Min(Number(device, CL_DEVICE_MAX_WORK_GROUP_SIZE), int.MaxValue),
            IsUsable = Number(device, CL_DEVICE_COMPILER_AVAILABLE) != 0
                && Number(device, CL_DEVICE_ENDIAN_LITTLE) != 0 == BitConverter.IsLittleEndian,
            HasFloatAtomics = Text(device, CL_DEVICE_EXTENSIONS).Split(' ').Contains("cl_ext_float_atomics")
                && Text(device, CL_DEVICE_VERSION).StartsWith("OpenCL 3", StringComparison.Ordinal),
        };
    }

    private static string PlatformText(nint platform, uint what)
    {
        ClStatus.Require(Cl.clGetPlatformInfo(platform, what, 0, null, out nuint size), "OpenCL: asking a platform");
        byte[] text = new byte[size];
        ClStatus.Require(Cl.clGetPlatformInfo(platform, what, size, text, out _), "OpenCL: asking a platform");
        return Decode(text);
    }

    private static string Text(nint device, uint what) => Decode(Info(device, what));

    private static ulong Number(nint device, uint what)
    {
        byte[] bytes = new byte[sizeof(ulong)];
        Info(device, what).CopyTo(bytes, 0);
        return BitConverter.ToUInt64(bytes);
    }

    private static byte[] Info(nint device, uint what)
    {
        ClStatus.Require(Cl.clGetDeviceInfo(device, what, 0, null, out nuint size), "OpenCL: asking a device");
        byte[] value = new byte[size];
        ClStatus.Require(Cl.clGetDeviceInfo(device, what, size, value, out _), "OpenCL: asking a device");
        return value;
    }

    private static string Decode(byte[] text) => Encoding.UTF8.GetString(text).TrimEnd('\0').Trim();
}
