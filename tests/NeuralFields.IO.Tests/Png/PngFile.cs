using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using NeuralFields.IO.Png;

namespace NeuralFields.IO.Tests.Png;

/// <summary>Builds PNG files piece by piece, sound or not.</summary>
internal static class PngFile
{
    public static byte[] Signature { get; } = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static byte[] End { get; } = Chunk("IEND");

    public static byte[] Of(params byte[][] chunks) => [.. Signature, .. chunks.SelectMany(c => c)];

    public static byte[] Header(int width, int height, int depth, int color, int interlace = 0)
    {
        byte[] data = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(data, width);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(4), height);
        (data[8], data[9], data[12]) = ((byte)depth, (byte)color, (byte)interlace);
        return Chunk("IHDR", data);
    }

    /// <summary>An IDAT chunk of filtered rows.</summary>
    public static byte[] Rows(params byte[] rows) => Chunk("IDAT", Deflate(rows));

    public static byte[] Deflate(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (ZLibStream deflater = new(packed, CompressionLevel.Optimal)) deflater.Write(bytes);
        return packed.ToArray();
    }

    public static byte[] Chunk(string name, params byte[] data)
    {
        byte[] chunk = [0, 0, 0, 0, .. Encoding.ASCII.GetBytes(name), .. data, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        uint crc = PngCrc.Of(chunk.AsSpan(4, 4 + data.Length));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), crc);
        return chunk;
    }

    /// <summary>Makes every CRC right again, so that what is behind the chunks' contents gets tested.</summary>
    public static byte[] WithRepairedCrcs(byte[] file)
    {
        for (int at = 8; at + 12 <= file.Length;)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            if (length > file.Length - at - 12) break;
            int end = at + 8 + (int)length;
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(end), PngCrc.Of(file.AsSpan(at + 4, 4 + (int)length)));
            at = end + 4;
        }
        return file;
    }
}
