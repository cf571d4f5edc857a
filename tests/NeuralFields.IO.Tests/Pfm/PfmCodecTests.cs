using System.Text;
using NeuralFields.Images;
using NeuralFields.IO.Pfm;

namespace NeuralFields.IO.Tests.Pfm;

public sealed class PfmCodecTests
{
    private static readonly PfmCodec s_codec = new();

    [Fact]
    public void Rows_come_from_the_bottom_and_the_scale_gives_the_byte_order()
    {
        byte[] little = [.. "Pf\n1 2\n-1.0\n"u8, 0, 0, 0x80, 0x3F, 0, 0, 0, 0x40];
        byte[] big = [.. "Pf\n1 2\n1.0\n"u8, 0x3F, 0x80, 0, 0, 0x40, 0, 0, 0];
        foreach (byte[] file in (byte[][])[little, big])
        {
            Image image = ImageCodecs.Read(file).Image;
            Assert.Equal((1, 2, 1, ColorEncoding.Linear), (image.Width, image.Height, image.Channels, image.Encoding));
            Assert.Equal([2, 1], image.Samples);
        }
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(17, 9, 1)]
    [InlineData(17, 9, 3)]
    public void Every_bit_comes_back(int width, int height, int channels)
    {
        Image image = Pictures.Linear(width, height, channels);
        image.Samples[0] = float.NaN;
        Assert.Equal(image.Samples, s_codec.ReadBack(image).Samples);
    }

    [Theory]
    [InlineData("PF\n1 1\n-1\n", "0 bytes of pixels, expected 12")]
    [InlineData("Pf\n1 1\n-1\n12345", "5 bytes of pixels, expected 4")]
    [InlineData("Pf\n0 1\n-1\n1234", "size is 0 × 1")]
    [InlineData("Pf\n1 -1\n-1\n1234", "height is '-1'")]
    [InlineData("Pf\n1 1\n0\n1234", "scale is '0'")]
    [InlineData("Pf\n1 1\nnan\n1234", "scale is 'nan'")]
    [InlineData("Pf\n99999 99999\n-1\n1234", "expected at most")]
    [InlineData("Pf\n16000 16000\n-1\n1234", "4 bytes of pixels")]
    [InlineData("Pf\n1111111111111111111111111111111111111 1\n-1\n1234", "not readable")]
    [InlineData("Pf", "no image of a known format")]
    [InlineData("Pf ", "the width")]
    public void A_broken_file_is_refused_by_name(string file, string why) =>
        Refusal.AssertSays(why, () => ImageCodecs.Read(Encoding.Latin1.GetBytes(file)));

    [Fact]
    public void Truncated_files_are_refused() =>
        s_codec.AssertTruncationsRefused(s_codec.Written(Pictures.Linear(5, 4, 3)));

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Alpha_is_refused(int channels) =>
        Refusal.AssertSays("alpha", () => s_codec.Written(new Image(1, 1, channels)));
}
