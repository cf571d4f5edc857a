using System.Diagnostics;
using System.Text.Json;
using NeuralFields.Testing;

namespace NeuralFields.Cli.Tests;

/// <summary>Commands on an OpenCL device; without one what they say.</summary>
public sealed class OpenClTests : IDisposable
{
    private static readonly string[] s_small =
        ["--set", "encoding.n_levels=3", "--set", "training.batch_size=256", "--set", "network.n_neurons=16"];

    private static readonly string[] s_judges = ["cpu", "opencl"];

    private readonly Workplace _place = new();

    public static bool HasDevice => BackendCatalog.OpenClDevices(out _).Count > 0;

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Devices_lists_the_cpu_and_what_drivers_offer()
    {
        JsonElement json = ToolRun.Of("devices", "--json").Json;
        JsonElement[] devices = [.. json.GetProperty("devices").EnumerateArray()];
        Assert.Equal("cpu", devices[0].GetProperty("device").GetString());
        Assert.Equal(BackendCatalog.OpenClDevices(out _).Count, devices.Length - 1);
        for (int i = 1; i < devices.Length; i++)
        {
            Assert.Equal($"opencl:{i - 1}", devices[i].GetProperty("device").GetString());
            foreach (string member in (string[])["description", "kind", "platform", "version", "driver"])
                Assert.NotEqual("", devices[i].GetProperty(member).GetString());
            Assert.True(devices[i].GetProperty("memoryMiB").GetInt64() > 0);
        }
        // A processor behind OpenCL is taken only by name.
        string? auto = json.GetProperty("auto").GetString();
        Assert.Contains(devices, d => d.GetProperty("device").GetString() == auto
            && (auto == "cpu" || d.GetProperty("kind").GetString() == "gpu"));
    }

    [Fact]
    public void A_device_that_is_not_there_is_the_users_mistake()
    {
        ToolRun run = ToolRun.Of("fit", "image", _place.Photo, "-o", _place["a.nf"], "--device", "opencl:99");
        Assert.Equal(ExitCode.Mistake, run.Code);
        Assert.Contains(HasDevice ? "opencl:99: there is no such device" : "OpenCL: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fit_on_a_device_agrees_with_the_cpu_and_goes_on_there()
    {
        if (!HasDevice) return;
        ToolRun device = Fit("a.nf", "opencl", "--steps", "60"), cpu = Fit("b.nf", "cpu", "--steps", "60");
        Assert.True(device.Code == 0, device.Error);
        Assert.Equal("opencl:0", device.Json.GetProperty("device").GetString());
        double psnr = cpu.Json.GetProperty("psnr").GetDouble();
        Assert.Equal(psnr, device.Json.GetProperty("psnr").GetDouble(), 0.2);
        foreach (string judge in (string[])["cpu", "opencl"])
            Assert.Equal(psnr, ToolRun.Of("eval", _place["a.nf"], _place.Photo, "--device", judge, "--json").Json
                .GetProperty("psnr").GetDouble(), 0.2);
    }

    [Theory, InlineData("igr"), InlineData("siren")]
    public void Surfaces_from_points_agree_with_the_cpu_and_are_meshed(string preset)
    {
        if (!HasDevice) return;
        string[] more =
        [
            "--preset", preset, "--steps", "60", "--set", "network.n_neurons=16", "--set", "network.n_hidden_layers=2",
            "--set", "training.batch_size=256",
        ];
        double[] losses = [.. s_judges.Select(d => Result("sdf", _place.Cloud, d, more).GetProperty("loss").GetDouble())];
        Assert.Equal(1, losses[1] / losses[0], 0.01);
        ToolRun mesh = ToolRun.Of(
            "mesh", _place["opencl.nf"], "-o", _place["a.glb"], "--resolution", "32", "--device", "opencl", "--json");
        Assert.True(mesh.Json.GetProperty("vertices").GetInt32() > 100);
    }

    [Fact]
    public void Radiance_is_learnt_on_a_device_and_looks_the_same_on_either()
    {
        if (!HasDevice) return;
        string data = Path.Combine(SharedData.Repository, "scenes", "radiance", "spot");
        string[] more =
        [
            // Long enough for cells that are kept otherwise than on the CPU to cost 0.4 dB, as they once did.
            "--steps", "200", "--downscale", "4", "--set", "training.batch_size=2048",
        ];
        double psnr = Result("radiance", data, "opencl", more).GetProperty("testPsnr").GetDouble();
        Assert.Equal(Result("radiance", data, "cpu", more).GetProperty("testPsnr").GetDouble(), psnr, 0.2);
        Assert.Equal(psnr, ToolRun.Of("eval", _place["opencl.nf"], data, "--device", "cpu", "--json").Json
            .GetProperty("testPsnr").GetDouble(), 0.05);
        Assert.Equal(0, ToolRun.Of(
            "render", _place["opencl.nf"], "-o", _place["v.png"], "--view", "0", "--device", "opencl").Code);
    }

    [Fact]
    public void Tables_may_be_read_in_half_precision()
    {
        if (!HasDevice) return;
        double psnr = Fit("a.nf", "opencl", "--steps", "60").Json.GetProperty("psnr").GetDouble();
        ToolRun half = Fit("b.nf", "opencl", "--steps", "60", "--set", "device.half_tables=true");
        Assert.True(half.Code == 0, half.Error);
        Assert.Equal(psnr, half.Json.GetProperty("psnr").GetDouble(), 0.2);
    }

    [Fact]
    public void Local_memory_and_groups_can_be_limited()
    {
        ToolRun small =
            Fit("a.nf", HasDevice ? "opencl" : "cpu", "--steps", "2", "--set", "device.local_memory_limit=16384",
                "--set", "device.work_group_limit=16");
        Assert.True(small.Code == 0, small.Error);
        ToolRun wrong = Fit("a.nf", "cpu", "--steps", "2", "--set", "device.local_memory_limit=16");
        Assert.Equal(ExitCode.Mistake, wrong.Code);
        Assert.Contains("local_memory_limit is 16, expected a whole number from 1024", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_little_memory_is_one_line()
    {
        if (!HasDevice) return;
        ToolRun run = Fit("a.nf", "opencl", "--steps", "2", "--set", "device.memory_limit=1048576");
        Assert.Equal(ExitCode.Mistake, run.Code);
        Assert.Contains("MiB, expected at most 1. Make training.batch_size", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_driver_the_mistake_is_one_line()
    {
        using Process process = ToolRun.StartWith("OCL_ICD_VENDORS", "/nonexistent",
            "fit", "image", _place.Photo, "-o", _place["a.nf"], "--device", "opencl", "--quiet");
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(ExitCode.Mistake, process.ExitCode);
        Assert.StartsWith("nf: OpenCL: ", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void Kernels_are_printed_and_written_for_a_field()
    {
        Assert.Equal(0, Fit("a.nf", "cpu", "--steps", "1").Code);
        foreach (string kernel in (string[])["infer", "differentiate", "train"])
        {
            string[] line = ["kernel", _place["a.nf"], "--kernel", kernel];
            ToolRun printed = ToolRun.Of(line), written = ToolRun.Of([.. line, "-o", _place["a.cl"], "--json"]);
            Assert.Equal((0, 0), (printed.Code, written.Code));
            string text = File.ReadAllText(_place["a.cl"]);
            Assert.Contains($" {kernel}(\n", text, StringComparison.Ordinal);
            Assert.DoesNotContain('$', text);
            Assert.Equal(text, printed.Output.ReplaceLineEndings("\n"));
        }
        ToolRun unknown = ToolRun.Of("kernel", _place["a.nf"], "--kernel", "trian");
        Assert.Equal(ExitCode.Mistake, unknown.Code);
        Assert.Contains("did you mean \"train\"?", unknown.Error, StringComparison.Ordinal);
    }

    private JsonElement Result(string task, string data, string device, string[] more)
    {
        ToolRun run =
            ToolRun.Of(["fit", task, data, "-o", _place[device + ".nf"], "--device", device, "--json", .. more]);
        Assert.True(run.Code == 0, run.Error);
        return run.Json;
    }

    private ToolRun Fit(string field, string device, params string[] more)
        => ToolRun.Of(["fit", "image", _place.Photo, "-o", _place[field], "--device", device, "--json", .. s_small, .. more]);
}
