namespace NeuralFields.IO.Jpeg;

/// <summary>Blocks of a sequential scan: each is complete, and is transformed at once.</summary>
/// <remarks>T.81, F.2.2.</remarks>
internal readonly struct BaselineScan(JpegTables tables, ScanHeader scan, int position) : IBlockDecoder
{
    private const int BlockSize = 64, RunOf16 = 15;

    private readonly short[] _block = new short[BlockSize];
    private readonly (HuffmanTable Dc, HuffmanTable Ac)[] _huffman = Array.ConvertAll(
        scan.Parts, p => (tables.Dc(p.DcSlot, position), tables.Ac(p.AcSlot, position)));

    /// <inheritdoc/>
    public void Decode(ref BitReader bits, ScanComponent part, int row, int column)
    {
        (HuffmanTable dc, HuffmanTable ac) = _huffman[part.Index];
        Array.Clear(_block);
        int width = bits.Symbol(dc);
        if (width > 0) part.Predictor += bits.Signed(width);
        _block[0] = (short)part.Predictor;
        DecodeRest(ref bits, ac);
        Component component = part.Component;
        if (!component.Holds(row, column)) return;
        InverseDct.Transform(_block, component.Quantization, component.SamplesAt(row, column), component.Stride);
    }

    /// <inheritdoc/>
    public void Restart() { }

    private void DecodeRest(ref BitReader bits, HuffmanTable ac)
    {
        for (int k = 1; k < BlockSize; k++)
        {
            int symbol = bits.Symbol(ac), run = symbol >> 4, width = symbol & 15;
            if (width == 0 && run < RunOf16) return;
            k += run;
            if (width == 0) continue;
            _block[ZigZag.At(k)] = (short)bits.Signed(width);
        }
    }
}
