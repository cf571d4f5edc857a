using NeuralFields.Images;

namespace NeuralFields.IO.Png;

/// <summary>Portable Network Graphics (ISO/IEC 15948): every colour type, bit depth and interlacing.</summary>
/// <remarks>
/// <para>Samples are v / (2^depth − 1). Grey gives 1 channel, RGB and palettes 3; alpha, or tRNS as a palette's alpha
/// or as one transparent colour, adds a channel. Samples are taken to be sRGB-coded: gAMA, cHRM, iCCP and sRGB are not
/// applied. eXIf is not read, an animation gives its default picture, bytes after IEND are ignored.</para>
/// <para>Reading takes 4 bytes per sample, two rows and a copy of the compressed data.</para>
/// </remarks>
public sealed class PngCodec : IImageCodec
{
    /// <inheritdoc/>
    public string Name => "PNG";

    /// <inheritdoc/>
    public IReadOnlyList<string> Extensions { get; } = [".png"];

    /// <inheritdoc/>
    public bool CanWrite => true;

    /// <inheritdoc/>
    /// <remarks>Half the signature is enough, so that a damaged one is named as such.</remarks>
    public bool Recognizes(ReadOnlySpan<byte> start) =>
        start.Length >= 8 && (start[1..4].SequenceEqual("PNG"u8) || start[4..8].SequenceEqual("\r\n\x1A\n"u8));

    /// <inheritdoc/>
    public DecodedImage Read(ReadOnlySpan<byte> file, ImageLimits limits) => PngReader.Read(file, limits);

    /// <inheritdoc/>
    public ImageHeader ReadHeader(ReadOnlySpan<byte> file, ImageLimits limits)
    {
        PngContents png = PngContents.ParseBeforePixels(file, limits);
        return new(png.Header.Width, png.Header.Height, png.Channels, png.Header.BitDepth);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Values are clamped to [0,1] (NaN becomes 0) and rounded to nearest. A linear picture is sRGB-coded first, its
    /// alpha left as it is; the file is marked sRGB either way.
    /// </remarks>
    public void Write(Stream stream, Image image, ImageWriteOptions options) => PngWriter.Write(stream, image, options);
}
