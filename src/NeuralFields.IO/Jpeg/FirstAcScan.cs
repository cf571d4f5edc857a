namespace NeuralFields.IO.Jpeg;

/// <summary>A band of coefficients of a progressive file: their upper bits.</summary>
/// <remarks>T.81, G.1.2.2.</remarks>
internal struct FirstAcScan(JpegTables tables, ScanHeader scan, int position) : IBlockDecoder
{
    private const int RunOf16 = 15;

    private readonly HuffmanTable _huffman = tables.Ac(scan.Parts[0].AcSlot, position);
    private int _emptyBlocks;

    /// <inheritdoc/>
    public void Decode(ref BitReader bits, ScanComponent part, int row, int column)
    {
        if (_emptyBlocks > 0)
        {
            _emptyBlocks--;
            return;
        }
        Span<short> block = part.Component.CoefficientsAt(row, column);
        for (int k = scan.First; k <= scan.Last; k++)
        {
            int symbol = bits.Symbol(_huffman), run = symbol >> 4, width = symbol & 15;
            if (width == 0 && run < RunOf16)
            {
                _emptyBlocks = run == 0 ? 0 : (1 << run) + bits.Bits(run) - 1;
                return;
            }
            k += run;
            if (width == 0) continue;
            block[ZigZag.At(k)] = (short)(bits.Signed(width) << scan.Shift);
        }
    }

    /// <inheritdoc/>
    public void Restart() => _emptyBlocks = 0;
}
