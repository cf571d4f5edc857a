using NeuralFields.Images;
using NeuralFields.Testing;

namespace NeuralFields.IO.Tests;

public sealed class ImageHeaderTests
{
    [Theory]
    [InlineData(".png", 4, 8), InlineData(".png", 1, 8), InlineData(".pfm", 3, 32), InlineData(".hdr", 3, 32), InlineData(".exr", 4, 32)]
    public void The_header_of_a_written_picture_tells_what_reading_gives(string ending, int channels, int depth)
    {
        using MemoryStream stream = new();
        ImageCodecs.ForExtension(ending).Write(stream, new Image(7, 5, channels), ImageWriteOptions.Default);
        Assert.Equal(new ImageHeader(7, 5, channels, depth), ImageCodecs.ReadHeader(stream.ToArray()));
    }

    [Theory]
    [InlineData("badinput/pngsuite", "*.png"), InlineData("badinput/jpeg-ref", "*"), InlineData("images/classic", "*"), InlineData("images/hdr", "*")]
    public void Headers_agree_with_whole_pictures(string folder, string pattern)
    {
        if (SharedData.Find(folder.Split('/')) is not string path) return;
        foreach (string file in Directory.GetFiles(path, pattern))
        {
            DecodedImage whole;
            try
            {
                whole = ImageFile.Read(file);
            }
            catch (InputException)
            {
                continue;
            }
            ImageHeader header = ImageFile.ReadHeader(file);
            Assert.Equal(new ImageHeader(whole.Image.Width, whole.Image.Height, whole.Image.Channels, whole.BitDepth), header);
        }
    }

    [Fact]
    public void Beginnings_of_headers_are_refused()
    {
        using MemoryStream stream = new();
        ImageCodecs.ForExtension(".png").Write(stream, new Image(7, 5, 3), ImageWriteOptions.Default);
        byte[] file = stream.ToArray();
        for (int length = 0; length < 40; length++)
            Assert.Throws<InputException>(() => ImageCodecs.ReadHeader(file.AsSpan(0, length)));
    }
}
