using System.IO.Compression;

namespace NeuralFields.IO;

/// <summary>Inflates a zlib stream of known unpacked size; every disagreement is the file's fault.</summary>
internal sealed class ZlibReader : IDisposable
{
    private readonly PackedBytes _packed;
    private readonly ZLibStream _inflater;
    private readonly string _format;

    /// <param name="packed">Holds the zlib stream from its first byte on.</param>
    /// <param name="count">Length of the zlib stream.</param>
    /// <param name="format">The format's name, which opens every message.</param>
    public ZlibReader(byte[] packed, int count, string format)
    {
        _packed = new PackedBytes(packed, count);
        _inflater = new ZLibStream(_packed, CompressionMode.Decompress);
        _format = format;
    }

    /// <summary>Inflates exactly as many bytes as asked for.</summary>
    public void Fill(Span<byte> target, string what)
    {
        int got = Read(target, what);
        if (got < target.Length)
            throw new InputException(
                $"{_format}: the compressed data ends within {what} — got {got} bytes, expected {target.Length}; " +
                "the file is truncated or damaged.");
    }

    /// <summary>Refuses data after the last byte, packed or not, and a wrong or missing checksum.</summary>
    public void RequireEnd(string what)
    {
        Span<byte> extra = stackalloc byte[1];
        if (Read(extra, what) > 0 || _packed.Position < _packed.Length)
            throw new InputException($"{_format}: the compressed data goes on after {what}; the file is damaged.");
        if (_packed.WasExhausted)
            throw new InputException(
                $"{_format}: the compressed data ends before its checksum, after {what}; the file is truncated.");
    }

    public void Dispose() => _inflater.Dispose();

    private int Read(Span<byte> target, string what)
    {
        try
        {
            return _inflater.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new InputException(
                $"{_format}: the compressed data is broken at or before {what} — not a zlib stream, or one of a " +
                "wrong " +
                "checksum; the file is damaged.", e);
        }
    }

    /// <summary>
    /// The packed bytes, the last few handed out singly. The framework's inflater swallows whatever follows a stream
    /// and takes a missing checksum for a sound end; given single bytes it stops where the stream stops, so that the
    /// position, and whether it asked for more, tell both.
    /// </summary>
    private sealed class PackedBytes(byte[] bytes, int count) : Stream
    {
        private const int SingleBytes = 8;   // more than the checksum's four
        private int _position;

        public bool WasExhausted { get; private set; }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => count;

        public override long Position { get => _position; set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            int left = count - _position;
            WasExhausted |= left == 0;
            int given = Math.Min(Math.Min(buffer.Length, left), Math.Max(1, left - SingleBytes));
            bytes.AsSpan(_position, given).CopyTo(buffer);
            _position += given;
            return given;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
