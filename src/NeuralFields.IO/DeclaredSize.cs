using NeuralFields.Images;

namespace NeuralFields.IO;

/// <summary>
/// Refuses sizes that a file only claims, before memory is taken for them. Every reader asks three questions in this
/// order: is the size allowed, can the bytes at hand hold it, can the machine hold it.
/// </summary>
internal static class DeclaredSize
{
    /// <summary>The most bytes one byte of a deflate stream can stand for (258 bytes from two bits).</summary>
    public const int DeflateRatio = 1032;

    // A row of the widest pixel a format has must fit one array as well.
    private static readonly int s_maxWidth = Array.MaxLength / 16;

    /// <summary>Refuses a picture of no pixels, or of more than the limits or one array allow.</summary>
    public static void Require(string format, long width, long height, ImageLimits limits)
    {
        if (width < 1 || height < 1)
            throw new InputException(
                $"{format}: the picture's size is {width} × {height}, expected at least 1 × 1; the file is damaged.");
        // Four channels of the largest picture must fit one array.
        long most = Math.Min(limits.MaxPixels, Array.MaxLength / 4);
        if (width > most / height)
            throw new InputException(
                $"{format}: the picture's size is {width} × {height}, expected at most {most} pixels; scale it down.");
        if (width > s_maxWidth)
            throw new InputException(
                $"{format}: the picture is {width} pixels wide, expected at most {s_maxWidth}; cut it into pieces.");
    }

    /// <summary>Refuses a picture that the pixel data cannot hold even at the best compression.</summary>
    /// <param name="format">The format's name.</param>
    /// <param name="needed">Units (bytes, pixels) the declared size needs.</param>
    /// <param name="present">Bytes of packed data in the file.</param>
    /// <param name="ratio">Most units one packed byte can stand for.</param>
    /// <param name="unit">What is counted, for the message.</param>
    public static void RequireHeld(string format, long needed, long present, int ratio, string unit = "bytes")
    {
        if (needed / ratio > present)
            throw new InputException(
                $"{format}: {present} bytes of data cannot hold the declared {needed} {unit} of pixels — expected at " +
                $"least {needed / ratio}; the file is truncated or its size is wrong.");
    }

    /// <summary>A picture whose samples are all still to be written.</summary>
    public static Image Allocate(string format, int width, int height, int channels, ColorEncoding encoding)
    {
        try
        {
            // Not cleared: no reader hands out a picture it has not filled.
            float[] samples = GC.AllocateUninitializedArray<float>(width * height * channels);
            return new Image(width, height, channels, encoding, samples);
        }
        catch (OutOfMemoryException e)
        {
            throw new InputException(
                $"{format}: a picture of {width} × {height} with {channels} channels needs " +
                $"{4L * width * height * channels >> 20} MiB, more than this machine can give; scale it down.", e);
        }
    }
}
