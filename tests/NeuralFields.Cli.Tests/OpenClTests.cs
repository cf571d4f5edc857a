using System.Text.Json;

namespace NeuralFields.Cli.Tests;

/// <summary>Commands on an OpenCL device; without one what they say.</summary>
public sealed class OpenClTests : IDisposable
{
    private static readonly string[] s_small =
        ["--set", "encoding.n_levels=3", "--set", "training.batch_size=256", "--set", "network.n_neurons=16"];

    private readonly Workplace _place = new();

    private static bool HasDevice => BackendCatalog.OpenClDevices(out _).Count > 0;

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

    private ToolRun Fit(string field, string device, params string[] more)
        => ToolRun.Of(["fit", "image", _place.Photo, "-o", _place[field], "--device", device, "--json", .. s_small, .. more]);
}
