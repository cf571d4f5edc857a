using System.Buffers.Binary;

namespace NeuralFields.IO.Png;

/// <summary>Turns the restored bytes of rows into float samples: bit depth, palette and transparency.</summary>
internal sealed class PngPixels
{
    private readonly PngHeader _header;
    private readonly int _channels;
    private readonly float[] _palette = [];   // [entries, channels]
    private readonly ushort[] _key = [];      // the colour that is transparent, one code per sample
    private readonly ushort[] _codes;         // [columns, samples per pixel] of the row at hand

    public PngPixels(PngContents png)
    {
        (_header, _channels) = (png.Header, png.Channels);
        _codes = new ushort[_header.Width * _header.SamplesPerPixel];
        if (_header.Color == PngColor.Palette) _palette = Colors(png);
        else if (png.Transparency is not null) _key = Key(png.Transparency);
    }

    /// <summary>Places one row of a pass into the row of the picture it belongs to.</summary>
    /// <param name="row">The pass's row, filters undone.</param>
    /// <param name="columns">Pixels in it.</param>
    /// <param name="target">[width, channels] row of the picture; each <paramref name="step"/>-th pixel is set.</param>
    /// <param name="start">Column of the first pixel.</param>
    /// <param name="step">Columns between pixels.</param>
    public void Place(ReadOnlySpan<byte> row, int columns, Span<float> target, int start, int step)
    {
        Span<ushort> codes = _codes.AsSpan(0, columns * _header.SamplesPerPixel);
        Unpack(row, codes);
        target = target[(start * _channels)..];
        if (_header.Color == PngColor.Palette) PlaceColors(codes, target, step);
        else if (_key.Length > 0) PlaceKeyed(codes, target, step);
        else PlaceSamples(codes, target, step);
    }

    private void Unpack(ReadOnlySpan<byte> row, Span<ushort> codes)
    {
        int depth = _header.BitDepth;
        if (depth == 16)
            for (int i = 0; i < codes.Length; i++) codes[i] = BinaryPrimitives.ReadUInt16BigEndian(row[(2 * i)..]);
        else if (depth == 8)
            for (int i = 0; i < codes.Length; i++) codes[i] = row[i];
        else
            for (int i = 0, bit = 0; i < codes.Length; i++, bit += depth)
                codes[i] = (ushort)((row[bit >> 3] >> (8 - depth - (bit & 7))) & ((1 << depth) - 1));
    }

    private float Largest => (1 << _header.BitDepth) - 1;

    private void PlaceSamples(ReadOnlySpan<ushort> codes, Span<float> target, int step)
    {
        float largest = Largest;
        int channels = _channels;
        if (step == 1)
            for (int i = 0; i < codes.Length; i++) target[i] = codes[i] / largest;
        else
            for (int i = 0, at = 0; i < codes.Length; i += channels, at += step * channels)
                for (int k = 0; k < channels; k++) target[at + k] = codes[i + k] / largest;
    }

    private void PlaceKeyed(ReadOnlySpan<ushort> codes, Span<float> target, int step)
    {
        float largest = Largest;
        int samples = _key.Length;
        for (int i = 0, at = 0; i < codes.Length; i += samples, at += step * _channels)
        {
            for (int k = 0; k < samples; k++) target[at + k] = codes[i + k] / largest;
            target[at + samples] = codes.Slice(i, samples).SequenceEqual(_key) ? 0 : 1;
        }
    }

    private void PlaceColors(ReadOnlySpan<ushort> codes, Span<float> target, int step)
    {
        int entries = _palette.Length / _channels;
        for (int i = 0; i < codes.Length; i++)
        {
            if (codes[i] >= entries)
                throw new InputException(
                    $"PNG: a pixel's palette index is {codes[i]}, expected 0 to {entries - 1}; the file is damaged.");
            _palette.AsSpan(codes[i] * _channels, _channels).CopyTo(target[(i * step * _channels)..]);
        }
    }

    private float[] Colors(PngContents png)
    {
        int entries = png.Palette.Length / 3;
        float[] colors = new float[entries * _channels];
        for (int e = 0; e < entries; e++)
        {
            for (int k = 0; k < 3; k++) colors[(e * _channels) + k] = png.Palette[(3 * e) + k] / 255f;
            // Entries beyond tRNS are opaque.
            if (_channels == 4) colors[(e * 4) + 3] = e < png.Transparency!.Length ? png.Transparency[e] / 255f : 1;
        }
        return colors;
    }

    private ushort[] Key(byte[] transparency)
    {
        ushort[] key = new ushort[transparency.Length / 2];
        // Only the low bits count below 16 bits per sample (PNG specification, 11.3.2.1).
        for (int k = 0; k < key.Length; k++)
            key[k] = (ushort)(BinaryPrimitives.ReadUInt16BigEndian(transparency.AsSpan(2 * k)) & (int)Largest);
        return key;
    }
}
