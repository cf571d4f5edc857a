using System.Globalization;
using System.Runtime.InteropServices;
using NeuralFields.IO.Fields;
using NeuralFields.IO.Video;
using NeuralFields.Numerics;
using NeuralFields.Viewer;

namespace NeuralFields.Cli.Commands;

/// <summary><c>nf doctor</c>: what this machine offers, for a report of a fault.</summary>
internal sealed class DoctorCommand : ToolCommand
{
    public DoctorCommand() : base("doctor", "Say what this machine offers.", "nf doctor") { }

    private static long MemoryMiB => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20;

    private static string OpenCl
        => BackendCatalog.OpenClDevices(out string? absence) is { Count: > 0 } devices
            ? string.Join(", ", devices)
            : absence!;

    /// <summary>What is there, or why it is not and what to install.</summary>
    private static string OrAbsence(Func<string> find)
    {
        try
        {
            return find();
        }
        catch (InputException e)
        {
            return e.Message;
        }
    }

    protected override int Run(Invocation invocation)
    {
        (string Name, string Json, string Value)[] facts =
        [
            ("program", "version", FieldFile.ProgramVersion),
            ("runtime", "runtime", RuntimeInformation.FrameworkDescription),
            ("system", "system", RuntimeInformation.OSDescription.Trim()),
            ("processor", "architecture", RuntimeInformation.ProcessArchitecture.ToString()),
            ("cores", "cores", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture)),
            ("lanes", "laneWidth", ((int)LaneWidths.Best).ToString(CultureInfo.InvariantCulture)),
            ("memory", "memoryMiB", MemoryMiB.ToString(CultureInfo.InvariantCulture)),
            ("OpenCL", "openCl", OpenCl),
            ("window", "window", OrAbsence(GlfwWindow.Describe)),
            ("films", "films", OrAbsence(() => VideoFile.Require("mp4"))),
        ];
        JsonResult result = new();
        foreach ((string name, string json, string value) in facts)
        {
            invocation.Terminal.Print($"{name,-10} {value}");
            _ = long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
                ? result.Add(json, number)
                : result.Add(json, value);
        }
        invocation.Terminal.Result(result.ToNode());
        return ExitCode.Done;
    }
}
