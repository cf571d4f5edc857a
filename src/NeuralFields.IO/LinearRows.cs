using NeuralFields.Images;

namespace NeuralFields.IO;

/// <summary>The rows of a picture as scene-linear values, for the formats that hold nothing else.</summary>
internal sealed class LinearRows
{
    private readonly Image _image;
    private readonly float[] _decoded;   // one row; empty where the picture is linear already

    public LinearRows(Image image)
    {
        _image = image;
        _decoded = image.Encoding == ColorEncoding.Srgb ? new float[image.Width * image.Channels] : [];
    }

    /// <summary>Samples per row.</summary>
    public int Length => _image.Width * _image.Channels;

    /// <summary>[width, channels] values of one row, alpha as it is; valid until the next row is asked for.</summary>
    public ReadOnlySpan<float> this[int y]
    {
        get
        {
            ReadOnlySpan<float> row = _image.Samples.AsSpan(y * Length, Length);
            if (_image.Encoding == ColorEncoding.Linear) return row;
            int channels = _image.Channels, colors = _image.HasAlpha ? channels - 1 : channels;
            for (int i = 0; i < row.Length; i++)
                _decoded[i] = i % channels < colors ? (float)SrgbCurve.Decode(row[i]) : row[i];
            return _decoded;
        }
    }
}
