using System.Globalization;
using NeuralFields.Images;
using NeuralFields.IO.Exr;
using NeuralFields.Testing;

namespace NeuralFields.IO.Tests.Exr;

/// <summary>The goldens were written by OpenEXR's own library: tools/goldens/exr.sh.</summary>
public sealed class ExrCodecTests
{
    private static readonly ExrCodec s_codec = new();

    [Theory]
    [InlineData("none.exr", 1e-6f)]
    [InlineData("zips.exr", 1e-6f)]
    [InlineData("zip.exr", 1e-6f)]
    [InlineData("decreasing.exr", 1e-6f)]
    [InlineData("half.exr", 2e-3f)]
    [InlineData("layers.exr", 2e-3f)]
    public void A_picture_of_the_library_is_read_with_straight_alpha(string name, float relative)
    {
        Image image = Golden(name);
        Assert.Equal((7, 18, 4, ColorEncoding.Linear), (image.Width, image.Height, image.Channels, image.Encoding));
        AssertClose(Straight(), image.Samples, relative);
    }

    [Fact]
    public void Runs_of_the_library_are_read()
    {
        Image image = Golden("checker-rle.exr");
        float[][] colors = [[0.5f, 0.25f, 2], [1, 0, 8]];
        for (int y = 0; y < 18; y++)
            for (int x = 0; x < 64; x++) Assert.Equal(colors[((x / 16) + (y / 3)) % 2], image[x, y].ToArray());
    }

    [Fact]
    public void Y_alone_is_grey() => Assert.Equal(1, Golden("y.exr").Channels);

    [Theory]
    [InlineData("piz.exr", "compression is PIZ")]
    [InlineData("tiled.exr", "is tiled")]
    [InlineData("multi-part.exr", "is multi-part")]
    [InlineData("layer-only.exr", "channels are diffuse.G, diffuse.R")]
    public void What_is_not_read_is_refused_by_name(string name, string why) =>
        Refusal.AssertSays(why, () => Golden(name));

    [Fact]
    public void A_real_file_with_another_compression_is_refused_by_name()
    {
        if (SharedData.Find("badinput", "unsupported-dwab.exr") is not string path) return;
        Refusal.AssertSays("DWAB", () => ImageFile.Read(path));
    }

    [Fact]
    public void A_real_picture_survives_a_round_trip()
    {
        if (SharedData.Find("images", "hdr", "albert-1024.exr") is not string path) return;
        Image image = ImageFile.Read(path).Image;
        Assert.Equal((1024, 1024, 4), (image.Width, image.Height, image.Channels));
        AssertClose(image.Samples, s_codec.ReadBack(image).Samples, 1e-6f);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(5, 3, 1)]
    [InlineData(33, 50, 3)]
    [InlineData(1, 16, 3)]
    public void Without_alpha_every_bit_comes_back(int width, int height, int channels)
    {
        Image image = Pictures.Linear(width, height, channels);
        image.Samples[0] = float.PositiveInfinity;
        Assert.Equal(image.Samples, s_codec.ReadBack(image).Samples);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void With_alpha_colours_come_back_to_rounding(int channels)
    {
        Image image = Pictures.Linear(33, 20, channels);
        AssertClose(image.Samples, s_codec.ReadBack(image).Samples, 2.5e-7f);
    }

    [Fact]
    public void A_coded_picture_is_written_as_light()
    {
        Image image = new(2, 1, 2, ColorEncoding.Srgb, [1, 1, 0.5f, 1]);
        AssertClose([1, 1, 0.21404114f, 1], s_codec.ReadBack(image).Samples, 1e-6f);
    }

    [Fact]
    public void Truncated_files_are_refused()
    {
        foreach (string name in (string[])["none.exr", "zip.exr", "checker-rle.exr"])
            s_codec.AssertTruncationsRefused(File.ReadAllBytes(GoldenPath(name)));
    }

    [Fact]
    public void A_tiny_file_that_declares_a_huge_picture_is_refused_before_memory_is_taken()
    {
        byte[] file = s_codec.Written(new Image(1, 1, 1, ColorEncoding.Linear));
        int window = file.AsSpan().IndexOf("box2i"u8) + 10;
        BitConverter.TryWriteBytes(file.AsSpan(window + 8), 16_000_000);   // one row of 16 million pixels
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refusal.AssertSays("cannot hold", () => ImageCodecs.Read(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    internal static string GoldenPath(string name) =>
        Path.Combine(SharedData.Repository, "tests", "goldens", "exr", name);

    private static Image Golden(string name) => ImageFile.Read(GoldenPath(name)).Image;

    // Lines such as "    Pixel (3, 0): 2.05 0.375 1.25 0.875": premultiplied R, G, B and A.
    private static float[] Straight() =>
    [
        .. File.ReadAllLines(GoldenPath("premultiplied.txt"))
            .Select(line => line.Split(':')[1].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(words => words.Select(word => float.Parse(word, CultureInfo.InvariantCulture)).ToArray())
            .SelectMany(p => new[] { p[0] / p[3], p[1] / p[3], p[2] / p[3], p[3] }),
    ];

    private static void AssertClose(float[] expected, float[] actual, float relative)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], relative * Math.Max(1e-3f, Math.Abs(expected[i])));
    }
}
