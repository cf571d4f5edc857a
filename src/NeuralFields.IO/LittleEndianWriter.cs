using System.Buffers.Binary;
using System.Numerics;

namespace NeuralFields.IO;

/// <summary>Numbers as little-endian bytes, gathered before they go to a stream.</summary>
/// <param name="stream">Receives the bytes; not closed.</param>
internal sealed class LittleEndianWriter(Stream stream) : IDisposable
{
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _count;

    public void Byte(byte value) => Next(1)[0] = value;

    public void UInt16(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Next(2), value);

    public void Int32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Next(4), value);

    public void UInt32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Next(4), value);

    public void Single(float value) => BinaryPrimitives.WriteSingleLittleEndian(Next(4), value);

    public void Double(double value) => BinaryPrimitives.WriteDoubleLittleEndian(Next(8), value);

    public void Vector(Vector3 value)
    {
        Single(value.X);
        Single(value.Y);
        Single(value.Z);
    }

    /// <summary>Bytes of one value, over and over.</summary>
    public void Fill(byte value, int count)
    {
        for (int i = 0; i < count; i++) Byte(value);
    }

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Flush();
        stream.Write(bytes);
    }

    /// <summary>Hands on what was gathered; the stream stays open.</summary>
    public void Dispose() => Flush();

    private Span<byte> Next(int length)
    {
        if (_count + length > _buffer.Length) Flush();
        Span<byte> next = _buffer.AsSpan(_count, length);
        _count += length;
        return next;
    }

    private void Flush()
    {
        stream.Write(_buffer, 0, _count);
        _count = 0;
    }
}
