using NeuralFields.Images;
using static NeuralFields.IO.Tests.Png.PngFile;

namespace NeuralFields.IO.Tests.Png;

public sealed class PngReaderTests
{
    private static readonly byte[] s_grey2x1 = Header(2, 1, 8, 0);
    private static readonly byte[] s_rows2x1 = Rows(0, 10, 20);
    private static readonly byte[] s_palette2x1 = Header(2, 1, 8, 3);
    private static readonly byte[] s_twoColors = Chunk("PLTE", 255, 0, 0, 0, 51, 102);

    public static TheoryData<string, byte[]> Broken => new()
    {
        { "the first chunk is IEND", Of(End) },
        { "IHDR at byte 33 is refused: it stands a second time", Of(s_grey2x1, s_grey2x1, s_rows2x1, End) },
        { "IHDR has 2 bytes", Of(Chunk("IHDR", 1, 2), s_rows2x1, End) },
        { "size is 0 × 1", Of(Header(0, 1, 8, 0), s_rows2x1, End) },
        { "size is 2147483648", Of(Header(int.MinValue, 1, 8, 0), s_rows2x1, End) },
        { "depth is 16 with colour type 3", Of(Header(2, 1, 16, 3), s_rows2x1, End) },
        { "depth is 4 with colour type 2", Of(Header(2, 1, 4, 2), s_rows2x1, End) },
        { "interlace method is 2", Of(Header(2, 1, 8, 0, 2), s_rows2x1, End) },
        { "without the chunk IEND", Of(s_grey2x1, s_rows2x1) },
        { "IEND has 1 bytes", Of(s_grey2x1, s_rows2x1, Chunk("IEND", 0)) },
        { "no chunk IDAT", Of(s_grey2x1, End) },
        { "no PLTE stands before it", Of(s_palette2x1, s_rows2x1, End) },
        { "PLTE at byte 51 is refused: it stands a second", Of(s_palette2x1, s_twoColors, s_twoColors, End) },
        { "PLTE at byte 57 is refused: it stands after IDAT", Of(Header(1, 1, 8, 2), Rows(0, 1, 2, 3), s_twoColors) },
        { "a grey picture has no palette", Of(s_grey2x1, s_twoColors, s_rows2x1, End) },
        { "expected a multiple of 3", Of(s_palette2x1, Chunk("PLTE", 1, 2), s_rows2x1, End) },
        { "tRNS at byte 51 is refused: it has 3 bytes", Of(s_palette2x1, s_twoColors, Chunk("tRNS", 1, 2, 3)) },
        { "tRNS at byte 33 is refused: no PLTE stands before it", Of(s_palette2x1, Chunk("tRNS")) },
        { "an alpha channel already", Of(Header(1, 1, 8, 4), Chunk("tRNS", 0, 1)) },
        { "another chunk stands between", Of(s_grey2x1, s_rows2x1, Chunk("tEXt"), s_rows2x1, End) },
        { "needed for showing", Of(s_grey2x1, Chunk("NEWs"), s_rows2x1, End) },
        { "expected four letters", Of(s_grey2x1, Chunk("a\0b "), s_rows2x1, End) },
        { "filter is 5", Of(s_grey2x1, Rows(5, 10, 20), End) },
        { "got 2 bytes, expected 3", Of(s_grey2x1, Rows(0, 10), End) },
        { "goes on after the last row", Of(s_grey2x1, Rows(0, 10, 20, 30), End) },
        { "goes on after the last row", Of(s_grey2x1, Packed(p => [.. p, 0]), End) },
        { "goes on after the last row", Of(s_grey2x1, Packed(p => [.. p, .. new byte[50]]), End) },
        { "before its checksum", Of(s_grey2x1, Packed(p => p[..^1]), End) },
        { "before its checksum", Of(s_grey2x1, Packed(p => p[..^4]), End) },
        { "wrong checksum", Of(s_grey2x1, Packed(p => [.. p[..^1], (byte)~p[^1]]), End) },
        { "not a zlib stream", Of(s_grey2x1, Packed(p => [0, .. p[1..]]), End) },
        { "palette index is 2, expected 0 to 1", Of(s_palette2x1, s_twoColors, Rows(0, 1, 2), End) },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_file_is_refused_by_name(string why, byte[] file) =>
        Refusal.AssertSays(why, () => ImageCodecs.Read(file));

    [Fact]
    public void A_palette_with_transparency_gives_four_channels_and_opaque_entries_beyond_it()
    {
        Image image = Read(s_palette2x1, s_twoColors, Chunk("tRNS", 51), Rows(0, 0, 1), End);
        Assert.Equal([1, 0, 0, 0.2f, 0, 0.2f, 0.4f, 1], image.Samples);
    }

    [Fact]
    public void A_transparent_colour_is_compared_at_16_bits()
    {
        Image image = Read(Header(2, 1, 16, 2), Chunk("tRNS", 0, 1, 0, 2, 0, 3),
            Rows(0, 0, 1, 0, 2, 0, 3, 0, 1, 0, 2, 0, 4), End);
        Assert.Equal([1 / 65535f, 2 / 65535f, 3 / 65535f, 0, 1 / 65535f, 2 / 65535f, 4 / 65535f, 1], image.Samples);
    }

    [Fact]
    public void Only_the_low_bits_of_a_transparent_grey_count()
    {
        Image image = Read(Header(4, 1, 2, 0), Chunk("tRNS", 0xFF, 0xFE), Rows(0, 0b00_01_10_11), End);
        Assert.Equal([0, 1, 1 / 3f, 1, 2 / 3f, 0, 1, 1], image.Samples);
    }

    [Fact]
    public void Bytes_after_the_end_and_unknown_ancillary_chunks_are_ignored()
    {
        Image image = Read(s_grey2x1, Chunk("gAMA", 0, 1, 0, 0), s_rows2x1, Chunk("teXt", 1), End, [1, 2, 3]);
        Assert.Equal([10 / 255f, 20 / 255f], image.Samples);
    }

    [Fact]
    public void A_tiny_file_that_declares_a_huge_picture_is_refused_before_memory_is_taken()
    {
        byte[] file = Of(Header(16_000, 16_000, 16, 6), s_rows2x1, End);
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert.Throws<InputException>(() => ImageCodecs.Read(file)).Message;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        Assert.Contains("cannot hold the declared", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_over_the_limit_is_refused()
    {
        byte[] file = Of(s_grey2x1, s_rows2x1, End);
        Refusal.AssertSays("expected at most 1 pixels", () => ImageCodecs.Read(file, new ImageLimits(MaxPixels: 1)));
        Assert.Equal(2, ImageCodecs.Read(file, new ImageLimits(MaxPixels: 2)).Image.PixelCount);
    }

    private static byte[] Packed(Func<byte[], byte[]> change) =>
        Chunk("IDAT", change(Deflate([0, 10, 20])));

    private static Image Read(params byte[][] chunks) => ImageCodecs.Read(Of(chunks)).Image;
}
