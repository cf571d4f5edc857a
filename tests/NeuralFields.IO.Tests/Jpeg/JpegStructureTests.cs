using NeuralFields.Images;

namespace NeuralFields.IO.Tests.Jpeg;

public sealed class JpegStructureTests
{
    private static readonly byte[] s_jfif = FlatJpeg.MakeSegment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]);

    private static readonly (char, int, int)[] s_rgb = [('R', 1, 1), ('G', 1, 1), ('B', 1, 1)];
    private static readonly (char, int, int)[] s_numbered = [((char)1, 1, 1), ((char)2, 1, 1), ((char)3, 1, 1)];
    private static readonly (char, int, int)[] s_four = [.. s_numbered, ((char)4, 1, 1)];

    [Fact]
    public void Flat_blocks_keep_their_levels()
    {
        FlatJpeg file = new() { Width = 33, Height = 17, Level = (_, row, column) => (50 * row) + (17 * column) };
        Image image = JpegSamples.Read(file.Build()).Image;
        for (int y = 0; y < 17; y++)
            for (int x = 0; x < 33; x++) Assert.Equal(((50 * (y / 8)) + (17 * (x / 8))) / 255f, image[x, y][0]);
    }

    [Fact]
    public void Components_named_r_g_b_or_marked_by_adobe_are_rgb()
    {
        FlatJpeg named = new() { Components = s_rgb, Level = Levels(10, 20, 30) };
        FlatJpeg marked = new() { Components = s_numbered, Extra = Adobe(0), Level = Levels(10, 20, 30) };
        Assert.Equal([10, 20, 30], Pixel(named));
        Assert.Equal([10, 20, 30], Pixel(marked));
    }

    [Fact]
    public void Jfif_or_numbers_mean_ycbcr()
    {
        FlatJpeg plain = new() { Components = s_numbered, Level = Levels(100, 128, 228) };
        FlatJpeg jfif = new() { Components = s_rgb, Extra = s_jfif, Level = Levels(100, 128, 228) };
        Assert.Equal([240, 29, 100], Pixel(plain));     // 1.402, −0.714136 and 0 times 100
        Assert.Equal([240, 29, 100], Pixel(jfif));
    }

    [Fact]
    public void Inks_are_inverted_and_multiplied_by_black()
    {
        FlatJpeg bare = new() { Components = s_four, Level = Levels(255, 51, 0, 128) };
        FlatJpeg cmyk = new() { Components = s_four, Extra = Adobe(0), Level = Levels(255, 51, 0, 128) };
        FlatJpeg ycck = new() { Components = s_four, Extra = Adobe(2), Level = Levels(55, 128, 128, 255) };
        Assert.Equal([128, 26, 0], Pixel(bare));
        Assert.Equal([128, 26, 0], Pixel(cmyk));
        Assert.Equal([200, 200, 200], Pixel(ycck));
    }

    [Fact]
    public void A_sampling_ratio_of_three_to_two_takes_the_nearest_sample()
    {
        FlatJpeg file = new()
        {
            Width = 24,
            Height = 24,
            Components = [('R', 3, 3), ('G', 2, 2), ('B', 1, 1)],
            Level = (c, row, column) => c == 1 ? 60 + (100 * row) + (10 * column) : 20,
        };
        Image image = JpegSamples.Read(file.Build()).Image;
        for (int y = 0; y < 24; y++)
            for (int x = 0; x < 24; x++)
                Assert.Equal((60 + (100 * (y / 12)) + (10 * (x / 12))) / 255f, image[x, y][1]);
    }

    [Fact]
    public void A_lost_restart_marker_costs_one_interval()
    {
        FlatJpeg file = new() { Width = 80, Height = 8, RestartInterval = 1, Level = (_, _, column) => 100 + column };
        List<byte> bytes = [.. file.Build()];
        bytes.RemoveRange(file.Restarts[3], 2);
        Assert.Equal([100, 101, 102, 103, 128, 105, 106, 107, 108, 109], Blocks([.. bytes]));
    }

    [Fact]
    public void A_doubled_restart_marker_costs_one_interval()
    {
        FlatJpeg file = new() { Width = 80, Height = 8, RestartInterval = 1, Level = (_, _, column) => 100 + column };
        List<byte> bytes = [.. file.Build()];
        bytes.InsertRange(file.Restarts[3], bytes.GetRange(file.Restarts[3], 2));
        Assert.Equal([100, 101, 102, 103, 128, 105, 106, 107, 108, 109], Blocks([.. bytes]));
    }

    [Fact]
    public void Garbage_and_fill_bytes_between_markers_are_passed_over()
    {
        FlatJpeg file = new() { Extra = [1, 2, 3, 0xFF, 0, 0xFF, 0xFF, 0xFF, 0xFE, 0, 4, 9, 9, 7], Level = Levels(77) };
        Assert.Equal([77], Pixel(file));
    }

    [Fact]
    public void Data_cut_short_by_the_end_marker_leave_mid_grey()
    {
        FlatJpeg file = new() { Width = 800, Height = 8, Level = (_, _, column) => 1 + (column % 2 * 200) };
        byte[] bytes = file.Build();
        int[] blocks = Blocks([.. bytes.SkipLast(60), 0xFF, 0xD9]);
        Assert.Equal([1, 201], blocks[..2]);
        Assert.Equal(128, blocks[^1]);
    }

    [Fact]
    public void A_progressive_file_may_lack_refinements_but_for_its_end_marker()
    {
        byte[] bytes = new FlatJpeg { Frame = 0xC2, Level = Levels(90) }.Build();
        Assert.Equal(90 / 255f, JpegSamples.Read(bytes).Image[3, 3][0]);
        Assert.Contains("truncated", Assert.Throws<InputException>(() => JpegSamples.Read(bytes.AsSpan(..^2))).Message);
    }

    [Fact]
    public void A_whole_picture_needs_no_end_marker()
    {
        byte[] bytes = new FlatJpeg { Level = Levels(90) }.Build();
        Assert.Equal(90 / 255f, JpegSamples.Read(bytes.AsSpan(..^2)).Image[0, 0][0]);
    }

    [Theory]
    [InlineData("II", 6, 6)]
    [InlineData("MM", 8, 8)]
    [InlineData("MM", 1, 1)]
    [InlineData("II", 9, 1)]        // not an orientation
    [InlineData("XX", 6, 1)]        // not TIFF
    public void Exif_orientation_is_told_and_pixels_stay(string order, byte value, int expected)
    {
        byte[] plain = JpegSamples.Bytes("baseline-420.jpg");
        DecodedImage turned = JpegSamples.Read([.. plain.Take(2), .. Exif(order, value), .. plain.Skip(2)]);
        Assert.Equal(expected, turned.Orientation);
        Assert.Equal(JpegSamples.Read(plain).Image.Samples, turned.Image.Samples);
    }

    [Fact]
    public void Exif_cut_anywhere_names_no_orientation_and_hurts_nothing()
    {
        byte[] exif = Exif("MM", 6)[4..];
        for (int length = 0; length < exif.Length - 8; length++)
        {
            byte[] file = new FlatJpeg { Extra = FlatJpeg.MakeSegment(0xE1, exif[..length]) }.Build();
            Assert.Equal(1, JpegSamples.Read(file).Orientation);
        }
    }

    private static byte[] Exif(string order, byte value)
    {
        bool little = order != "MM";
        byte[] Two(byte v) => little ? [v, 0] : [0, v];
        byte[] Four(byte v) => little ? [v, 0, 0, 0] : [0, 0, 0, v];
        byte[] tag = little ? [0x12, 0x01] : [0x01, 0x12];
        return FlatJpeg.MakeSegment(0xE1, [.. "Exif\0\0"u8, (byte)order[0], (byte)order[1], .. Two(42), .. Four(8),
            .. Two(2), .. Two(1), .. Two(3), .. Four(1), .. Four(0), .. tag, .. Two(3), .. Four(1), .. Two(value), 0, 0,
            .. Four(0)]);
    }

    private static byte[] Adobe(byte transform) =>
        FlatJpeg.MakeSegment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, transform]);

    private static Func<int, int, int, int> Levels(params int[] levels) => (component, _, _) => levels[component];

    private static int[] Pixel(FlatJpeg file)
    {
        Image image = JpegSamples.Read(file.Build()).Image;
        return Array.ConvertAll(image[5, 5].ToArray(), v => (int)MathF.Round(v * 255));
    }

    private static int[] Blocks(byte[] file)
    {
        Image image = JpegSamples.Read(file).Image;
        return [.. Enumerable.Range(0, image.Width / 8).Select(b => (int)MathF.Round(image[(8 * b) + 4, 4][0] * 255))];
    }
}
