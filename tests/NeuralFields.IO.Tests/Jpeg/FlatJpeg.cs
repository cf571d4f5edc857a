namespace NeuralFields.IO.Tests.Jpeg;

/// <summary>
/// Writes JPEG files of flat blocks: any components, sampling factors, restarts and markers, with the level of every
/// block told by a function. Codes have fixed lengths, so that the places of things are easy to see.
/// </summary>
internal sealed class FlatJpeg
{
    private const int Quantum = 8;      // a mean coded as n changes the samples by exactly n

    private readonly List<byte> _bytes = [];
    private int[] _predictors = [];
    private int _held, _heldBits;

    public int Width { get; init; } = 16;
    public int Height { get; init; } = 16;
    public byte Frame { get; init; } = 0xC0;
    public (char Id, int Across, int Down)[] Components { get; init; } = [((char)1, 1, 1)];

    /// <summary>Level 0 to 255 of a block by component, row and column.</summary>
    public Func<int, int, int, int> Level { get; init; } = (_, _, _) => 128;

    /// <summary>Segments put after the start marker.</summary>
    public byte[] Extra { get; init; } = [];

    public int RestartInterval { get; init; }

    /// <summary>Places of the restart markers, once built.</summary>
    public List<int> Restarts { get; } = [];

    public byte[] Build()
    {
        Write(0xFF, 0xD8);
        _bytes.AddRange(Extra);
        Segment(0xDB, [0, .. Enumerable.Repeat((byte)Quantum, 64)]);
        Segment(Frame, [8, .. Big(Height), .. Big(Width), (byte)Components.Length,
            .. Components.SelectMany(c => new[] { (byte)c.Id, (byte)((c.Across << 4) | c.Down), (byte)0 })]);
        Segment(0xC4, [0x00, 0, 0, 0, 12, .. new byte[12], .. Enumerable.Range(0, 12).Select(i => (byte)i)]);
        Segment(0xC4, [0x10, 1, .. new byte[15], 0]);
        Segment(0xDD, Big(RestartInterval));
        Segment(0xDA, [(byte)Components.Length, .. Components.SelectMany(c => new[] { (byte)c.Id, (byte)0 }), 0,
            (byte)(Frame == 0xC2 ? 0 : 63), 0]);
        Blocks();
        Write(0xFF, 0xD9);
        return [.. _bytes];
    }

    /// <summary>A marker with its length and content.</summary>
    public static byte[] MakeSegment(byte marker, params byte[] content) =>
        [0xFF, marker, .. Big(content.Length + 2), .. content];

    private static byte[] Big(int value) => [(byte)(value >> 8), (byte)value];

    private void Segment(byte marker, byte[] content) => _bytes.AddRange(MakeSegment(marker, content));

    private void Write(params byte[] bytes) => _bytes.AddRange(bytes);

    private void Blocks()
    {
        bool single = Components.Length == 1;
        int unitWidth = 8 * (single ? 1 : Components.Max(c => c.Across));
        int unitHeight = 8 * (single ? 1 : Components.Max(c => c.Down));
        int wide = (Width + unitWidth - 1) / unitWidth, high = (Height + unitHeight - 1) / unitHeight;
        _predictors = new int[Components.Length];
        for (int unit = 0; unit < wide * high; unit++)
        {
            if (RestartInterval > 0 && unit > 0 && unit % RestartInterval == 0) Restart(unit / RestartInterval);
            for (int c = 0; c < Components.Length; c++)
                for (int y = 0; y < (single ? 1 : Components[c].Down); y++)
                    for (int x = 0; x < (single ? 1 : Components[c].Across); x++)
                        Block(c, (unit / wide * (single ? 1 : Components[c].Down)) + y,
                            (unit % wide * (single ? 1 : Components[c].Across)) + x);
        }
        Flush();
    }

    private void Restart(int number)
    {
        Flush();
        Array.Clear(_predictors);
        Restarts.Add(_bytes.Count);
        Write(0xFF, (byte)(0xD0 + ((number - 1) & 7)));
    }

    private void Block(int component, int row, int column)
    {
        int mean = Level(component, row, column) - 128, difference = mean - _predictors[component];
        _predictors[component] = mean;
        int width = 32 - int.LeadingZeroCount(Math.Abs(difference));
        Bits(width, 4);
        Bits((difference >= 0 ? difference : difference - 1) & ((1 << width) - 1), width);
        if (Frame != 0xC2) Bits(0, 1);
    }

    private void Bits(int value, int width)
    {
        for (int i = width - 1; i >= 0; i--)
        {
            _held = (_held << 1) | ((value >> i) & 1);
            if (++_heldBits == 8) Emit();
        }
    }

    private void Flush()
    {
        while (_heldBits > 0) Bits(1, 1);
    }

    private void Emit()
    {
        Write((byte)_held);
        if ((byte)_held == 0xFF) Write(0);
        (_held, _heldBits) = (0, 0);
    }
}
