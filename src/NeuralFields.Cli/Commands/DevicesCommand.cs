using NeuralFields.Backends;
using NeuralFields.Descriptions;

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
        invocation.Terminal.Say("OpenCL is not in this version.");
        DescriptionNode device = new JsonResult()
            .Add("device", info.Device).Add("description", info.Description)
            .Add("laneWidth", info.LaneWidth).Add("threads", info.Threads).ToNode();
        invocation.Terminal.Result(new JsonResult()
            .Add("auto", info.Device)
            .Add("devices", DescriptionNode.Of((IReadOnlyList<DescriptionNode>)[device])).ToNode());
        return ExitCode.Done;
    }
}
