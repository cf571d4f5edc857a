using System.Collections.Immutable;
using NeuralFields.IO.Exr;
using NeuralFields.IO.Hdr;
using NeuralFields.IO.Jpeg;
using NeuralFields.IO.Pfm;
using NeuralFields.IO.Png;

namespace NeuralFields.IO;

/// <summary>The image formats known. Another codec takes one line here.</summary>
public static class ImageCodecs
{
    private const int StartLength = 16;

    /// <summary>Every codec; the first that recognises a file reads it.</summary>
    public static ImmutableArray<IImageCodec> All { get; } =
    [
        new PngCodec(),
        new JpegCodec(),
        new HdrCodec(),
        new PfmCodec(),
        new ExrCodec(),
    ];

    /// <summary>Decodes a file of any known format, told by its first bytes and not by its name.</summary>
    /// <param name="file">All bytes of the file.</param>
    /// <param name="limits">Sizes above which a file is refused before memory is taken; null for the default.</param>
    /// <exception cref="InputException">The format is not known, or its codec refuses the file.</exception>
    public static DecodedImage Read(ReadOnlySpan<byte> file, ImageLimits? limits = null)
        => CodecOf(file).Read(file, limits ?? ImageLimits.Default);

    /// <summary>Reads what stands before the pixels of a file of any known format.</summary>
    /// <param name="file">All bytes of the file.</param>
    /// <param name="limits">Sizes above which a file is refused; null for the default.</param>
    /// <exception cref="InputException">The format is not known, or its codec refuses the file.</exception>
    public static ImageHeader ReadHeader(ReadOnlySpan<byte> file, ImageLimits? limits = null)
        => CodecOf(file).ReadHeader(file, limits ?? ImageLimits.Default);

    private static IImageCodec CodecOf(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> start = file[..Math.Min(file.Length, StartLength)];
        foreach (IImageCodec codec in All)
            if (codec.Recognizes(start)) return codec;
        throw new InputException(
            $"the file is no image of a known format — it begins with " +
            $"{(start.IsEmpty ? "nothing" : Convert.ToHexString(start))}, " +
            $"expected {string.Join(", ", All.Select(c => c.Name))}.");
    }

    /// <summary>The codec that a path's ending names, in capitals or not.</summary>
    /// <param name="path">A path; nothing needs to stand there.</param>
    /// <exception cref="InputException">No format has this ending.</exception>
    public static IImageCodec ForExtension(string path)
        => Find(path) ?? throw Unknown(path, All);

    /// <summary>The codec that writes files of a name.</summary>
    /// <exception cref="InputException">Its ending names no format, or one that is only read.</exception>
    internal static IImageCodec ForWriting(string path)
        => Find(path) is not { } codec ? throw Unknown(path, All.Where(c => c.CanWrite))
            : codec.CanWrite ? codec
            : throw new InputException($"{path}: {codec.Name} is only read; name the file .png.");

    private static IImageCodec? Find(string path) => All.FirstOrDefault(
        c => c.Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase));

    private static InputException Unknown(string path, IEnumerable<IImageCodec> expected) => new(
        $"{path}: the name ends in '{Path.GetExtension(path)}', expected " +
        $"{string.Join(", ", expected.SelectMany(c => c.Extensions))}.");
}
