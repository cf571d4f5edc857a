using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using NeuralFields.Images;

namespace NeuralFields.IO.Pfm;

/// <summary>
/// Portable Float Map: grey (Pf) or RGB (PF), 32-bit floats of either byte order, linear, bottom row first.
/// </summary>
/// <remarks>
/// Debevec's description. The magnitude of the scale line is not applied, as in other readers; its sign gives the byte
/// order. Infinities and NaN come back as they are. Reading takes 4 bytes per sample.
/// </remarks>
public sealed class PfmCodec : IImageCodec
{
    private const int MaxTokenLength = 32;

    /// <inheritdoc/>
    public string Name => "PFM";

    /// <inheritdoc/>
    public IReadOnlyList<string> Extensions { get; } = [".pfm"];

    /// <inheritdoc/>
    public bool CanWrite => true;

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> start) =>
        start.Length >= 3 && start[0] == 'P' && start[1] is (byte)'F' or (byte)'f' && IsSpace(start[2]);

    /// <inheritdoc/>
    public DecodedImage Read(ReadOnlySpan<byte> file, ImageLimits limits)
    {
        ByteCursor cursor = new(file, Name);
        (int channels, long width, long height) = Header(ref cursor);
        bool littleEndian = Scale(ref cursor) < 0;
        DeclaredSize.Require(Name, width, height, limits);
        long length = 4 * width * height * channels;
        if (cursor.Left != length)
            throw new InputException(
                $"PFM: {cursor.Left} bytes of pixels, expected {length} ({width} × {height} × {channels} floats); " +
                "the file is " + (cursor.Left < length ? "truncated." : "damaged."));
        Image image = DeclaredSize.Allocate(Name, (int)width, (int)height, channels, ColorEncoding.Linear);
        Fill(image, cursor.Take(length, "the pixels"), littleEndian);
        return new DecodedImage(image, BitDepth: 32);
    }

    /// <inheritdoc/>
    public ImageHeader ReadHeader(ReadOnlySpan<byte> file, ImageLimits limits)
    {
        ByteCursor cursor = new(file, Name);
        (int channels, long width, long height) = Header(ref cursor);
        DeclaredSize.Require(Name, width, height, limits);
        return new((int)width, (int)height, channels, BitDepth: 32);
    }

    /// <inheritdoc/>
    /// <remarks>Little-endian. An sRGB-coded picture is made linear first.</remarks>
    /// <exception cref="InputException">The picture has an alpha channel, which PFM has no place for.</exception>
    public void Write(Stream stream, Image image, ImageWriteOptions options)
    {
        if (image.HasAlpha)
            throw new InputException(
                "PFM: the picture has an alpha channel, which PFM cannot hold; write .exr or .png.");
        string type = image.Channels == 3 ? "PF" : "Pf";
        stream.Write(Encoding.ASCII.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{type}\n{image.Width} {image.Height}\n-1.0\n")));
        LinearRows rows = new(image);
        byte[] bytes = new byte[checked(4 * rows.Length)];
        for (int y = image.Height - 1; y >= 0; y--)
        {
            ReadOnlySpan<float> row = rows[y];
            for (int i = 0; i < row.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * i), row[i]);
            stream.Write(bytes);
        }
    }

    private static (int Channels, long Width, long Height) Header(ref ByteCursor cursor)
    {
        int channels = Token(ref cursor, "the type") switch
        {
            "PF" => 3,
            "Pf" => 1,
            string other => throw new InputException(
                $"PFM: the type is '{other}', expected PF or Pf; this is no PFM file."),
        };
        return (channels, Size(ref cursor, "width"), Size(ref cursor, "height"));
    }

    private static void Fill(Image image, ReadOnlySpan<byte> pixels, bool littleEndian)
    {
        int rowLength = image.Width * image.Channels;
        for (int y = image.Height - 1; y >= 0; y--)
        {
            Span<float> row = image.Samples.AsSpan(y * rowLength, rowLength);
            for (int i = 0; i < row.Length; i++)
                row[i] = littleEndian
                    ? BinaryPrimitives.ReadSingleLittleEndian(pixels[(4 * i)..])
                    : BinaryPrimitives.ReadSingleBigEndian(pixels[(4 * i)..]);
            pixels = pixels[(4 * rowLength)..];
        }
    }

    private static long Size(ref ByteCursor cursor, string what)
    {
        string token = Token(ref cursor, "the " + what);
        if (!int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out int size))
            throw new InputException($"PFM: the {what} is '{token}', expected a whole number; the header is damaged.");
        return size;
    }

    private static double Scale(ref ByteCursor cursor)
    {
        string token = Token(ref cursor, "the scale");
        if (!double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out double scale) ||
            !double.IsFinite(scale) || scale == 0)
            throw new InputException(
                $"PFM: the scale is '{token}', expected a number below 0 (little-endian) or above 0 (big-endian).");
        return scale;
    }

    /// <summary>The next word and the one white-space character that ends it: pixels may begin right after.</summary>
    private static string Token(ref ByteCursor cursor, string what)
    {
        StringBuilder token = new();
        for (byte next = cursor.Byte(what); token.Length == 0 || !IsSpace(next); next = cursor.Byte(what))
        {
            if (IsSpace(next)) continue;
            if (next is < 0x21 or > 0x7E || token.Length == MaxTokenLength)
                throw new InputException(
                    $"PFM: {what} at byte {cursor.Position - 1} is not readable text; the header is damaged.");
            token.Append((char)next);
        }
        return token.ToString();
    }

    private static bool IsSpace(byte b) => b is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';
}
