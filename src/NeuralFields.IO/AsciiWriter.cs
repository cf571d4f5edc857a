using System.Globalization;
using System.Numerics;

namespace NeuralFields.IO;

/// <summary>Numbers as text, gathered before they go to a stream.</summary>
/// <param name="stream">Receives the bytes; not closed.</param>
internal sealed class AsciiWriter(Stream stream) : IDisposable
{
    // The longest double has 24 characters.
    private const int LongestNumber = 32;

    private readonly byte[] _buffer = new byte[1 << 16];
    private int _count;

    public void Text(ReadOnlySpan<byte> text)
    {
        if (text.Length > _buffer.Length - _count) Flush();
        if (text.Length > _buffer.Length) stream.Write(text);
        else
        {
            text.CopyTo(_buffer.AsSpan(_count));
            _count += text.Length;
        }
    }

    /// <summary>Three numbers, a space before each.</summary>
    public void Numbers(Vector3 value, string format)
    {
        Number(value.X, format);
        Number(value.Y, format);
        Number(value.Z, format);
    }

    /// <summary>The shortest text that reads back as the same double.</summary>
    public void Number(double value) => Number(value, "R");

    public void Number(int value, bool separated = true) => Number(value, "D", separated);

    /// <summary>Hands on what was gathered; the stream stays open.</summary>
    public void Dispose() => Flush();

    private void Number<T>(T value, string format, bool separated = true) where T : IUtf8SpanFormattable
    {
        if (_buffer.Length - _count < LongestNumber) Flush();
        if (separated) _buffer[_count++] = (byte)' ';
        value.TryFormat(_buffer.AsSpan(_count), out int written, format, CultureInfo.InvariantCulture);
        _count += written;
    }

    private void Flush()
    {
        stream.Write(_buffer, 0, _count);
        _count = 0;
    }
}
