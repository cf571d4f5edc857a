using System.Buffers.Binary;

namespace NeuralFields.IO;

/// <summary>Walks the bytes of a file; running past its end is the file's fault and says what was being read.</summary>
/// <param name="bytes">The whole file, so that positions in messages are file offsets.</param>
/// <param name="format">The format's name, which opens every message.</param>
internal ref struct ByteCursor(ReadOnlySpan<byte> bytes, string format)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly string _format = format;

    /// <summary>Offset of the next byte.</summary>
    public int Position { get; private set; }

    /// <summary>Bytes after <see cref="Position"/>.</summary>
    public readonly int Left => _bytes.Length - Position;

    public ReadOnlySpan<byte> Take(long count, string what)
    {
        if (count < 0 || count > Left) ThrowTruncated(count, what);
        ReadOnlySpan<byte> taken = _bytes.Slice(Position, (int)count);
        Position += (int)count;
        return taken;
    }

    public byte Byte(string what) => Take(1, what)[0];

    public uint UInt32BigEndian(string what) => BinaryPrimitives.ReadUInt32BigEndian(Take(4, what));

    public int Int32LittleEndian(string what) => BinaryPrimitives.ReadInt32LittleEndian(Take(4, what));

    public ulong UInt64LittleEndian(string what) => BinaryPrimitives.ReadUInt64LittleEndian(Take(8, what));

    /// <summary>The bytes before the next <paramref name="end"/>, which is passed over.</summary>
    public ReadOnlySpan<byte> Until(byte end, int maxLength, string what)
    {
        ReadOnlySpan<byte> rest = _bytes[Position..];
        int length = rest[..Math.Min(rest.Length, maxLength + 1)].IndexOf(end);
        if (length < 0 && rest.Length <= maxLength) ThrowTruncated(rest.Length + 1L, what);
        if (length < 0)
            throw new InputException(
                $"{_format}: {what} at byte {Position} is longer than {maxLength} bytes; the file is damaged.");
        Position += length + 1;
        return rest[..length];
    }

    private readonly void ThrowTruncated(long count, string what) => throw new InputException(
        $"{_format}: the file ends within {what} at byte {Position} — got {Left} bytes, expected {count}; " +
        "it is truncated or damaged.");
}
