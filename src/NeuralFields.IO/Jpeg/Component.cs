namespace NeuralFields.IO.Jpeg;

/// <summary>One colour component of a frame: its grid of blocks and, as scans arrive, its contents.</summary>
internal sealed class Component
{
    /// <summary>Samples along a block's side.</summary>
    public const int BlockSide = 8;

    private const int BlockSize = BlockSide * BlockSide;
    private const byte MidGrey = 128;

    private readonly int[] _shift = new int[BlockSize];
    private short[] _coefficients = [];
    private ushort[]? _quantization;

    /// <summary>The component's id in the file.</summary>
    public required byte Id { get; init; }

    /// <summary>Sampling factor across, 1 to 4.</summary>
    public required int Horizontal { get; init; }

    /// <summary>Sampling factor down, 1 to 4.</summary>
    public required int Vertical { get; init; }

    /// <summary>Which of the four quantization tables it uses.</summary>
    public required int QuantizationSlot { get; init; }

    /// <summary>Samples per row that belong to the picture.</summary>
    public required int Width { get; init; }

    /// <summary>Rows that belong to the picture.</summary>
    public required int Height { get; init; }

    /// <summary>Blocks per row that hold any of the picture.</summary>
    public int BlocksWide => (Width + BlockSide - 1) / BlockSide;

    /// <summary>Rows of blocks that hold any of the picture.</summary>
    public int BlocksHigh => (Height + BlockSide - 1) / BlockSide;

    /// <summary>Samples from one row of <see cref="Samples"/> to the next.</summary>
    public int Stride => BlocksWide * BlockSide;

    /// <summary>[BlocksHigh × 8, BlocksWide × 8] decoded samples.</summary>
    public byte[] Samples { get; private set; } = [];

    /// <summary>The multipliers of its coefficients, in natural order.</summary>
    public ReadOnlySpan<ushort> Quantization => _quantization;

    /// <summary>Whether a scan has coded the mean of every block.</summary>
    public bool IsCoded => _quantization is not null && _shift[0] >= 0;

    /// <summary>Whether scans have coded every coefficient to its last bit.</summary>
    public bool IsComplete => _quantization is not null && !_shift.AsSpan().ContainsAnyExcept(0);

    /// <summary>Whether a block is part of the grid; those beyond it only fill up interleaved scans.</summary>
    public bool Holds(int row, int column) => row < BlocksHigh && column < BlocksWide;

    /// <summary>The samples from a block's top left corner on.</summary>
    public Span<byte> SamplesAt(int row, int column) =>
        Samples.AsSpan((row * BlockSide * Stride) + (column * BlockSide));

    /// <summary>The coefficients of one block, in natural order (progressive files only).</summary>
    public Span<short> CoefficientsAt(int row, int column) =>
        _coefficients.AsSpan(((row * BlocksWide) + column) * BlockSize, BlockSize);

    /// <summary>Takes the memory and the quantization table, the one in force at the component's first scan.</summary>
    public void Begin(ushort[] table, bool keepCoefficients)
    {
        if (_quantization is not null) return;
        _quantization = table;
        _shift.AsSpan().Fill(-1);
        int size = Stride * BlocksHigh * BlockSide;
        if (keepCoefficients) _coefficients = new short[size];
        Samples = GC.AllocateUninitializedArray<byte>(size);
        Samples.AsSpan().Fill(MidGrey);
    }

    /// <summary>Notes that a scan has coded coefficients first to last, all but the lowest bits.</summary>
    public void MarkCoded(int first, int last, int bitsMissing) =>
        _shift.AsSpan(first, last - first + 1).Fill(bitsMissing);

    /// <summary>Turns the collected coefficients into samples and lets go of them.</summary>
    public void TransformAll()
    {
        for (int row = 0; row < BlocksHigh; row++)
            for (int column = 0; column < BlocksWide; column++)
                InverseDct.Transform(CoefficientsAt(row, column), _quantization, SamplesAt(row, column), Stride);
        _coefficients = [];
    }
}
