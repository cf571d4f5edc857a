using System.Buffers.Binary;
using System.IO.Compression;
using NeuralFields.Images;

namespace NeuralFields.IO.Png;

/// <summary>Encodes PNG of 8 or 16 bits, each row with the filter whose differences are smallest.</summary>
internal static class PngWriter
{
    public static void Write(Stream stream, Image image, ImageWriteOptions options)
    {
        if (options.BitDepth is not (8 or 16))
            throw new InputException($"PNG: the bit depth is {options.BitDepth}, expected 8 or 16.");
        PngColor color = image.Channels switch
        {
            1 => PngColor.Grey,
            2 => PngColor.GreyAlpha,
            3 => PngColor.Rgb,
            _ => PngColor.Rgba,
        };
        PngHeader header = new(image.Width, image.Height, options.BitDepth, color, Interlaced: false);
        stream.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        WriteHeader(stream, header);
        WriteChunk(stream, PngChunk.Srgb, [0]);   // rendering intent: perceptual
        using (ChunkedStream chunks = new(stream))
        using (ZLibStream deflater = new(chunks, CompressionLevel.Optimal))
            WriteRows(deflater, image, header);
        WriteChunk(stream, PngChunk.End, []);
    }

    private static void WriteHeader(Stream stream, PngHeader header)
    {
        Span<byte> data = stackalloc byte[PngHeader.Length];
        data.Clear();
        BinaryPrimitives.WriteInt32BigEndian(data, header.Width);
        BinaryPrimitives.WriteInt32BigEndian(data[4..], header.Height);
        (data[8], data[9]) = ((byte)header.BitDepth, (byte)header.Color);
        WriteChunk(stream, PngChunk.Header, data);
    }

    private static void WriteRows(ZLibStream deflater, Image image, PngHeader header)
    {
        int length = checked((int)header.RowLength(header.Width));
        byte[] row = new byte[length], above = new byte[length];
        byte[] best = new byte[1 + length], trial = new byte[1 + length];
        PngQuantizer quantizer = new(image, header.BitDepth);
        for (int y = 0; y < image.Height; y++)
        {
            quantizer.Quantize(y, row);
            long bestSize = long.MaxValue;
            for (byte filter = 0; filter < PngFilter.Count; filter++)
            {
                trial[0] = filter;
                long size = PngFilter.Apply(filter, row, above, header.FilterStep, trial.AsSpan(1));
                if (size < bestSize) (bestSize, best, trial) = (size, trial, best);
            }
            deflater.Write(best);
            (row, above) = (above, row);
        }
    }

    private static void WriteChunk(Stream stream, uint type, ReadOnlySpan<byte> data)
    {
        Span<byte> start = stackalloc byte[8], end = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(start, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(start[4..], type);
        BinaryPrimitives.WriteUInt32BigEndian(end, PngCrc.Of(start[4..], data));
        stream.Write(start);
        stream.Write(data);
        stream.Write(end);
    }

    /// <summary>Cuts the compressed data into IDAT chunks.</summary>
    private sealed class ChunkedStream(Stream target) : Stream
    {
        private readonly byte[] _buffer = new byte[1 << 16];
        private int _count;

        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }


        public override void Write(ReadOnlySpan<byte> data)
        {
            while (data.Length > 0)
            {
                int taken = Math.Min(data.Length, _buffer.Length - _count);
                data[..taken].CopyTo(_buffer.AsSpan(_count));
                _count += taken;
                data = data[taken..];
                if (_count == _buffer.Length) Emit();
            }
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
        public override void Flush() { }
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing && _count > 0) Emit();
            base.Dispose(disposing);
        }

        private void Emit()
        {
            WriteChunk(target, PngChunk.Pixels, _buffer.AsSpan(0, _count));
            _count = 0;
        }
    }
}
