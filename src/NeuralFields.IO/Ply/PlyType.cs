namespace NeuralFields.IO.Ply;

/// <summary>Number types of PLY properties.</summary>
internal enum PlyType
{
    Int8,
    UInt8,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Float32,
    Float64,
}

/// <summary>Names and sizes of <see cref="PlyType"/>.</summary>
internal static class PlyTypes
{
    /// <summary>The type of a name, old or new, or null.</summary>
    public static PlyType? Named(ReadOnlySpan<byte> name) => name switch
    {
        _ when name.SequenceEqual("char"u8) || name.SequenceEqual("int8"u8) => PlyType.Int8,
        _ when name.SequenceEqual("uchar"u8) || name.SequenceEqual("uint8"u8) => PlyType.UInt8,
        _ when name.SequenceEqual("short"u8) || name.SequenceEqual("int16"u8) => PlyType.Int16,
        _ when name.SequenceEqual("ushort"u8) || name.SequenceEqual("uint16"u8) => PlyType.UInt16,
        _ when name.SequenceEqual("int"u8) || name.SequenceEqual("int32"u8) => PlyType.Int32,
        _ when name.SequenceEqual("uint"u8) || name.SequenceEqual("uint32"u8) => PlyType.UInt32,
        _ when name.SequenceEqual("float"u8) || name.SequenceEqual("float32"u8) => PlyType.Float32,
        _ when name.SequenceEqual("double"u8) || name.SequenceEqual("float64"u8) => PlyType.Float64,
        _ => null,
    };

    /// <summary>Bytes of one number.</summary>
    public static int Size(this PlyType type) => type switch
    {
        PlyType.Int8 or PlyType.UInt8 => 1,
        PlyType.Int16 or PlyType.UInt16 => 2,
        PlyType.Float64 => 8,
        _ => 4,
    };

    /// <summary>The code that stands for 1 where a colour is of this type.</summary>
    public static double LargestCode(this PlyType type) => type switch
    {
        PlyType.Float32 or PlyType.Float64 => 1,
        PlyType.UInt16 => ushort.MaxValue,
        _ => byte.MaxValue,
    };
}
