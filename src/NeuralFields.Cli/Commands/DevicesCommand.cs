using NeuralFields.Backends;
using NeuralFields.Descriptions;
using NeuralFields.OpenCL;

namespace NeuralFields.Cli.Commands;

/// <summary><c>nf devices</c>: the processors that <c>--device</c> can name.</summary>
internal sealed class DevicesCommand : ToolCommand
{
    public DevicesCommand() : base("devices", "List the processors that fields can run on.", "nf devices --json") { }

    protected override int Run(Invocation invocation)
    {
        using IBackend cpu = BackendCatalog.Open("cpu", threads: null);
        BackendInfo info = cpu.Info;
        invocation.Terminal.Print($"{info.Device}: {info.Description}");
        List<DescriptionNode> devices =
        [
            new JsonResult().Add("device", info.Device).Add("description", info.Description)
                .Add("laneWidth", info.LaneWidth).Add("threads", info.Threads).ToNode(),
        ];
        IReadOnlyList<OpenClDevice> found = BackendCatalog.OpenClDevices(out string? absence);
        if (absence is not null) invocation.Terminal.Say(absence);
        foreach (OpenClDevice device in found)
        {
            invocation.Terminal.Print(FormattableString.Invariant(
                $"{device}: {device.Platform}, {device.Version}, driver {device.Driver}, ") +
                FormattableString.Invariant($"{Kind(device)}, {device.ComputeUnits} compute units, ") +
                FormattableString.Invariant($"{device.MemoryBytes >> 20} MiB"));
            devices.Add(Describe(device));
        }
        invocation.Terminal.Result(new JsonResult()
            .Add("auto", BackendCatalog.FirstGpu()?.Id ?? info.Device)
            .Add("devices", DescriptionNode.Of((IReadOnlyList<DescriptionNode>)devices)).ToNode());
        return ExitCode.Done;
    }

    private static DescriptionNode Describe(OpenClDevice device) => new JsonResult()
        .Add("device", device.Id).Add("description", device.Name).Add("kind", Kind(device))
        .Add("platform", device.Platform).Add("platformVersion", device.PlatformVersion)
        .Add("version", device.Version).Add("driver", device.Driver).Add("computeUnits", device.ComputeUnits)
        .Add("laneWidth", device.VectorWidth).Add("memoryMiB", device.MemoryBytes >> 20).ToNode();

    private static string Kind(OpenClDevice device) => device.IsGpu ? "gpu" : device.IsCpu ? "cpu" : "accelerator";
}
