using System.Globalization;
using NeuralFields.Images;
using NeuralFields.IO.Png;
using NeuralFields.Testing;

namespace NeuralFields.IO.Tests.Png;

public sealed class PngSuiteTests
{
    [Fact]
    public void Every_sound_file_decodes_as_Pillow_decodes_it()
    {
        if (SharedData.Find("badinput", "pngsuite") is not string folder) return;
        string[] goldens = File.ReadAllLines(Path.Combine(SharedData.Repository, "tests", "goldens", "pngsuite.txt"));
        Assert.Equal(163, goldens.Length);
        Assert.All(goldens, golden =>
        {
            string[] words = golden.Split(' ');
            Image image = ImageFile.Read(Path.Combine(folder, words[0])).Image;
            int channels = int.Parse(words[3], CultureInfo.InvariantCulture);
            int bits = int.Parse(words[4], CultureInfo.InvariantCulture);
            Assert.Equal(golden, Describe(words[0], image, channels, bits));
        });
    }

    [Fact]
    public void Every_broken_file_is_refused_with_one_line()
    {
        if (SharedData.Find("badinput", "pngsuite") is not string folder) return;
        string[] broken = Directory.GetFiles(folder, "x*.png");
        Assert.Equal(14, broken.Length);
        Assert.All(broken, path =>
        {
            InputException refusal = Assert.Throws<InputException>(() => ImageFile.Read(path));
            Assert.StartsWith(path + ": PNG: ", refusal.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', refusal.Message);
        });
    }

    [Theory]
    [InlineData("xs1n0g01.png", "signature|begins with")]
    [InlineData("xcrn0g04.png", "begins with")]
    [InlineData("xlfn0g04.png", "begins with")]
    [InlineData("xhdn0g08.png", "CRC of chunk IHDR")]
    [InlineData("xcsn0g01.png", "CRC of chunk IDAT")]
    [InlineData("xc1n0g08.png", "colour type is 1")]
    [InlineData("xc9n2c08.png", "colour type is 9")]
    [InlineData("xd0n2c08.png", "bit depth is 0")]
    [InlineData("xd3n2c08.png", "bit depth is 3")]
    [InlineData("xd9n2c08.png", "bit depth is 99")]
    [InlineData("xdtn0g01.png", "no chunk IDAT")]
    public void A_broken_file_is_refused_for_what_is_wrong_with_it(string name, string anyOf)
    {
        if (SharedData.Find("badinput", "pngsuite", name) is not string path) return;
        string message = Assert.Throws<InputException>(() => ImageFile.Read(path)).Message;
        Assert.Contains(anyOf.Split('|'), part => message.Contains(part, StringComparison.Ordinal));
    }

    private static string Describe(string name, Image image, int channels, int bits)
    {
        Assert.True(channels == image.Channels || (channels == 3 && image.Channels == 4), name);
        List<byte> bytes = [];
        for (int i = 0; i < image.Samples.Length; i++)
        {
            if (i % image.Channels >= channels) continue;
            // Pillow keeps the high byte of 16-bit colour; 65535 = 257 · 255, so 8-bit samples give the same byte.
            int code = (int)Math.Round(image.Samples[i] * 65535.0);
            bytes.Add((byte)(code >> 8));
            if (bits == 16) bytes.Add((byte)code);
        }
        return string.Create(CultureInfo.InvariantCulture,
            $"{name} {image.Width} {image.Height} {channels} {bits} {PngCrc.Of(bytes.ToArray()):x8}");
    }
}
