using NeuralFields.Backends;
using NeuralFields.Backends.Cpu;
using NeuralFields.Descriptions;

namespace NeuralFields.Cli;

/// <summary>
/// Opens processors by name. Nothing falls back silently: what was opened is in <see cref="IBackend.Info"/>.
/// </summary>
internal static class BackendCatalog
{
    private const string Auto = "auto", Cpu = "cpu", OpenCl = "opencl";

    /// <summary>Opens a processor.</summary>
    /// <param name="device">auto, cpu or opencl[:N]; null is auto.</param>
    /// <param name="threads">Threads of the CPU backend; null for all of the machine.</param>
    /// <exception cref="InputException">There is no such processor.</exception>
    public static IBackend Open(string? device, int? threads)
    {
        string kind = (device ?? Auto).Split(':')[0];
        if (kind is Auto or Cpu && kind == (device ?? Auto))
            return new CpuBackend(threads ?? Environment.ProcessorCount);
        throw new InputException(kind == OpenCl
            ? $"--device {device}: OpenCL is not in this version, expected auto or cpu."
            : "--device: " + Nearest.Unknown("device", device!, [Auto, Cpu, OpenCl]));
    }

    /// <summary>What was chosen, in a line: nothing is chosen silently.</summary>
    public static string Describe(BackendInfo info) => $"device {info.Device}: {info.Description}";
}
