using System.Buffers.Binary;
using NeuralFields.Images;

namespace NeuralFields.IO.Png;

/// <summary>Rounds the samples of a picture to 8 or 16 bits.</summary>
internal sealed class PngQuantizer(Image image, int bitDepth)
{
    private readonly bool _encode = image.Encoding == ColorEncoding.Linear;
    private readonly int _colors = image.HasAlpha ? image.Channels - 1 : image.Channels;
    private readonly double _largest = (1 << bitDepth) - 1;

    /// <summary>Writes one row: a byte per sample, or two with the high one first.</summary>
    public void Quantize(int y, Span<byte> target)
    {
        int length = image.Width * image.Channels;
        ReadOnlySpan<float> row = image.Samples.AsSpan(y * length, length);
        for (int i = 0; i < length; i++)
        {
            int code = Code(row[i], isColor: i % image.Channels < _colors);
            if (bitDepth == 8) target[i] = (byte)code;
            else BinaryPrimitives.WriteUInt16BigEndian(target[(2 * i)..], (ushort)code);
        }
    }

    private int Code(float value, bool isColor)
    {
        // The comparison is false for NaN, which becomes 0.
        double clamped = value > 0 ? Math.Min(value, 1.0) : 0;
        double coded = _encode && isColor ? SrgbCurve.Encode(clamped) : clamped;
        return (int)((coded * _largest) + 0.5);
    }
}
