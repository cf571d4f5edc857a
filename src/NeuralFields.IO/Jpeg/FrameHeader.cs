using System.Buffers.Binary;

namespace NeuralFields.IO.Jpeg;

/// <summary>What a frame header (SOF) says: the size, the process and the components.</summary>
internal sealed class FrameHeader
{
    private const int FixedLength = 6, LengthPerComponent = 3;

    private FrameHeader(bool isProgressive, int width, int height, Component[] components, int tallest, int widest)
    {
        (IsProgressive, Width, Height, Components) = (isProgressive, width, height, components);
        (Vertical, Horizontal) = (tallest, widest);
    }

    /// <summary>Whether coefficients arrive in several scans.</summary>
    public bool IsProgressive { get; }

    /// <summary>Pixels per row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>One, three or four components.</summary>
    public Component[] Components { get; }

    /// <summary>The largest sampling factor across.</summary>
    public int Horizontal { get; }

    /// <summary>The largest sampling factor down.</summary>
    public int Vertical { get; }

    /// <summary>Interleaved units per row.</summary>
    public int UnitsWide => CeilingRatio(Width, Component.BlockSide * Horizontal);

    /// <summary>Rows of interleaved units.</summary>
    public int UnitsHigh => CeilingRatio(Height, Component.BlockSide * Vertical);

    /// <summary>Reads the segment of a frame marker.</summary>
    /// <param name="marker">Its code; baseline, extended or progressive.</param>
    /// <param name="segment">Its content.</param>
    /// <param name="position">Its place in the file, for messages.</param>
    /// <exception cref="InputException">It is damaged or asks for what is not supported.</exception>
    public static FrameHeader Parse(byte marker, ReadOnlySpan<byte> segment, int position)
    {
        if (segment.Length < FixedLength) throw JpegFault.Damaged(position, "the frame header is too short");
        int bits = segment[0], count = segment[5];
        if (bits == 12) throw JpegFault.Unsupported(position, "12-bit JPEG");
        if (bits != 8) throw JpegFault.Damaged(position, $"the frame has {bits} bits per sample, expected 8");
        if (count is not (1 or 3 or 4)) throw JpegFault.Unsupported(position, $"JPEG with {count} components");
        if (segment.Length != FixedLength + (count * LengthPerComponent))
            throw JpegFault.Damaged(position, $"the frame header has {segment.Length} bytes for {count} components");
        int height = BinaryPrimitives.ReadUInt16BigEndian(segment[1..]);
        int width = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
        if (width == 0) throw JpegFault.Damaged(position, "the picture is 0 pixels wide");
        if (height == 0) throw JpegFault.Unsupported(position, "a height of 0, given later by a DNL marker,");
        return WithComponents(marker == Marker.Progressive, width, height, segment[FixedLength..], position);
    }

    /// <summary>Refuses a picture that is too large, or larger than a file of this length can hold.</summary>
    /// <exception cref="InputException">It is.</exception>
    public void Check(ImageLimits limits, int fileLength)
    {
        const int blocksPerByte = 8;     // a block takes a code, and the shortest code a bit
        DeclaredSize.Require("JPEG", Width, Height, limits);
        long blocks = Components.Sum(c => (long)c.BlocksWide * c.BlocksHigh);
        DeclaredSize.RequireHeld("JPEG", blocks, fileLength, blocksPerByte, "blocks");
    }

    /// <summary>The component of an id, or null.</summary>
    public Component? Find(byte id) => Array.Find(Components, c => c.Id == id);

    private static FrameHeader WithComponents(
        bool isProgressive, int width, int height, ReadOnlySpan<byte> table, int position)
    {
        int widest = 1, tallest = 1;
        for (int i = 0; i < table.Length; i += LengthPerComponent)
        {
            int across = table[i + 1] >> 4, down = table[i + 1] & 15;
            if (across is < 1 or > 4 || down is < 1 or > 4)
                throw JpegFault.Damaged(position, $"sampling factors are {across}×{down}, expected 1 to 4");
            if (table[i + 2] > 3)
                throw JpegFault.Damaged(position, $"quantization table {table[i + 2]} is named, expected 0 to 3");
            (widest, tallest) = (Math.Max(widest, across), Math.Max(tallest, down));
        }
        Component[] components = new Component[table.Length / LengthPerComponent];
        for (int i = 0; i < components.Length; i++)
        {
            ReadOnlySpan<byte> entry = table.Slice(i * LengthPerComponent, LengthPerComponent);
            components[i] = MakeComponent(entry, width, widest, height, tallest);
        }
        if (components.DistinctBy(c => c.Id).Count() < components.Length)
            throw JpegFault.Damaged(position, "the frame lists a component twice");
        return new FrameHeader(isProgressive, width, height, components, tallest, widest);
    }

    private static Component MakeComponent(ReadOnlySpan<byte> entry, int width, int widest, int height, int tallest)
    {
        int across = entry[1] >> 4, down = entry[1] & 15;
        return new Component
        {
            Id = entry[0],
            Horizontal = across,
            Vertical = down,
            QuantizationSlot = entry[2],
            Width = CeilingRatio(width * across, widest),
            Height = CeilingRatio(height * down, tallest),
        };
    }

    private static int CeilingRatio(int numerator, int denominator) => (numerator + denominator - 1) / denominator;
}
