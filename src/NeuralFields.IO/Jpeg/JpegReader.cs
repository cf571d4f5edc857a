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

    private readonly ReadOnlySpan<byte> _file = file;
    private readonly JpegTables _tables = new();
    private FrameHeader? _frame;
    private int _position, _scans, _restartInterval;
    private bool _hasJfif;
    private int? _adobeTransform;
    private int _exifOrientation;

    /// <summary>EXIF orientation, 1 where the file names none.</summary>
    public readonly int Orientation => _exifOrientation == 0 ? 1 : _exifOrientation;

    /// <summary>What the components stand for, by the markers as libjpeg reads them.</summary>
    public readonly ColorModel ColorModel => _frame!.Components.Length switch
    {
        1 => ColorModel.Grey,
        4 => _adobeTransform is null or 0 ? ColorModel.Cmyk : ColorModel.Ycck,
        _ => IsRgb ? ColorModel.Rgb : ColorModel.YCbCr,
    };

    private readonly bool IsRgb =>
        !_hasJfif && (_adobeTransform is int transform
            ? transform == 0
            : _frame!.Find((byte)'R') == _frame.Components[0] && _frame.Find((byte)'G') == _frame.Components[1]
                && _frame.Find((byte)'B') == _frame.Components[2]);

    /// <summary>Reads the whole file.</summary>
    /// <returns>The frame, its components decoded to samples.</returns>
    /// <exception cref="InputException">It is damaged, truncated, too large or not supported.</exception>
    public FrameHeader ReadAll()
    {
        Begin();
        bool ended = false;
        while (!ended && ReadNext(out ended)) { }
        return Finish(ended);
    }

    /// <summary>Reads as far as the frame header.</summary>
    /// <exception cref="InputException">What stands before it is damaged, or it is too large or not supported.</exception>
    public FrameHeader ReadFrameHeader()
    {
        Begin();
        bool ended = false;
        while (_frame is null && !ended && ReadNext(out ended)) { }
        return _frame ?? throw NoPicture();
    }

    private void Begin()
    {
        if (!_file.StartsWith<byte>([0xFF, Marker.Start]))
            throw JpegFault.At(0, $"the {_file.Length} bytes do not begin with FF D8; the file is not a JPEG.");
        _position = 2;
    }

    /// <summary>Reads up to the end of the next marker's segment; false where no marker is left.</summary>
    private bool ReadNext(out bool ended)
    {
        ended = false;
        if (!MarkerSearch.Next(_file, _position, out _, out _position)) return false;
        byte marker = _file[_position - 1];
        ended = marker == Marker.End;
        if (!ended && !Marker.IsBare(marker)) ReadSegment(marker);
        return true;
    }

    private void ReadSegment(byte marker)
    {
        int start = _position;
        if (marker == Marker.Start) throw JpegFault.Damaged(start, "a second picture begins inside the first");
        ReadOnlySpan<byte> segment = TakeSegment();
        switch (marker)
        {
            case Marker.QuantizationTables: _tables.ReadQuantization(segment, start); break;
            case Marker.HuffmanTables: _tables.ReadHuffman(segment, start); break;
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
        if (_position + 2 > _file.Length) throw JpegFault.Truncated(_file.Length, "a marker");
        int start = _position, length = BinaryPrimitives.ReadUInt16BigEndian(_file[start..]);
        if (length < 2) throw JpegFault.Damaged(start, $"a marker's length is {length}, expected at least 2");
        if (start + length > _file.Length)
            throw JpegFault.Truncated(_file.Length, $"a marker segment of {length} bytes that begins at {start}");
        _position += length;
        return _file.Slice(start + 2, length - 2);
    }

    private void ReadRestartInterval(ReadOnlySpan<byte> segment, int start)
    {
        if (segment.Length != 2) throw JpegFault.Damaged(start, $"DRI has {segment.Length} bytes, expected 2");
        _restartInterval = BinaryPrimitives.ReadUInt16BigEndian(segment);
    }

    private void ReadApplication(byte marker, ReadOnlySpan<byte> segment)
    {
        const int adobeLength = 12, transformOffset = 11;
        if (marker == Marker.App0) _hasJfif |= segment.StartsWith("JFIF\0"u8);
        else if (marker == Marker.App1 && _exifOrientation == 0) _exifOrientation = ExifOrientation.Find(segment);
        else if (segment.StartsWith("Adobe"u8) && segment.Length >= adobeLength)
            _adobeTransform = segment[transformOffset];
    }

    private void ReadFrame(byte marker, ReadOnlySpan<byte> segment, int start)
    {
        if (Marker.RefusedProcess(marker) is string process) throw JpegFault.Unsupported(start, process);
        if (_frame is not null) throw JpegFault.Damaged(start, "there are two frame headers");
        _frame = FrameHeader.Parse(marker, segment, start);
        _frame.Check(limits, _file.Length);
    }

    private void ReadScan(ReadOnlySpan<byte> segment, int start)
    {
        if (_frame is null) throw JpegFault.Damaged(start, "a scan comes before the frame header");
        if (++_scans > MaxScans) throw JpegFault.Damaged(start, $"there are more than {MaxScans} scans");
        ScanHeader scan = ScanHeader.Parse(segment, _frame, start);
        foreach (ScanComponent part in scan.Parts)
            part.Component.Begin(_tables.Quantization(part.Component.QuantizationSlot, start), _frame.IsProgressive);
        BitReader bits = new(_file, _position);
        DecodeScan(ref bits, scan, start);
        _position = bits.Position;
        foreach (ScanComponent part in scan.Parts) part.Component.MarkCoded(scan.First, scan.Last, scan.Shift);
    }

    private readonly void DecodeScan(ref BitReader bits, ScanHeader scan, int start)
    {
        if (!_frame!.IsProgressive) Run(ref bits, scan, new BaselineScan(_tables, scan, start));
        else if (scan.First > 0 && scan.PreviousShift == 0) Run(ref bits, scan, new FirstAcScan(_tables, scan, start));
        else if (scan.First > 0) Run(ref bits, scan, new AcRefinementScan(_tables, scan, start));
        else if (scan.PreviousShift == 0) Run(ref bits, scan, new FirstDcScan(_tables, scan, start));
        else Run(ref bits, scan, new DcRefinementScan(scan));
    }

    private readonly void Run<TBlocks>(ref BitReader bits, ScanHeader scan, TBlocks blocks)
        where TBlocks : struct, IBlockDecoder =>
        ScanWalk.Run(ref bits, _frame!, scan, _restartInterval, ref blocks);

    private readonly InputException NoPicture()
        => JpegFault.Damaged(_file.Length, "the file holds no picture (no frame header)");

    private readonly FrameHeader Finish(bool ended)
    {
        if (_frame is null) throw NoPicture();
        Component? missing = Array.Find(_frame.Components, c => ended ? !c.IsCoded : !c.IsComplete);
        if (missing is not null && !ended) throw JpegFault.Truncated(_file.Length, "the picture");
        if (missing is not null)
            throw JpegFault.Damaged(_file.Length, $"no scan codes the mean values of component {missing.Id}");
        if (_frame.IsProgressive)
            foreach (Component component in _frame.Components) component.TransformAll();
        return _frame;
    }
}
