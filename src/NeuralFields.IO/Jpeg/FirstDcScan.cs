namespace NeuralFields.IO.Jpeg;

/// <summary>Mean values of a progressive file: their upper bits, coded against the block before.</summary>
/// <remarks>T.81, G.1.2.1.</remarks>
internal readonly struct FirstDcScan(JpegTables tables, ScanHeader scan, int position) : IBlockDecoder
{
    private readonly HuffmanTable[] _huffman = Array.ConvertAll(scan.Parts, p => tables.Dc(p.DcSlot, position));

    /// <inheritdoc/>
    public void Decode(ref BitReader bits, ScanComponent part, int row, int column)
    {
        int width = bits.Symbol(_huffman[part.Index]);
        if (width > 0) part.Predictor += bits.Signed(width);
        if (part.Component.Holds(row, column))
            part.Component.CoefficientsAt(row, column)[0] = (short)(part.Predictor << scan.Shift);
    }

    /// <inheritdoc/>
    public void Restart() { }
}
