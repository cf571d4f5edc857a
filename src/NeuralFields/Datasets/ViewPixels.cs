using NeuralFields.Images;

namespace NeuralFields.Datasets;

/// <summary>The pixels of a loaded photograph: RGB, or RGB and straight alpha; bytes where the file has 8 bits.</summary>
public sealed class ViewPixels
{
    private readonly byte[] _bytes;
    private readonly float[] _samples;

    private ViewPixels(Image image, byte[] bytes, float[] samples)
    {
        (Width, Height, Channels, Encoding) = (image.Width, image.Height, image.Channels, image.Encoding);
        (_bytes, _samples) = (bytes, samples);
    }

    /// <summary>Pixels per row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>3, or 4 with alpha.</summary>
    public int Channels { get; }

    /// <summary>What the numbers stand for.</summary>
    public ColorEncoding Encoding { get; }

    /// <summary>[height, width, channels] values of 1/255; empty where <see cref="Samples"/> hold the pixels.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>[height, width, channels] values; empty where <see cref="Bytes"/> hold the pixels.</summary>
    public ReadOnlySpan<float> Samples => _samples;

    /// <summary>Bytes of memory.</summary>
    public long ByteLength => _bytes.LongLength + (sizeof(float) * _samples.LongLength);

    /// <summary>Keeps a picture of 3 or 4 channels.</summary>
    /// <param name="image">The picture; with <paramref name="asBytes"/> not kept.</param>
    /// <param name="asBytes">Whether to keep a byte per sample, rounded.</param>
    public static ViewPixels Of(Image image, bool asBytes)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(image.Channels, 3, nameof(image));
        if (!asBytes) return new(image, [], image.Samples);
        byte[] bytes = GC.AllocateUninitializedArray<byte>(image.Samples.Length);
        for (int i = 0; i < bytes.Length; i++) bytes[i] = (byte)((Math.Clamp(image.Samples[i], 0, 1) * 255) + 0.5f);
        return new(image, bytes, []);
    }

    /// <summary>The values of one pixel as they are coded; alpha is 1 where there is none.</summary>
    /// <param name="pixel">y·width + x.</param>
    /// <param name="rgba">[4] overwritten.</param>
    public void Read(int pixel, Span<float> rgba)
    {
        rgba[3] = 1;
        int at = pixel * Channels;
        if (_samples.Length > 0) _samples.AsSpan(at, Channels).CopyTo(rgba);
        else for (int c = 0; c < Channels; c++) rgba[c] = _bytes[at + c] / 255f;
    }
}
