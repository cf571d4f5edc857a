using System.Buffers.Binary;

namespace NeuralFields.IO.Tests.Gltf;

/// <summary>GLB files put together from their chunks, so that a broken part does not hide behind another.</summary>
internal static class GlbFile
{
    public static byte[] Of(byte[] text, byte[] binary)
    {
        byte[] file = [.. "glTF"u8, 2, 0, 0, 0, 0, 0, 0, 0, .. Chunk("JSON"u8, text), .. Chunk("BIN\0"u8, binary)];
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(8), file.Length);
        return file;
    }

    /// <summary>The two chunks of a sound file.</summary>
    public static (byte[] Text, byte[] Binary) Parts(byte[] file)
    {
        int length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(12));
        return (file[20..(20 + length)], file[(28 + length)..]);
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] data)
    {
        byte[] chunk = [0, 0, 0, 0, .. type, .. data];
        BinaryPrimitives.WriteInt32LittleEndian(chunk, data.Length);
        return chunk;
    }
}
