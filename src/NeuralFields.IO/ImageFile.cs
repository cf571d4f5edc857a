using NeuralFields.Images;

namespace NeuralFields.IO;

/// <summary>Pictures in files.</summary>
public static class ImageFile
{
    /// <summary>Decodes a file of any known format, told by its first bytes.</summary>
    /// <param name="path">A regular file.</param>
    /// <param name="limits">Sizes above which a file is refused before memory is taken; null for the default.</param>
    /// <exception cref="InputException">
    /// The file is missing, unreadable, of no known format, broken or too large; the message begins with the path.
    /// </exception>
    public static DecodedImage Read(string path, ImageLimits? limits = null)
        => Read(path, bytes => ImageCodecs.Read(bytes, limits));

    /// <summary>Reads what stands before the pixels of a file.</summary>
    /// <param name="path">A regular file.</param>
    /// <param name="limits">Sizes above which a file is refused; null for the default.</param>
    /// <exception cref="InputException">
    /// The file is missing, unreadable, of no known format, broken there or too large; the message begins with the
    /// path.
    /// </exception>
    public static ImageHeader ReadHeader(string path, ImageLimits? limits = null)
        => Read(path, bytes => ImageCodecs.ReadHeader(bytes, limits));

    private static T Read<T>(string path, Func<byte[], T> decode)
    {
        byte[] bytes = InputFile.ReadAllBytes(path);
        try
        {
            return decode(bytes);
        }
        catch (InputException e)
        {
            throw e.At(path);
        }
    }

    /// <summary>Refuses a name that <see cref="Write"/> would refuse, before there is anything to write.</summary>
    /// <param name="path">A path; nothing needs to stand there.</param>
    /// <exception cref="InputException">Its ending names no format, or one that is only read.</exception>
    public static void RequireWritable(string path) => ImageCodecs.ForWriting(path);

    /// <summary>
    /// Encodes a picture in the format that the path's ending names. A file there before is replaced.
    /// </summary>
    /// <param name="path">Where to; its folder must exist.</param>
    /// <param name="image">The picture.</param>
    /// <param name="options">Bit depth and the like; null for 8 bits.</param>
    /// <exception cref="InputException">
    /// The ending names no format that can be written, the format cannot hold the picture, or the place cannot be
    /// written; the message begins with the path.
    /// </exception>
    public static void Write(string path, Image image, ImageWriteOptions? options = null)
    {
        IImageCodec codec = ImageCodecs.ForWriting(path);
        OutputFile.Write(path, stream => codec.Write(stream, image, options ?? ImageWriteOptions.Default));
    }
}
