using System.Buffers.Binary;

namespace NeuralFields.IO.Jpeg;

/// <summary>The quantization and Huffman tables in force, four slots of each kind.</summary>
internal sealed class JpegTables
{
    private const int Slots = 4, BlockSize = 64, CodeLengths = 16;

    private readonly ushort[]?[] _quantization = new ushort[]?[Slots];
    private readonly HuffmanTable?[] _dc = new HuffmanTable?[Slots];
    private readonly HuffmanTable?[] _ac = new HuffmanTable?[Slots];

    /// <summary>The table in a slot.</summary>
    /// <exception cref="InputException">None has been defined.</exception>
    public ushort[] Quantization(int slot, int position) => _quantization[slot] ??
        throw JpegFault.Damaged(position, $"quantization table {slot} is used before it is defined");

    /// <summary>The table for mean values in a slot.</summary>
    /// <exception cref="InputException">None has been defined.</exception>
    public HuffmanTable Dc(int slot, int position) => Huffman(_dc, slot, "DC", position);

    /// <summary>The table for all other coefficients in a slot.</summary>
    /// <exception cref="InputException">None has been defined.</exception>
    public HuffmanTable Ac(int slot, int position) => Huffman(_ac, slot, "AC", position);

    /// <summary>Takes the tables of a DQT segment, of 8 or 16 bits.</summary>
    public void ReadQuantization(ReadOnlySpan<byte> segment, int position)
    {
        while (!segment.IsEmpty)
        {
            int slot = segment[0] & 15, bytes = segment[0] >> 4 == 0 ? 1 : 2;
            if (slot >= Slots)
                throw JpegFault.Damaged(position, $"quantization table {slot} is defined, expected 0 to 3");
            if (segment.Length < 1 + (BlockSize * bytes))
                throw JpegFault.Damaged(position, $"quantization table {slot} is cut short");
            _quantization[slot] = Dequantizer(segment.Slice(1, BlockSize * bytes), bytes);
            segment = segment[(1 + (BlockSize * bytes))..];
        }
    }

    /// <summary>Takes the tables of a DHT segment.</summary>
    public void ReadHuffman(ReadOnlySpan<byte> segment, int position)
    {
        while (!segment.IsEmpty)
        {
            int slot = segment[0] & 15, kind = segment[0] >> 4;
            if (slot >= Slots || kind > 1)
                throw JpegFault.Damaged(position, $"Huffman table 0x{segment[0]:X2} is defined, expected 0x00 to 0x13");
            int symbols = segment.Length > CodeLengths ? Sum(segment.Slice(1, CodeLengths)) : 0;
            if (symbols > 256 || segment.Length < 1 + CodeLengths + symbols)
                throw JpegFault.Damaged(position, $"Huffman table 0x{segment[0]:X2} is cut short");
            (kind == 0 ? _dc : _ac)[slot] = Build(segment[..(1 + CodeLengths + symbols)], position);
            segment = segment[(1 + CodeLengths + symbols)..];
        }
    }

    private static HuffmanTable Build(ReadOnlySpan<byte> table, int position)
    {
        ReadOnlySpan<byte> symbols = table[(1 + CodeLengths)..];
        // A difference of mean values has at most 15 bits; anything else would shift by too much.
        if (table[0] >> 4 == 0 && symbols.ContainsAnyExceptInRange((byte)0, (byte)15))
            throw JpegFault.Damaged(position, $"DC Huffman table {table[0] & 15} holds a symbol above 15");
        try
        {
            return new HuffmanTable(table.Slice(1, CodeLengths), symbols);
        }
        catch (ArgumentException e)
        {
            throw JpegFault.Damaged(position, $"Huffman table 0x{table[0]:X2}: {e.Message}");
        }
    }

    private static HuffmanTable Huffman(HuffmanTable?[] tables, int slot, string kind, int position) => tables[slot] ??
        throw JpegFault.Damaged(position,
            $"{kind} Huffman table {slot} is used before it is defined (frames of Motion JPEG leave the tables out)");

    private static ushort[] Dequantizer(ReadOnlySpan<byte> values, int bytes)
    {
        ushort[] table = new ushort[BlockSize];
        for (int k = 0; k < BlockSize; k++)
            table[ZigZag.NaturalOrder[k]] =
                bytes == 1 ? values[k] : BinaryPrimitives.ReadUInt16BigEndian(values[(2 * k)..]);
        return table;
    }

    private static int Sum(ReadOnlySpan<byte> counts)
    {
        int sum = 0;
        foreach (byte count in counts) sum += count;
        return sum;
    }
}
