using System.Buffers.Binary;

namespace NeuralFields.IO.Jpeg;

/// <summary>Goes through a file marker by marker and decodes its scans.</summary>
internal ref struct JpegReader(ReadOnlySpan<byte> file, ImageLimits limits)
{
    /// <summary>
    /// Scans read at most. Encoders write about a dozen; a hostile file could otherwise ask for a pass over all blocks
    /// with every few bytes.
    /// </summary>
    public const int MaxScans = 100;

    private readonly ReadOnlySpan<byte> file = file;
    private readonly JpegTables tables = new();
    private FrameHeader? frame;
    private int position, scans, restartInterval;
    private bool hasJfif;
    private int? adobeTransform;
    private int exifOrientation;

    /// <summary>EXIF orientation, 1 where the file names none.</summary>
    public readonly int Orientation => exifOrientation == 0 ? 1 : exifOrientation;

    /// <summary>What the components stand for, by the markers as libjpeg reads them.</summary>
    public readonly ColorModel ColorModel => frame!.Components.Length switch
    {
        1 => ColorModel.Grey,
        4 => adobeTransform is null or 0 ? ColorModel.Cmyk : ColorModel.Ycck,
        _ => IsRgb ? ColorModel.Rgb : ColorModel.YCbCr,
    };

    private readonly bool IsRgb =>
        !hasJfif && (adobeTransform is int transform
            ? transform == 0
            : frame!.Find((byte)'R') == frame.Components[0] && frame.Find((byte)'G') == frame.Components[1]
                && frame.Find((byte)'B') == frame.Components[2]);

    /// <summary>Reads the whole file.</summary>
    /// <returns>The frame, its components decoded to samples.</returns>
    /// <exception cref="InputException">It is damaged, truncated, too large or not supported.</exception>
    public FrameHeader ReadAll()
    {
        if (!file.StartsWith<byte>([0xFF, Marker.Start]))
            throw JpegFault.At(0, $"the file is not a JPEG: it has {file.Length} bytes and does not begin with FF D8.");
        position = 2;
        bool ended = false;
        while (!ended && MarkerSearch.Next(file, position, out _, out position))
        {
            byte marker = file[position - 1];
            ended = marker == Marker.End;
            if (!ended && !Marker.IsBare(marker)) ReadSegment(marker);
        }
        return Finish(ended);
    }

    private void ReadSegment(byte marker)
    {
        int start = position;
        if (marker == Marker.Start) throw JpegFault.Damaged(start, "a second picture begins inside the first");
        ReadOnlySpan<byte> segment = TakeSegment();
        switch (marker)
        {
            case Marker.QuantizationTables: tables.ReadQuantization(segment, start); break;
            case Marker.HuffmanTables: tables.ReadHuffman(segment, start); break;
            case Marker.RestartInterval: ReadRestartInterval(segment, start); break;
            case Marker.Scan: ReadScan(segment, start); break;
            case Marker.HierarchicalStart or Marker.HierarchicalExpand:
                throw JpegFault.Unsupported(start, "hierarchical JPEG (DHP, EXP)");
            case Marker.App0 or Marker.App1 or Marker.App14: ReadApplication(marker, segment); break;
            default:
                if (Marker.IsFrame(marker)) ReadFrame(marker, segment, start);
                break;
        }
    }

    private ReadOnlySpan<byte> TakeSegment()
    {
        if (position + 2 > file.Length) throw JpegFault.Truncated(file.Length, "a marker");
        int start = position, length = BinaryPrimitives.ReadUInt16BigEndian(file[start..]);
        if (length < 2) throw JpegFault.Damaged(start, $"a marker's length is {length}, expected at least 2");
        if (start + length > file.Length)
            throw JpegFault.Truncated(file.Length, $"a marker segment of {length} bytes that begins at {start}");
        position += length;
        return file.Slice(start + 2, length - 2);
    }

    private void ReadRestartInterval(ReadOnlySpan<byte> segment, int start)
    {
        if (segment.Length != 2) throw JpegFault.Damaged(start, $"DRI has {segment.Length} bytes, expected 2");
        restartInterval = BinaryPrimitives.ReadUInt16BigEndian(segment);
    }

    private void ReadApplication(byte marker, ReadOnlySpan<byte> segment)
    {
        const int adobeLength = 12, transformOffset = 11;
        if (marker == Marker.App0) hasJfif |= segment.StartsWith("JFIF\0"u8);
        else if (marker == Marker.App1 && exifOrientation == 0) exifOrientation = ExifOrientation.Find(segment);
        else if (segment.StartsWith("Adobe"u8) && segment.Length >= adobeLength)
            adobeTransform = segment[transformOffset];
    }

    private void ReadFrame(byte marker, ReadOnlySpan<byte> segment, int start)
    {
        if (Marker.RefusedProcess(marker) is string process) throw JpegFault.Unsupported(start, process);
        if (frame is not null) throw JpegFault.Damaged(start, "there are two frame headers");
        frame = FrameHeader.Parse(marker, segment, start);
        frame.Check(limits, file.Length, start);
    }

    private void ReadScan(ReadOnlySpan<byte> segment, int start)
    {
        if (frame is null) throw JpegFault.Damaged(start, "a scan comes before the frame header");
        if (++scans > MaxScans) throw JpegFault.Damaged(start, $"there are more than {MaxScans} scans");
        ScanHeader scan = ScanHeader.Parse(segment, frame, start);
        foreach (ScanComponent part in scan.Parts)
            part.Component.Begin(tables.Quantization(part.Component.QuantizationSlot, start), frame.IsProgressive);
        BitReader bits = new(file, position);
        DecodeScan(ref bits, scan, start);
        position = bits.Position;
        foreach (ScanComponent part in scan.Parts) part.Component.MarkCoded(scan.First, scan.Last, scan.Shift);
    }

    private readonly void DecodeScan(ref BitReader bits, ScanHeader scan, int start)
    {
        if (!frame!.IsProgressive) Run(ref bits, scan, new BaselineScan(tables, scan, start));
        else if (scan.First > 0 && scan.PreviousShift == 0) Run(ref bits, scan, new FirstAcScan(tables, scan, start));
        else if (scan.First > 0) Run(ref bits, scan, new AcRefinementScan(tables, scan, start));
        else if (scan.PreviousShift == 0) Run(ref bits, scan, new FirstDcScan(tables, scan, start));
        else Run(ref bits, scan, new DcRefinementScan(scan));
    }

    private readonly void Run<TBlocks>(ref BitReader bits, ScanHeader scan, TBlocks blocks)
        where TBlocks : struct, IBlockDecoder =>
        ScanWalk.Run(ref bits, frame!, scan, restartInterval, ref blocks);

    private readonly FrameHeader Finish(bool ended)
    {
        if (frame is null) throw JpegFault.Damaged(file.Length, "the file holds no picture (no frame header)");
        Component? missing = Array.Find(frame.Components, c => ended ? !c.IsCoded : !c.IsComplete);
        if (missing is not null && !ended) throw JpegFault.Truncated(file.Length, "the picture");
        if (missing is not null)
            throw JpegFault.Damaged(file.Length, $"no scan codes the mean values of component {missing.Id}");
        if (frame.IsProgressive)
            foreach (Component component in frame.Components) component.TransformAll();
        return frame;
    }
}
