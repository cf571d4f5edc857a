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
/// Damage inside the data is passed over as libjpeg does it: where a marker cuts a scan or a restart interval short,
/// the rest keeps what earlier scans said (mid grey in baseline files); lost restart markers are resynchronised; codes
/// that are in no table read as zero. A progressive file that has its end marker may thus lack refinements; libjpeg's
/// optional smoothing of such files is not done.</para>
/// <para>Memory: at most 24 bytes per pixel (grey 7, three components 21, four 24), the result's 4 bytes per channel
/// included, plus 1 MiB; each side of the picture counts as rounded up to a multiple of 8 times the largest sampling
/// factor, so to 32 at most. Before any of it is allocated the size is checked against <see cref="ImageLimits"/> and
/// against the file's length, a bit per block being the least a picture takes. At most 100 scans are read, so that time
/// is bounded by the size too.</para>
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
        try
        {
            FrameHeader frame = reader.ReadAll();
            Image image = PictureAssembly.ToImage(frame, reader.ColorModel);
            return new DecodedImage(image, BitDepth: 8, reader.Orientation);
        }
        catch (OutOfMemoryException e)
        {
            throw new InputException("JPEG: the picture needs more memory than there is; scale it down.", e);
        }
    }

    /// <inheritdoc/>
    public ImageHeader ReadHeader(ReadOnlySpan<byte> file, ImageLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        FrameHeader frame = new JpegReader(file, limits).ReadFrameHeader();
        return new(frame.Width, frame.Height, frame.Components.Length == 1 ? 1 : 3, BitDepth: 8);
    }

    /// <summary>Not available.</summary>
    /// <exception cref="InputException">Always.</exception>
    public void Write(Stream stream, Image image, ImageWriteOptions options) =>
        throw new InputException("JPEG is read only; write .png");
}
