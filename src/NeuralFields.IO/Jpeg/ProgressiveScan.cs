namespace NeuralFields.IO.Jpeg;

/// <summary>Mean values of a progressive file: their upper bits, coded against the block before.</summary>
/// <remarks>T.81, G.1.2.1.</remarks>
internal readonly struct FirstDcScan(JpegTables tables, ScanHeader scan, int position) : IBlockDecoder
{
    private readonly HuffmanTable[] huffman = Array.ConvertAll(scan.Parts, p => tables.Dc(p.DcSlot, position));

    /// <inheritdoc/>
    public void Decode(ref BitReader bits, ScanComponent part, int row, int column)
    {
        int width = bits.Symbol(huffman[Array.IndexOf(scan.Parts, part)]);
        if (width > 0) part.Predictor += bits.Signed(width);
        if (part.Component.Holds(row, column))
            part.Component.CoefficientsAt(row, column)[0] = (short)(part.Predictor << scan.Shift);
    }

    /// <inheritdoc/>
    public void Restart() { }
}

/// <summary>Mean values of a progressive file: one further bit each.</summary>
/// <remarks>T.81, G.1.2.1.1.</remarks>
internal readonly struct DcRefinementScan(ScanHeader scan) : IBlockDecoder
{
    /// <inheritdoc/>
    public void Decode(ref BitReader bits, ScanComponent part, int row, int column)
    {
        int bit = bits.Bits(1);
        if (part.Component.Holds(row, column))
            part.Component.CoefficientsAt(row, column)[0] |= (short)(bit << scan.Shift);
    }

    /// <inheritdoc/>
    public void Restart() { }
}

/// <summary>A band of coefficients of a progressive file: their upper bits.</summary>
/// <remarks>T.81, G.1.2.2.</remarks>
internal struct FirstAcScan(JpegTables tables, ScanHeader scan, int position) : IBlockDecoder
{
    private const int RunOf16 = 15;

    private readonly HuffmanTable huffman = tables.Ac(scan.Parts[0].AcSlot, position);
    private int emptyBlocks;

    /// <inheritdoc/>
    public void Decode(ref BitReader bits, ScanComponent part, int row, int column)
    {
        if (emptyBlocks > 0)
        {
            emptyBlocks--;
            return;
        }
        Span<short> block = part.Component.CoefficientsAt(row, column);
        for (int k = scan.First; k <= scan.Last; k++)
        {
            int symbol = bits.Symbol(huffman), run = symbol >> 4, width = symbol & 15;
            if (width == 0 && run < RunOf16)
            {
                emptyBlocks = run == 0 ? 0 : (1 << run) + bits.Bits(run) - 1;
                return;
            }
            k += run;
            if (width == 0) continue;
            block[ZigZag.At(k)] = (short)(bits.Signed(width) << scan.Shift);
        }
    }

    /// <inheritdoc/>
    public void Restart() => emptyBlocks = 0;
}

/// <summary>A band of coefficients of a progressive file: one further bit each, and those that now become ±1.</summary>
/// <remarks>T.81, G.1.2.3.</remarks>
internal struct AcRefinementScan(JpegTables tables, ScanHeader scan, int position) : IBlockDecoder
{
    private const int RunOf16 = 15;

    private readonly HuffmanTable huffman = tables.Ac(scan.Parts[0].AcSlot, position);
    private int emptyBlocks;

    /// <inheritdoc/>
    public void Decode(ref BitReader bits, ScanComponent part, int row, int column)
    {
        Span<short> block = part.Component.CoefficientsAt(row, column);
        int k = scan.First;
        while (emptyBlocks == 0 && k <= scan.Last) k = DecodeRun(ref bits, block, k);
        if (emptyBlocks == 0) return;
        Refine(ref bits, block, k, zeros: int.MaxValue);
        emptyBlocks--;
    }

    /// <inheritdoc/>
    public void Restart() => emptyBlocks = 0;

    /// <summary>A run of zeros and the new coefficient after it; or the end of this block's new coefficients.</summary>
    /// <returns>The coefficient to go on with.</returns>
    private int DecodeRun(ref BitReader bits, Span<short> block, int k)
    {
        int symbol = bits.Symbol(huffman), run = symbol >> 4, width = symbol & 15;
        if (width == 0 && run < RunOf16)
        {
            emptyBlocks = (1 << run) + (run == 0 ? 0 : bits.Bits(run));
            return k;
        }
        int value = width == 0 ? 0 : bits.Bits(1) == 1 ? 1 << scan.Shift : -1 << scan.Shift;
        k = Refine(ref bits, block, k, run);
        if (value != 0) block[ZigZag.At(k)] = (short)value;
        return k + 1;
    }

    /// <summary>Adds one bit to each coefficient that is not zero, until after so many zeros another one comes.</summary>
    /// <returns>The place of that zero, or the one after the band.</returns>
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
