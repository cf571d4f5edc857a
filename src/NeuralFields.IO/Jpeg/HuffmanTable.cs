namespace NeuralFields.IO.Jpeg;

/// <summary>A Huffman table made ready for decoding: nine bits at once, longer codes by comparison.</summary>
/// <remarks>T.81, annex C (codes from lengths) and F.2.2.3 (decoding).</remarks>
internal sealed class HuffmanTable
{
    /// <summary>Bits looked up at once; 512 entries stay in the first-level cache beside the block.</summary>
    public const int LookupBits = 9;

    private const int LongestCode = 16;

    private readonly byte[] _symbols;
    private readonly int[] _limits = new int[LongestCode + 1];
    private readonly int[] _offsets = new int[LongestCode + 1];

    /// <summary>Builds the table.</summary>
    /// <param name="counts">[16] how many codes have length 1, 2, …, 16.</param>
    /// <param name="symbols">The symbols in the order of their codes; as many as the counts add up to.</param>
    /// <exception cref="ArgumentException">More codes are asked for than their lengths leave room for.</exception>
    public HuffmanTable(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        _symbols = symbols.ToArray();
        int code = 0, first = 0;
        for (int length = 1; length <= LongestCode; length++)
        {
            int count = counts[length - 1];
            // The code of all ones is reserved, so that the fill bits before a marker never read as a symbol.
            if (count > 0 && code + count >= 1 << length)
                throw new ArgumentException($"{count} codes of {length} bits do not fit");
            _offsets[length] = first - code;
            for (int i = 0; i < count && length <= LookupBits; i++) Fill(code + i, length, symbols[first + i]);
            (code, first) = (code + count, first + count);
            _limits[length] = code << (LongestCode - length);
            code <<= 1;
        }
    }

    /// <summary>[512] length in bits × 256 + symbol by the next nine bits; 0 where the code is longer.</summary>
    public ushort[] Lookup { get; } = new ushort[1 << LookupBits];

    /// <summary>Finds a code longer than nine bits.</summary>
    /// <param name="next">The next 16 bits.</param>
    /// <param name="length">Receives the length of the code.</param>
    /// <returns>The symbol; 0, of a length of 17, where no code begins with these bits, as in libjpeg.</returns>
    public byte Find(int next, out int length)
    {
        for (length = LookupBits + 1; length <= LongestCode; length++)
            if (next < _limits[length]) return _symbols[(next >> (LongestCode - length)) + _offsets[length]];
        return 0;
    }

    private void Fill(int code, int length, byte symbol)
    {
        int spare = LookupBits - length;
        Lookup.AsSpan(code << spare, 1 << spare).Fill((ushort)((length << 8) | symbol));
    }
}
