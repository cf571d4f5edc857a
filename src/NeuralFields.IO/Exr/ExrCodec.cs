using NeuralFields.Images;

namespace NeuralFields.IO.Exr;

/// <summary>
/// OpenEXR: one part of scan lines; HALF, FLOAT and UINT channels; NONE, RLE, ZIPS and ZIP compression.
/// </summary>
/// <remarks>
/// <para>R, G, B or else Y make the picture, with A where there is one; other channels are left out. Colours are
/// premultiplied in the file and straight here; where alpha is 0 they stay as they are. The picture is the data window.
/// Infinities and NaN come back as they are. Tiled, deep and multi-part files, sub-sampled channels and other
/// compressions are refused by name.</para>
/// <para>Reading takes 4 bytes per sample and three blocks of at most 16 lines of all the file's channels.</para>
/// </remarks>
public sealed class ExrCodec : IImageCodec
{
    /// <inheritdoc/>
    public string Name => "EXR";

    /// <inheritdoc/>
    public IReadOnlyList<string> Extensions { get; } = [".exr"];

    /// <inheritdoc/>
    public bool CanWrite => true;

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> start) => start.StartsWith((ReadOnlySpan<byte>)[0x76, 0x2F, 0x31, 0x01]);

    /// <inheritdoc/>
    public ImageHeader ReadHeader(ReadOnlySpan<byte> file, ImageLimits limits)
    {
        ByteCursor cursor = new(file, Name);
        ExrHeader header = ExrHeader.Parse(ref cursor);
        DeclaredSize.Require(Name, header.Width, header.Height, limits);
        return new((int)header.Width, (int)header.Height, ExrOutputs.Choose(header.Channels).Length, BitDepth: 32);
    }

    /// <inheritdoc/>
    public DecodedImage Read(ReadOnlySpan<byte> file, ImageLimits limits) => ExrReader.Read(file, limits);

    /// <inheritdoc/>
    /// <remarks>FLOAT channels, ZIP compression. An sRGB-coded picture is made linear first.</remarks>
    public void Write(Stream stream, Image image, ImageWriteOptions options) => ExrWriter.Write(stream, image);
}
