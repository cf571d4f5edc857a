namespace NeuralFields.IO.Jpeg;

/// <summary>What a scan header (SOS) says.</summary>
/// <param name="Parts">The components coded in the scan, in the order of their blocks.</param>
/// <param name="First">The first coefficient coded, in zigzag order.</param>
/// <param name="Last">The last coefficient coded.</param>
/// <param name="PreviousShift">Bits that the scan before left out (Ah); 0 in the first scan of a coefficient.</param>
/// <param name="Shift">Bits that this scan leaves out (Al).</param>
internal sealed record ScanHeader(ScanComponent[] Parts, int First, int Last, int PreviousShift, int Shift)
{
    private const int LastCoefficient = 63, LargestShift = 13;

    /// <summary>Reads the segment of a scan marker.</summary>
    /// <exception cref="InputException">It is damaged.</exception>
    public static ScanHeader Parse(ReadOnlySpan<byte> segment, FrameHeader frame, int position)
    {
        int count = segment.IsEmpty ? 0 : segment[0];
        if (count is < 1 or > 4 || segment.Length != 4 + (2 * count))
            throw JpegFault.Damaged(position, $"the scan header has {segment.Length} bytes for {count} components");
        ScanComponent[] parts = new ScanComponent[count];
        for (int i = 0; i < count; i++) parts[i] = Part(i, segment.Slice(1 + (2 * i), 2), frame, position);
        if (parts.DistinctBy(p => p.Component.Id).Count() < count)
            throw JpegFault.Damaged(position, "the scan lists a component twice");
        ReadOnlySpan<byte> range = segment[^3..];
        // Sequential files have one choice only, and some writers leave these bytes unset.
        if (!frame.IsProgressive) return new ScanHeader(parts, 0, LastCoefficient, 0, 0);
        ScanHeader scan = new(parts, range[0], range[1], range[2] >> 4, range[2] & 15);
        return scan.IsPossible
            ? scan
            : throw JpegFault.Damaged(position, $"the scan codes coefficients {scan.First} to {scan.Last} of {count} " +
                $"components, bits {scan.PreviousShift} to {scan.Shift}, which no progression has");
    }

    // T.81, G.1.1.1: mean values apart from the rest, which is never interleaved; refinements one bit at a time.
    private bool IsPossible =>
        (First == 0 ? Last == 0 : First <= Last && Last <= LastCoefficient && Parts.Length == 1)
        && Shift <= LargestShift && (PreviousShift == 0 || PreviousShift == Shift + 1);

    private static ScanComponent Part(int index, ReadOnlySpan<byte> entry, FrameHeader frame, int position)
    {
        int dc = entry[1] >> 4, ac = entry[1] & 15;
        if (dc > 3 || ac > 3)
            throw JpegFault.Damaged(position, $"the scan uses Huffman tables {dc} and {ac}, expected 0 to 3");
        Component component = frame.Find(entry[0]) ??
            throw JpegFault.Damaged(position, $"the scan codes component {entry[0]}, which the frame does not have");
        return new ScanComponent { Index = index, Component = component, DcSlot = dc, AcSlot = ac };
    }
}
