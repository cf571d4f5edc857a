namespace NeuralFields.IO.Jpeg;

/// <summary>A band of coefficients of a progressive file: one further bit each, and those that now become ±1.</summary>
/// <remarks>T.81, G.1.2.3.</remarks>
internal struct AcRefinementScan(JpegTables tables, ScanHeader scan, int position) : IBlockDecoder
{
    private const int RunOf16 = 15;

    private readonly HuffmanTable _huffman = tables.Ac(scan.Parts[0].AcSlot, position);
    private int _emptyBlocks;

    /// <inheritdoc/>
    public void Decode(ref BitReader bits, ScanComponent part, int row, int column)
    {
        Span<short> block = part.Component.CoefficientsAt(row, column);
        int k = scan.First;
        while (_emptyBlocks == 0 && k <= scan.Last) k = DecodeRun(ref bits, block, k);
        if (_emptyBlocks == 0) return;
        Refine(ref bits, block, k, zeros: int.MaxValue);
        _emptyBlocks--;
    }

    /// <inheritdoc/>
    public void Restart() => _emptyBlocks = 0;

    /// <summary>A run of zeros and the new coefficient after it; or the end of this block's new coefficients.</summary>
    /// <returns>The coefficient to go on with.</returns>
    private int DecodeRun(ref BitReader bits, Span<short> block, int k)
    {
        int symbol = bits.Symbol(_huffman), run = symbol >> 4, width = symbol & 15;
        if (width == 0 && run < RunOf16)
        {
            _emptyBlocks = (1 << run) + (run == 0 ? 0 : bits.Bits(run));
            return k;
        }
        int value = width == 0 ? 0 : bits.Bits(1) == 1 ? 1 << scan.Shift : -1 << scan.Shift;
        k = Refine(ref bits, block, k, run);
        if (value != 0) block[ZigZag.At(k)] = (short)value;
        return k + 1;
    }

    /// <summary>Adds a bit to each coefficient that is not zero, up to the zero after so many zeros.</summary>
    /// <returns>The place where it stopped; the one after the band where it did not.</returns>
    private readonly int Refine(ref BitReader bits, Span<short> block, int k, int zeros)
    {
        int step = 1 << scan.Shift;
        for (; k <= scan.Last; k++)
        {
            ref short coefficient = ref block[ZigZag.NaturalOrder[k]];
            if (coefficient == 0)
            {
                if (zeros-- == 0) break;
            }
            else if (bits.Bits(1) == 1 && (coefficient & step) == 0)
            {
                coefficient += (short)(coefficient > 0 ? step : -step);
            }
        }
        return k;
    }
}
