using System.Text;
using NeuralFields.Images;
using NeuralFields.IO.Hdr;
using NeuralFields.Testing;

namespace NeuralFields.IO.Tests.Hdr;

public sealed class HdrCodecTests
{
    private const string EmptyRun = "\u0001\u0001\u0001\0";

    private static readonly HdrCodec s_codec = new();

    [Fact]
    public void A_colour_is_mantissa_times_a_power_of_two()
    {
        byte[] file = [.. "#?RGBE\nEXPOSURE=2\nGAMMA=2.2\n# note\n\n-Y 1 +X 2\n"u8, 128, 64, 0, 129, 9, 9, 9, 0];
        Image image = ImageCodecs.Read(file).Image;
        Assert.Equal(ColorEncoding.Linear, image.Encoding);
        Assert.Equal([1, 0.5f, 0, 0, 0, 0], image.Samples);
    }

    [Theory]
    [InlineData("-Y 2 +X 3", "abcdef")]
    [InlineData("-Y 2 -X 3", "cbafed")]
    [InlineData("+Y 2 +X 3", "defabc")]
    [InlineData("+Y 2 -X 3", "fedcba")]
    [InlineData("+X 3 -Y 2", "acebdf")]
    [InlineData("-X 3 -Y 2", "ecafdb")]
    [InlineData("+X 3 +Y 2", "bdface")]
    [InlineData("-X 3 +Y 2", "fdbeca")]
    public void Every_orientation_comes_back_upright(string resolution, string upright)
    {
        // Pixels a to f in file order; red is 1 to 6.
        byte[] pixels = [.. "abcdef".SelectMany(c => new byte[] { (byte)(c - 'a' + 1), 0, 0, 136 })];
        byte[] file = [.. Encoding.ASCII.GetBytes($"#?RADIANCE\n\n{resolution}\n"), .. pixels];
        Image image = ImageCodecs.Read(file).Image;
        Assert.Equal((3, 2), (image.Width, image.Height));
        char Letter(int pixel) => (char)('a' + (int)image.Samples[3 * pixel] - 1);
        Assert.Equal(upright, string.Concat(Enumerable.Range(0, 6).Select(Letter)));
    }

    [Fact]
    public void Old_runs_repeat_the_pixel_before_and_marks_in_a_row_count_256_fold()
    {
        byte[] file =
        [
            .. "#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 1 +X 300\n"u8,
            5, 0, 0, 136, 1, 1, 1, 41, 1, 1, 1, 1, 7, 0, 0, 136, 1, 1, 1, 1,
        ];
        Image image = ImageCodecs.Read(file).Image;
        float[] reds = [.. Enumerable.Range(0, 300).Select(x => image[x, 0][0])];
        Assert.Equal([.. Enumerable.Repeat(5f, 298), 7, 7], reds);
    }

    [Fact]
    public void New_runs_hold_each_component_apart()
    {
        byte[] file =
        [
            .. "#?RADIANCE\n\n-Y 1 +X 8\n"u8, 2, 2, 0, 8,
            136, 1, 3, 1, 2, 3, 133, 4, 136, 0, 136, 136,
        ];
        Image image = ImageCodecs.Read(file).Image;
        Assert.Equal([1, 1, 0, 1, 2, 0, 1, 3, 0, 1, 4, 0, 1, 4, 0, 1, 4, 0, 1, 4, 0, 1, 4, 0], image.Samples);
    }

    [Theory]
    [InlineData("#?RADIANCE\nFORMAT=32-bit_rle_xyze\n\n-Y 1 +X 1\n1234", "pixel format is '32-bit_rle_xyze'")]
    [InlineData("#?RADIANCE\n\n-Y 1 +Y 1\n1234", "resolution line is '-Y 1 +Y 1'")]
    [InlineData("#?RADIANCE\n\n-Y 1 +X -1\n1234", "resolution line")]
    [InlineData("#?RADIANCE\n\n-Y 0 +X 1\n1234", "size is 1 × 0")]
    [InlineData("#?RADIANCE\n\n-Y 1 +X 2\n1234", "ends within a scan line")]
    [InlineData("#?RADIANCE\n\n-Y 16000 +X 16000\n1234", "cannot hold")]
    [InlineData("#?RADIANCE\n\n-Y 4000 +X 1\n1234", "cannot hold")]
    [InlineData("#?RADIANCE\n\n-Y 1 +X 9\n\u0002\u0002\0\u0008", "has 8 pixels, expected 9")]
    [InlineData("#?RADIANCE\n\n-Y 1 +X 8\n\u0002\u0002\0\u0008\0", "a run before byte 27 has 0 pixels")]
    [InlineData("#?RADIANCE\n\n-Y 1 +X 8\n\u0002\u0002\0\u0008\u0089", "has 9 pixels, expected 1 to 8")]
    [InlineData("#?RADIANCE\n\n-Y 1 +X 2\n1234\u0001\u0001\u0001\u0002", "has 2 pixels, expected at most 1")]
    [InlineData("#?RADIANCE\n\n-Y 1 +X 2\n1234" + EmptyRun + EmptyRun + EmptyRun + EmptyRun + EmptyRun, "has 0 pixels")]
    public void A_broken_file_is_refused_by_name(string file, string why) =>
        Refusal.AssertSays(why, () => ImageCodecs.Read(Encoding.Latin1.GetBytes(file)));

    [Fact]
    public void A_real_picture_survives_a_round_trip_exactly()
    {
        if (SharedData.Find("images", "hdr", "royal_esplanade_1k.hdr") is not string path) return;
        Image image = ImageFile.Read(path).Image;
        Assert.Equal((1024, 512, 3), (image.Width, image.Height, image.Channels));
        Assert.Equal(image.Samples, s_codec.ReadBack(image).Samples);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 2, 3)]
    [InlineData(8, 2, 3)]
    [InlineData(500, 3, 3)]
    [InlineData(33_000, 1, 3)]
    public void A_written_picture_comes_back_to_a_256th_of_its_brightest_component(int width, int height, int channels)
    {
        Image image = Pictures.Linear(width, height, channels), back = s_codec.ReadBack(image);
        Assert.Equal((width, height, 3), (back.Width, back.Height, back.Channels));
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                for (int k = 0; k < 3; k++)
                    Assert.Equal(image[x, y][channels == 1 ? 0 : k], back[x, y][k], image[x, y].ToArray().Max() / 256);
    }

    [Fact]
    public void Values_RGBE_cannot_hold_become_the_nearest_it_can()
    {
        float[] samples = [-1, float.NaN, 0, float.PositiveInfinity, 1, 1, 1e-40f, 0, 0];
        Image image = new(3, 1, 3, ColorEncoding.Linear, samples);
        float largest = (float)Math.ScaleB(255, 119);
        Assert.Equal([0, 0, 0, largest, 0, 0, 0, 0, 0], s_codec.ReadBack(image).Samples);
    }

    [Fact]
    public void Truncated_files_are_refused() =>
        s_codec.AssertTruncationsRefused(s_codec.Written(Pictures.Linear(40, 5, 3)));
}
