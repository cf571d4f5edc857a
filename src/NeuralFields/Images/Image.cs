namespace NeuralFields.Images;

/// <summary>How the numbers of an image stand for light.</summary>
public enum ColorEncoding
{
    /// <summary>sRGB-coded values in [0,1], as 8-bit and 16-bit photographs hold them.</summary>
    Srgb,

    /// <summary>Scene-linear values, not bounded above.</summary>
    Linear,
}

/// <summary>A picture in memory: float samples, row by row from the top, channels interleaved.</summary>
public sealed class Image
{
    /// <summary>A black picture.</summary>
    /// <param name="width">Pixels per row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="channels">1 grey, 2 grey and alpha, 3 RGB, 4 RGB and straight alpha.</param>
    /// <param name="encoding">What the numbers stand for.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1 or channels is not 1 to 4.</exception>
    public Image(int width, int height, int channels, ColorEncoding encoding = ColorEncoding.Srgb)
        : this(width, height, channels, encoding, new float[checked((long)width * height * channels)]) { }

    /// <summary>A picture over existing samples, which are not copied.</summary>
    /// <param name="width">Pixels per row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="channels">1 grey, 2 grey and alpha, 3 RGB, 4 RGB and straight alpha.</param>
    /// <param name="encoding">What the numbers stand for.</param>
    /// <param name="samples">[height, width, channels] values.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1 or channels is not 1 to 4.</exception>
    /// <exception cref="ArgumentException">The number of samples disagrees with the sizes.</exception>
    public Image(int width, int height, int channels, ColorEncoding encoding, float[] samples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channels, 4);
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.LongLength != (long)width * height * channels)
            throw new ArgumentException(
                $"samples.Length is {samples.LongLength}, expected {(long)width * height * channels} " +
                $"({height} rows × {width} pixels × {channels} channels).", nameof(samples));
        (Width, Height, Channels, Encoding, Samples) = (width, height, channels, encoding, samples);
    }

    /// <summary>Pixels per row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>1 grey, 2 grey and alpha, 3 RGB, 4 RGB and straight alpha.</summary>
    public int Channels { get; }

    /// <summary>What the numbers stand for.</summary>
    public ColorEncoding Encoding { get; }

    /// <summary>[height, width, channels] values; top row first.</summary>
    public float[] Samples { get; }

    /// <summary>Width × height.</summary>
    public int PixelCount => Width * Height;

    /// <summary>Whether the last channel is straight alpha.</summary>
    public bool HasAlpha => Channels is 2 or 4;

    /// <summary>The channels of one pixel.</summary>
    /// <param name="x">Column, from the left.</param>
    /// <param name="y">Row, from the top.</param>
    public Span<float> this[int x, int y] => Samples.AsSpan(((y * Width) + x) * Channels, Channels);
}
