using NeuralFields.OpenCL.Interop;

namespace NeuralFields.OpenCL.Tests;

/// <summary>What happens around the kernels: loaders, builds, and the cache on disk.</summary>
public sealed class ProgramCacheTests : IDisposable
{
    private const string Sound = "__kernel void one(__global float *x) { x[0] = 1.0f; }\n";

    private readonly ProgramCache _cache =
        new(Path.Combine(Path.GetTempPath(), $"nf-cache-{Guid.NewGuid():N}"));

    [Fact]
    public void An_absent_loader_is_said_in_one_line()
    {
        InputException e = Assert.Throws<InputException>(() => OpenClLoader.Require(["libno.so.1", "libno.so"]));
        Assert.StartsWith("OpenCL: there is no loader on this machine — looked for libno.so.1, libno.so.", e.Message);
        Assert.DoesNotContain('\n', e.Message);
    }

    [Fact]
    public void An_absent_device_is_said_in_one_line()
    {
        if (TestDevice.Device is null) return;
        InputException e = Assert.Throws<InputException>(() => OpenClDevice.Find(99));
        Assert.StartsWith("opencl:99: there is no such device, expected one of opencl:0 (", e.Message);
    }

    [Fact]
    public void A_broken_source_is_kept_and_named()
    {
        if (TestDevice.Device is null) return;
        using ClSession session = new(TestDevice.Device, _cache);
        InputException e = Assert.Throws<InputException>(
            () => ClProgram.Build(session, "train", "__kernel void one() { here is no kernel; }\n"));
        string kept = Path.Combine(_cache.Folder, "failed-train.cl");
        Assert.StartsWith($"{TestDevice.Device}: building train failed. ", e.Message);
        Assert.Contains($"Source kept at {kept}; reproduce with: nf kernel FIELD.nf --kernel train", e.Message);
        Assert.DoesNotContain('\n', e.Message);
        Assert.Contains("here is no kernel", File.ReadAllText(kept));
    }

    [Fact]
    public void A_program_that_was_run_is_kept_and_taken_from_the_cache()
    {
        if (TestDevice.Device is null) return;
        RunOnce(Sound);
        string file = Assert.Single(Directory.EnumerateFiles(_cache.Folder));
        DateTime written = File.GetLastWriteTimeUtc(file);
        RunOnce(Sound);
        Assert.Equal(written, File.GetLastWriteTimeUtc(file));
        RunOnce(Sound.Replace("1.0f", "2.0f", StringComparison.Ordinal));
        Assert.Equal(2, Directory.EnumerateFiles(_cache.Folder).Count());
    }

    [Theory]
    [InlineData(0), InlineData(3), InlineData(20), InlineData(60)]
    public void A_damaged_program_is_built_anew(int length)
    {
        if (TestDevice.Device is null) return;
        RunOnce(Sound);
        string file = Assert.Single(Directory.EnumerateFiles(_cache.Folder));
        byte[] whole = File.ReadAllBytes(file), flipped = [.. whole];
        flipped[^(length + 1)] ^= 1;
        foreach (byte[] damaged in (byte[][])[whole[..length], flipped])
        {
            File.WriteAllBytes(file, damaged);
            RunOnce(Sound);
            Assert.NotEqual(damaged, File.ReadAllBytes(file));
        }
    }

    [Fact]
    public void A_cache_that_cannot_be_written_costs_no_more_than_the_build()
    {
        if (TestDevice.Device is null) return;
        string file = Path.GetTempFileName();
        try
        {
            using ClSession session = new(TestDevice.Device, new ProgramCache(Path.Combine(file, "folder")));
            Run(session, Sound);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void The_key_depends_on_text_options_device_and_driver()
    {
        if (TestDevice.Device is not { } device) return;
        string[] keys =
        [
            ProgramCache.KeyOf(device, "", Sound), ProgramCache.KeyOf(device, "", Sound + " "),
            ProgramCache.KeyOf(device, "-O", Sound), ProgramCache.KeyOf(device with { Driver = "other" }, "", Sound),
            ProgramCache.KeyOf(device with { Name = "other" }, "", Sound),
        ];
        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    public void Dispose()
    {
        if (Directory.Exists(_cache.Folder)) Directory.Delete(_cache.Folder, recursive: true);
    }

    private void RunOnce(string source)
    {
        using ClSession session = new(TestDevice.Device!, _cache);
        Run(session, source);
    }

    private static void Run(ClSession session, string source)
    {
        using ClProgram program = ClProgram.Build(session, "one", source);
        using Memory.ClBuffer buffer = Memory.ClBuffer.Of<float>(session, 16);
        program["one"].With(buffer).Run(1, 1);
        float[] values = new float[16];
        buffer.Read<float>(values);
        Assert.InRange(values[0], 1f, 2f);
    }
}
