using NeuralFields.Images;

namespace NeuralFields.IO;

/// <summary>
/// One image file format. This is the seam at which a packaged codec library can replace the managed ones.
/// </summary>
public interface IImageCodec
{
    /// <summary>The format's usual name, such as PNG.</summary>
    string Name { get; }

    /// <summary>File name endings, lower case with the dot; the first is the preferred one.</summary>
    IReadOnlyList<string> Extensions { get; }

    /// <summary>Whether a file that begins with these bytes (up to 16) is of this format.</summary>
    bool Recognizes(ReadOnlySpan<byte> start);

    /// <summary>Decodes a whole file.</summary>
    /// <param name="file">All bytes of the file.</param>
    /// <param name="limits">Sizes above which a file is refused before memory is taken.</param>
    /// <exception cref="InputException">The file is broken, truncated, too large or of a kind not supported.</exception>
    DecodedImage Read(ReadOnlySpan<byte> file, ImageLimits limits);

    /// <summary>Reads what stands before the pixels.</summary>
    /// <param name="file">All bytes of the file.</param>
    /// <param name="limits">Sizes above which a file is refused.</param>
    /// <exception cref="InputException">What stands there is broken, truncated, too large or not supported.</exception>
    ImageHeader ReadHeader(ReadOnlySpan<byte> file, ImageLimits limits);

    /// <summary>Whether <see cref="Write"/> is available.</summary>
    bool CanWrite { get; }

    /// <summary>Encodes a picture.</summary>
    /// <param name="stream">Receives the bytes; not closed.</param>
    /// <param name="image">The picture.</param>
    /// <param name="options">Bit depth and the like, where the format has a choice.</param>
    /// <exception cref="InputException">The format cannot hold this picture.</exception>
    void Write(Stream stream, Image image, ImageWriteOptions options);
}

/// <summary>A decoded picture and what the file said beside its pixels.</summary>
/// <param name="Image">The pixels, not rotated.</param>
/// <param name="BitDepth">Bits per sample in the file (32 for float formats).</param>
/// <param name="Orientation">EXIF orientation 1 to 8; 1 where the file names none.</param>
public sealed record DecodedImage(Image Image, int BitDepth, int Orientation = 1);

/// <summary>Sizes above which an image file is refused before any memory is taken for its pixels.</summary>
/// <param name="MaxPixels">Largest width × height.</param>
public sealed record ImageLimits(long MaxPixels = 1L << 28)
{
    /// <summary>The limits used where none are given.</summary>
    public static ImageLimits Default { get; } = new();
}

/// <summary>Choices when writing a picture.</summary>
/// <param name="BitDepth">8 or 16 bits per sample, where the format has both.</param>
public sealed record ImageWriteOptions(int BitDepth = 8)
{
    /// <summary>8 bits per sample.</summary>
    public static ImageWriteOptions Default { get; } = new();
}
