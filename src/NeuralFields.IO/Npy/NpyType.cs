using System.Buffers.Binary;
using System.Collections.Immutable;

namespace NeuralFields.IO.Npy;

/// <summary>A kind of number in NPY files.</summary>
/// <param name="Name">The name after the byte order, such as f8.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Read">Reads one of the machine's byte order of the file: true for big-endian.</param>
internal sealed record NpyType(string Name, int Size, NpyType.Reader Read)
{
    public delegate double Reader(ReadOnlySpan<byte> bytes, bool isBigEndian);

    /// <summary>Every kind read; 64-bit integers beyond 2⁵³ are rounded.</summary>
    public static ImmutableArray<NpyType> All { get; } =
    [
        new("f8", 8, (b, big) => big ? BinaryPrimitives.ReadDoubleBigEndian(b) : BinaryPrimitives.ReadDoubleLittleEndian(b)),
        new("f4", 4, (b, big) => big ? BinaryPrimitives.ReadSingleBigEndian(b) : BinaryPrimitives.ReadSingleLittleEndian(b)),
        new("f2", 2, (b, big) => (double)(big
            ? BinaryPrimitives.ReadHalfBigEndian(b) : BinaryPrimitives.ReadHalfLittleEndian(b))),
        new("i8", 8, (b, big) => big ? BinaryPrimitives.ReadInt64BigEndian(b) : BinaryPrimitives.ReadInt64LittleEndian(b)),
        new("i4", 4, (b, big) => big ? BinaryPrimitives.ReadInt32BigEndian(b) : BinaryPrimitives.ReadInt32LittleEndian(b)),
        new("i2", 2, (b, big) => big ? BinaryPrimitives.ReadInt16BigEndian(b) : BinaryPrimitives.ReadInt16LittleEndian(b)),
        new("u4", 4, (b, big) => big ? BinaryPrimitives.ReadUInt32BigEndian(b) : BinaryPrimitives.ReadUInt32LittleEndian(b)),
        new("u2", 2, (b, big) => big ? BinaryPrimitives.ReadUInt16BigEndian(b) : BinaryPrimitives.ReadUInt16LittleEndian(b)),
        new("i1", 1, (b, _) => (sbyte)b[0]),
        new("u1", 1, (b, _) => b[0]),
    ];
}
