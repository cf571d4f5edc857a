using NeuralFields.Images;
using NeuralFields.IO.Png;
using NeuralFields.Testing;

namespace NeuralFields.IO.Tests.Jpeg;

public sealed class JpegReferenceTests
{
    public static TheoryData<string> Samples => [.. JpegSamples.Names];

    [Theory, MemberData(nameof(Samples))]
    public void Samples_decode_to_the_same_bits_as_in_libjpeg_turbo(string name)
    {
        var expected = JpegSamples.References("references.txt").Single(r => r.Name == name);
        AssertDecodes(expected.Width, expected.Height, expected.Channels, expected.Hash, JpegSamples.Bytes(name));
    }

    [Fact]
    public void Photographs_decode_to_the_same_bits_as_in_libjpeg_turbo()
    {
        foreach (var (name, width, height, channels, hash) in JpegSamples.References("photographs.txt"))
            if (SharedData.Find(name.Split('/')) is string path)
                AssertDecodes(width, height, channels, hash, File.ReadAllBytes(path));
    }

    [Fact]
    public void Conformance_files_agree_with_their_png_within_two_levels()
    {
        if (SharedData.Find("badinput", "jpeg-ref") is not string folder) return;
        string[] files = Directory.GetFiles(folder, "*.jpg");
        Assert.Equal(12, files.Length);
        foreach (string file in files)
        {
            Image jpeg = JpegSamples.Read(File.ReadAllBytes(file)).Image;
            byte[] reference = File.ReadAllBytes(Path.ChangeExtension(file, ".png"));
            Image png = new PngCodec().Read(reference, ImageLimits.Default).Image;
            Assert.True(WorstDifference(jpeg, png) <= 2.001f / 255, file);
        }
    }

    [Fact]
    public void Samples_are_coded_srgb_values_of_8_bits()
    {
        DecodedImage decoded = JpegSamples.Read(JpegSamples.Bytes("baseline-420.jpg"));
        Assert.Equal((8, 1, ColorEncoding.Srgb), (decoded.BitDepth, decoded.Orientation, decoded.Image.Encoding));
        Assert.All(decoded.Image.Samples, v => Assert.Equal(MathF.Round(v * 255) / 255f, v));
    }

    [Fact]
    public void The_registry_knows_the_format()
    {
        byte[] file = JpegSamples.Bytes("rgb-444.jpg");
        Assert.Equal(27, ImageCodecs.Read(file).Image.Width);
        Assert.Equal("JPEG", ImageCodecs.ForExtension("a/photograph.JPEG").Name);
    }

    private static void AssertDecodes(int width, int height, int channels, string hash, byte[] file)
    {
        Image image = JpegSamples.Read(file).Image;
        Assert.Equal((width, height, channels), (image.Width, image.Height, image.Channels));
        Assert.Equal(hash, JpegSamples.Hash(image));
    }

    // The PNGs hold grey as colour or palette and colour with an opaque alpha, as their writer chose.
    private static float WorstDifference(Image jpeg, Image png)
    {
        Assert.Equal((jpeg.Width, jpeg.Height), (png.Width, png.Height));
        float worst = 0;
        for (int y = 0; y < jpeg.Height; y++)
            for (int x = 0; x < jpeg.Width; x++)
                for (int c = 0; c < 3; c++)
                    worst = Math.Max(worst, Math.Abs(Color(jpeg, x, y, c) - Color(png, x, y, c)));
        return worst;
    }

    private static float Color(Image image, int x, int y, int c) => image[x, y][image.Channels < 3 ? 0 : c];
}
