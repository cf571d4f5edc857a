using System.Buffers.Binary;
using System.Collections.Immutable;

namespace NeuralFields.IO.Fields;

/// <summary>A number type of safetensors files, with its size and how it becomes a float.</summary>
internal sealed record SafetensorType(string Name, int Size, SafetensorType.Converter Convert)
{
    public delegate float Converter(ReadOnlySpan<byte> bytes);

    public static readonly SafetensorType F32 = new("F32", 4, BinaryPrimitives.ReadSingleLittleEndian);
    public static readonly SafetensorType I32 = new("I32", 4, b => BinaryPrimitives.ReadInt32LittleEndian(b));

    /// <summary>All types that are understood.</summary>
    public static readonly ImmutableArray<SafetensorType> All =
    [
        F32, I32,
        new("F64", 8, b => (float)BinaryPrimitives.ReadDoubleLittleEndian(b)),
        new("F16", 2, b => (float)BinaryPrimitives.ReadHalfLittleEndian(b)),
        // The upper half of a single.
        new("BF16", 2, b => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(b) << 16)),
        new("I64", 8, b => BinaryPrimitives.ReadInt64LittleEndian(b)),
        new("U64", 8, b => BinaryPrimitives.ReadUInt64LittleEndian(b)),
        new("U32", 4, b => BinaryPrimitives.ReadUInt32LittleEndian(b)),
        new("I16", 2, b => BinaryPrimitives.ReadInt16LittleEndian(b)),
        new("U16", 2, b => BinaryPrimitives.ReadUInt16LittleEndian(b)),
        new("I8", 1, b => (sbyte)b[0]),
        new("U8", 1, b => b[0]),
        new("BOOL", 1, b => b[0] == 0 ? 0 : 1),
    ];
}
