using NeuralFields.Images;

namespace NeuralFields.IO.Hdr;

/// <summary>Radiance RGBE pictures: flat, old and new run-length coding, all eight orientations, linear RGB.</summary>
/// <remarks>
/// Ward, Real Pixels, Graphics Gems II, 1991; Radiance file formats. A colour is m · 2^(e − 136). The header's
/// EXPOSURE, GAMMA, COLORCORR and PRIMARIES lines are not applied. Orientations are resolved: the picture comes back
/// upright. Bytes after the last scan line are ignored. Reading takes 4 bytes per sample and one scan line; a file that
/// claims more than 4096 pixels per byte of data is refused.
/// </remarks>
public sealed class HdrCodec : IImageCodec
{
    /// <inheritdoc/>
    public string Name => "HDR";

    /// <inheritdoc/>
    public IReadOnlyList<string> Extensions { get; } = [".hdr", ".pic"];

    /// <inheritdoc/>
    public bool CanWrite => true;

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> start) =>
        start.StartsWith("#?RADIANCE"u8) || start.StartsWith("#?RGBE"u8);

    /// <inheritdoc/>
    public ImageHeader ReadHeader(ReadOnlySpan<byte> file, ImageLimits limits)
    {
        ByteCursor cursor = new(file, Name);
        HdrHeader header = HdrHeader.Parse(ref cursor, limits);
        return new(header.Width, header.Height, Channels: 3, BitDepth: 32);
    }

    /// <inheritdoc/>
    public DecodedImage Read(ReadOnlySpan<byte> file, ImageLimits limits) => HdrReader.Read(file, limits);

    /// <inheritdoc/>
    /// <remarks>
    /// Grey is written as RGB. An sRGB-coded picture is made linear first. Values below 0 and NaN become 0, values
    /// above the largest RGBE can hold (about 1.7e38) become that.
    /// </remarks>
    /// <exception cref="InputException">The picture has an alpha channel, which RGBE has no place for.</exception>
    public void Write(Stream stream, Image image, ImageWriteOptions options) => HdrWriter.Write(stream, image);
}
