using System.Diagnostics;
using NeuralFields.Images;
using NeuralFields.IO.Jpeg;
using NeuralFields.Testing;

namespace NeuralFields.IO.Tests.Jpeg;

public sealed class JpegRefusalTests
{
    [Theory]
    [InlineData("dc-predictor-overflow.jpg", null)]
    [InlineData("extraneous-bytes-after-sos.jpg", null)]
    [InlineData("multiple-0xff-before-eoi.jpg", null)]
    [InlineData("subtract-with-overflow.jpg", null)]
    [InlineData("derive-huffman-codes-overflow.jpg", "codes of 16 bits do not fit")]
    [InlineData("empty.jpg", "not a JPEG")]
    [InlineData("invalid-dimensions.jpg", "DNL")]
    [InlineData("invalid-prediction-shift.jpg", "lossless JPEG (SOF3) is not supported")]
    [InlineData("max_size.jpg", "65535 × 65535, expected at most")]
    [InlineData("missing-frame-image-1410.jpg", "no picture")]
    [InlineData("missing-sof.jpg", "truncated")]
    [InlineData("missing-sos.jpg", "no scan codes")]
    [InlineData("null_height.jpg", "0 pixels wide")]
    [InlineData("truncated.jpg", "truncated")]
    public void Files_that_crashed_other_decoders_decode_or_are_refused(string name, string? refusal)
    {
        if (SharedData.Find("badinput", "jpeg-crash", name) is not string path) return;
        byte[] file = File.ReadAllBytes(path);
        if (refusal is null) Assert.NotNull(JpegSamples.Read(file));
        else Assert.Contains(refusal, Refusal(file));
    }

    [Theory]
    [InlineData(0xC3, "lossless")]
    [InlineData(0xC5, "hierarchical")]
    [InlineData(0xC9, "arithmetic")]
    [InlineData(0xCA, "arithmetic")]
    [InlineData(0xCF, "hierarchical JPEG with arithmetic coding")]
    [InlineData(0xDE, "hierarchical")]
    public void Processes_that_are_not_supported_are_named(byte marker, string name) =>
        Assert.Contains(name, Refusal(new FlatJpeg { Frame = marker }.Build()));

    [Fact]
    public void Twelve_bits_and_two_components_are_named()
    {
        byte[] file = new FlatJpeg().Build();
        file[file.AsSpan().IndexOf<byte>([0xFF, 0xC0]) + 4] = 12;
        Assert.Contains("12-bit JPEG is not supported", Refusal(file));
        Assert.Contains("2 components", Refusal(new FlatJpeg { Components = [('a', 1, 1), ('b', 1, 1)] }.Build()));
    }

    [Fact]
    public void A_size_that_the_file_cannot_hold_is_refused_before_memory_is_taken()
    {
        byte[] file = JpegSamples.Bytes("baseline-420.jpg");
        file.AsSpan(file.AsSpan().IndexOf<byte>([0xFF, 0xC0]) + 5, 4).Fill(0x2F);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("12079 × 12079", Refusal(file, new ImageLimits(1 << 20)));
        Assert.Contains("cannot hold", Refusal(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Memory_stays_within_the_stated_bound()
    {
        foreach (var (name, width, height, channels, _) in JpegSamples.References("references.txt"))
        {
            byte[] file = JpegSamples.Bytes(name);
            long before = GC.GetAllocatedBytesForCurrentThread();
            JpegSamples.Read(file);
            long bound = (channels == 1 ? 7L : 24) * ((width + 31) & ~31) * ((height + 31) & ~31);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, bound + (1 << 20));
        }
    }

    [Fact]
    public void Scans_without_end_are_refused()
    {
        byte[] file = new FlatJpeg { Frame = 0xC2 }.Build();
        byte[] scan = file[file.AsSpan().IndexOf<byte>([0xFF, 0xDA])..^2];
        byte[] many = [.. file[..^2], .. Enumerable.Repeat(scan, 100).SelectMany(s => s), 0xFF, 0xD9];
        Assert.Contains("more than 100 scans", Refusal(many));
    }

    [Fact]
    public void A_component_without_a_scan_is_refused()
    {
        byte[] file = JpegSamples.Bytes("separate-scans-420.jpg");
        int lastScan = file.AsSpan().LastIndexOf<byte>([0xFF, 0xDA]);
        Assert.Contains("no scan codes", Refusal([.. file[..lastScan], 0xFF, 0xD9]));
        Assert.Contains("truncated", Refusal(file[..lastScan]));
    }

    [Fact]
    public void Every_truncation_is_refused_or_has_lost_no_pixel()
    {
        foreach (string name in JpegSamples.Names)
        {
            byte[] file = JpegSamples.Bytes(name);
            float[] whole = JpegSamples.Read(file).Image.Samples;
            for (int length = 0; length < file.Length; length++)
                if (TryRead(file[..length]) is Image image) Assert.Equal(whole, image.Samples);
        }
    }

    [Fact]
    public void Mutated_files_decode_or_are_refused()
    {
        const ulong seed = 20260731;
        int count = int.Parse(Environment.GetEnvironmentVariable("NF_FUZZ_COUNT") ?? "2000");
        byte[][] files = [.. JpegSamples.Names.Select(JpegSamples.Bytes)];
        for (int i = 0; i < count; i++)
        {
            byte[] file = Mutation.Of(files[i % files.Length], seed, i);
            long start = Stopwatch.GetTimestamp();
            try
            {
                TryRead(file);
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed}, mutation {i} of {JpegSamples.Names.ElementAt(i % files.Length)}: {e}");
            }
            // A file of some KiB can claim some million pixels at most.
            Assert.True(Stopwatch.GetElapsedTime(start).TotalSeconds < 5, $"seed {seed}, mutation {i} took too long");
        }
    }

    [Fact]
    public void Writing_is_refused()
    {
        JpegCodec codec = new();
        Assert.False(codec.CanWrite);
        InputException e = Assert.Throws<InputException>(
            () => codec.Write(Stream.Null, new Image(1, 1, 3), ImageWriteOptions.Default));
        Assert.Equal("JPEG is read only; write .png", e.Message);
    }

    private static string Refusal(byte[] file, ImageLimits? limits = null)
    {
        string message = Assert.Throws<InputException>(
            () => new JpegCodec().Read(file, limits ?? ImageLimits.Default)).Message;
        Assert.StartsWith("JPEG: ", message);
        Assert.DoesNotContain('\n', message);
        return message;
    }

    private static Image? TryRead(byte[] file)
    {
        try
        {
            return JpegSamples.Read(file).Image;
        }
        catch (InputException)
        {
            return null;
        }
    }
}
