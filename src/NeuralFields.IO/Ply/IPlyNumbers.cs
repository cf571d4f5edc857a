using System.Buffers.Binary;
using NeuralFields.IO.Surfaces;

namespace NeuralFields.IO.Ply;

/// <summary>The numbers of a PLY file one after another.</summary>
internal interface IPlyNumbers
{
    /// <summary>Bytes to the end of the file.</summary>
    int Left { get; }

    /// <summary>The fewest bytes a number takes.</summary>
    int LeastSize(PlyType type);

    /// <summary>The next number.</summary>
    double Next(PlyType type);

    /// <summary>Passes over numbers of which <see cref="Left"/> can hold as many.</summary>
    void Skip(PlyType type, long count);
}

/// <summary>Numbers as text; the lines of the tables are not looked at.</summary>
internal ref struct PlyText(TextCursor cursor) : IPlyNumbers
{
    private TextCursor _cursor = cursor;

    public readonly int Left => _cursor.Left;

    /// <summary>A digit and a blank.</summary>
    public readonly int LeastSize(PlyType type) => 2;

    public double Next(PlyType type) => _cursor.NumberOfAnyLine("a number");

    public void Skip(PlyType type, long count)
    {
        for (; count > 0; count--) _cursor.NumberOfAnyLine("a number");
    }
}

/// <summary>Numbers as bytes of either order.</summary>
internal ref struct PlyBinary(ByteCursor cursor, bool littleEndian) : IPlyNumbers
{
    private ByteCursor _cursor = cursor;

    public readonly int Left => _cursor.Left;

    public readonly int LeastSize(PlyType type) => type.Size();

    public double Next(PlyType type)
    {
        ReadOnlySpan<byte> bytes = _cursor.Take(type.Size(), "a table");
        return type switch
        {
            PlyType.Int8 => (sbyte)bytes[0],
            PlyType.UInt8 => bytes[0],
            PlyType.Int16 => littleEndian
                ? BinaryPrimitives.ReadInt16LittleEndian(bytes) : BinaryPrimitives.ReadInt16BigEndian(bytes),
            PlyType.UInt16 => littleEndian
                ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes),
            PlyType.Int32 => littleEndian
                ? BinaryPrimitives.ReadInt32LittleEndian(bytes) : BinaryPrimitives.ReadInt32BigEndian(bytes),
            PlyType.UInt32 => littleEndian
                ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes),
            PlyType.Float32 => littleEndian
                ? BinaryPrimitives.ReadSingleLittleEndian(bytes) : BinaryPrimitives.ReadSingleBigEndian(bytes),
            _ => littleEndian
                ? BinaryPrimitives.ReadDoubleLittleEndian(bytes) : BinaryPrimitives.ReadDoubleBigEndian(bytes),
        };
    }

    public void Skip(PlyType type, long count) => _cursor.Take(count * type.Size(), "a table");
}
