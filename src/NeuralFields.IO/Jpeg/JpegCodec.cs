using NeuralFields.Images;

namespace NeuralFields.IO.Jpeg;

/// <summary>
/// Reads JPEG: baseline, extended sequential and progressive Huffman files of 8 bits, grey, YCbCr, RGB, CMYK and YCCK.
/// </summary>
/// <remarks>
/// <para>ITU-T T.81 (1992) with JFIF 1.02 and Adobe's APP14 marker. Grey files give 1 channel, all others 3; a sample v
/// of 0 to 255 becomes v / 255. Colours follow libjpeg-turbo to the last bit: its accurate integer transform, its
/// triangle filter for chroma at half width or height, its rounding of YCbCr. CMYK and YCCK are read as Adobe writes
/// them, inverted, and multiplied out to RGB without a profile.</para>
/// <para>Refused by name: arithmetic coding, lossless, hierarchical, 12 bits, a height left to a DNL marker, two
/// components. A file that ends inside its picture data, or before every coefficient is known, is refused as truncated.
/// Where a marker cuts the data of a scan short, the rest keeps what earlier scans said (mid grey in baseline files), as
/// in libjpeg; a progressive file with its end marker may thus lack refinements. libjpeg's optional smoothing of such
/// files is not done.</para>
/// <para>Memory: at most 24 bytes per pixel of the picture with its sides rounded up to multiples of eight blocks'
/// samples, the float result included (grey 7, YCbCr at most 21), plus 1 MiB. Sizes are checked against
/// <see cref="ImageLimits"/> and against the file's length, one bit per block being the least a picture can take,
/// before any of it is allocated. At most <see cref="JpegReader.MaxScans"/> scans are read.</para>
/// </remarks>
public sealed class JpegCodec : IImageCodec
{
    /// <inheritdoc/>
    public string Name => "JPEG";

    /// <inheritdoc/>
    public IReadOnlyList<string> Extensions { get; } = [".jpg", ".jpeg"];

    /// <inheritdoc/>
    public bool CanWrite => false;

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> start) => start.StartsWith<byte>([0xFF, 0xD8, 0xFF]);

    /// <inheritdoc/>
    public DecodedImage Read(ReadOnlySpan<byte> file, ImageLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        JpegReader reader = new(file, limits);
        FrameHeader frame = reader.ReadAll();
        Image image = PictureAssembly.ToImage(frame, reader.ColorModel);
        return new DecodedImage(image, BitDepth: 8, reader.Orientation);
    }

    /// <summary>Not available.</summary>
    /// <exception cref="InputException">Always.</exception>
    public void Write(Stream stream, Image image, ImageWriteOptions options) =>
        throw new InputException("JPEG is read only; write .png");
}
