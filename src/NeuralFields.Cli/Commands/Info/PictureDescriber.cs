using NeuralFields.Images;
using NeuralFields.IO;

namespace NeuralFields.Cli.Commands.Info;

/// <summary>Pictures, which their first bytes tell; the last kind asked, so that it refuses what no kind accepts.</summary>
internal sealed class PictureDescriber : IFileDescriber
{
    public bool Accepts(string path) => true;

    public void Describe(string path, Terminal terminal)
    {
        DecodedImage decoded = ImageFile.Read(path);
        Image image = decoded.Image;
        terminal.Print(FormattableString.Invariant(
            $"picture {image.Width}×{image.Height}, {image.Channels} channels, {decoded.BitDepth} bits, ") +
            FormattableString.Invariant(
                $"{(image.Encoding == ColorEncoding.Srgb ? "sRGB" : "linear")}, orientation {decoded.Orientation}"));
        terminal.Result(new JsonResult()
            .Add("width", image.Width).Add("height", image.Height).Add("channels", image.Channels)
            .Add("bitDepth", decoded.BitDepth).Add("encoding", image.Encoding.ToString())
            .Add("orientation", decoded.Orientation).Add("bytes", new FileInfo(path).Length).ToNode());
    }
}
