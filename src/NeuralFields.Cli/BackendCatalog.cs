using System.Globalization;
using NeuralFields.Backends;
using NeuralFields.Backends.Cpu;
using NeuralFields.Descriptions;
using NeuralFields.OpenCL;
using NeuralFields.Scenes;

namespace NeuralFields.Cli;

/// <summary>
/// Opens processors by name. Nothing falls back silently: what was opened is in <see cref="IBackend.Info"/>.
/// </summary>
internal static class BackendCatalog
{
    private const string Auto = "auto", Cpu = "cpu", OpenCl = "opencl";

    /// <summary>Opens a processor.</summary>
    /// <param name="device">auto, cpu or opencl[:N]; null is auto, the first OpenCL GPU or else the CPU.</param>
    /// <param name="threads">Threads of the CPU backend; null for all of the machine.</param>
    /// <param name="use">How an OpenCL device is used; null for as it likes best.</param>
    /// <exception cref="InputException">There is no such processor, or it cannot be opened.</exception>
    public static IBackend Open(string? device, int? threads, SceneDevice? use = null)
    {
        if (device is not (null or Auto or Cpu)) return OpenOpenCl(FindOpenCl(device), use ?? new());
        return device != Cpu && FirstGpu() is { } gpu
            ? OpenOpenCl(gpu, use ?? new())
            : new CpuBackend(threads ?? Environment.ProcessorCount);
    }

    /// <summary>An OpenCL device by name.</summary>
    /// <param name="device">opencl[:N].</param>
    /// <exception cref="InputException">There is no such device.</exception>
    public static OpenClDevice FindOpenCl(string device)
    {
        string[] parts = device.Split(':', 2);
        if (parts[0] != OpenCl)
            throw new InputException("--device: " + Nearest.Unknown("device", device, [Auto, Cpu, OpenCl]));
        if (parts.Length == 1) return OpenClDevice.Find(0);
        return int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            ? OpenClDevice.Find(index)
            : throw new InputException($"--device {device}: {parts[1]} is no number, expected opencl or opencl:N.");
    }

    /// <summary>What auto takes: a processor behind OpenCL is no better than the CPU backend.</summary>
    public static OpenClDevice? FirstGpu() => OpenClDevices(out _).FirstOrDefault(d => d.IsGpu);

    /// <summary>The OpenCL devices; none where there is no loader.</summary>
    /// <param name="absence">Why there are none, or null.</param>
    public static IReadOnlyList<OpenClDevice> OpenClDevices(out string? absence)
    {
        absence = null;
        try
        {
            IReadOnlyList<OpenClDevice> devices = OpenClDevice.List();
            if (devices.Count == 0) absence = "OpenCL: no driver offers a device.";
            return devices;
        }
        catch (InputException e)
        {
            absence = e.Message;
            return [];
        }
    }

    private static OpenClBackend OpenOpenCl(OpenClDevice device, SceneDevice use)
        => new(device.Within(use.LocalMemoryLimit, use.WorkGroupLimit, use.MemoryLimit), use.HalfTables);

    /// <summary>What was chosen, in a line: nothing is chosen silently.</summary>
    public static string Describe(BackendInfo info) => $"device {info.Device}: {info.Description}";
}
