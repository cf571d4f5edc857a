using System.Buffers.Binary;

namespace NeuralFields.IO.Png;

/// <summary>
/// CRC-32 with the reflected polynomial 0xEDB88320 (PNG specification, annex D), eight bytes at a time.
/// </summary>
internal static class PngCrc
{
    private static readonly uint[][] s_tables = BuildTables();

    /// <summary>The CRC of a chunk: its type followed by its data.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes) => ~Update(0xFFFF_FFFF, bytes);

    /// <summary>The CRC of a chunk held in two pieces.</summary>
    public static uint Of(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data) => ~Update(Update(0xFFFF_FFFF, type), data);

    private static uint Update(uint crc, ReadOnlySpan<byte> bytes)
    {
        uint[][] t = s_tables;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            ulong w = BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ crc;
            crc = t[7][(byte)w] ^ t[6][(byte)(w >> 8)] ^ t[5][(byte)(w >> 16)] ^ t[4][(byte)(w >> 24)]
                ^ t[3][(byte)(w >> 32)] ^ t[2][(byte)(w >> 40)] ^ t[1][(byte)(w >> 48)] ^ t[0][(byte)(w >> 56)];
        }
        foreach (byte b in bytes) crc = t[0][(byte)(crc ^ b)] ^ (crc >> 8);
        return crc;
    }

    private static uint[][] BuildTables()
    {
        uint[][] tables = [.. Enumerable.Range(0, 8).Select(_ => new uint[256])];
        for (uint i = 0; i < 256; i++)
        {
            uint crc = i;
            for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
            tables[0][i] = crc;
        }
        for (int k = 1; k < 8; k++)
            for (int i = 0; i < 256; i++)
                tables[k][i] = tables[0][(byte)tables[k - 1][i]] ^ (tables[k - 1][i] >> 8);
        return tables;
    }
}
