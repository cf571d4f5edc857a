namespace NeuralFields.IO.Jpeg;

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
