using NeuralFields.Encodings;
using NeuralFields.Numerics;
using NeuralFields.Parameters;

namespace NeuralFields.Backends.Cpu;

/// <summary>The levels of one grid with their memory. In training a level belongs to one worker at a time.</summary>
internal sealed unsafe class GridTables
{
    private readonly CpuMemory _memory;
    private readonly GridPart _part;
    private readonly GridKernel _kernel;
    private readonly long[] _starts;

    public GridTables(GridPart part, ParameterLayout layout, CpuMemory memory, LaneWidth width)
    {
        (_part, _memory, _kernel) = (part, memory, GridKernel.For(part.Layout, width));
        _starts = new long[LevelCount];
        for (int level = 0; level < LevelCount; level++)
        {
            int count = Entries(level) * Features, offset = part.FirstParameter + (part.Layout.Levels[level].FirstEntry * Features);
            _starts[level] = memory.Map.Take(count);
            memory.Map.Add(offset, (count, 1), _starts[level], (count, 1), (1, count));
            Regions.Add(new(_starts[level], DenseKernels.Padded(count), ParameterRole.Table,
                layout.Tensors.First(t => t.Offset == offset)));
        }
    }

    public int LevelCount => _part.Layout.Levels.Length;

    private int Features => _part.Layout.Features;

    /// <summary>The memory of each level.</summary>
    public List<ParameterRegion> Regions { get; } = [];

    private int Entries(int level) => _part.Layout.Levels[level].Entries;

    /// <summary>Writes a level's features.</summary>
    /// <param name="level">The level's number.</param>
    /// <param name="x">The first row that the encoding reads.</param>
    /// <param name="xStride">Floats from one coordinate row to the next.</param>
    /// <param name="y">The first row that the encoding writes.</param>
    /// <param name="yStride">Floats from one feature row to the next.</param>
    /// <param name="count">Samples; a multiple of 16.</param>
    public void Encode(int level, float* x, nint xStride, float* y, nint yStride, int count)
        => _kernel.Encode(_part.Layout.Levels[level], _memory.Weights + _starts[level], Input(x, xStride), xStride,
            Output(y, yStride, level), yStride, count);

    /// <summary>Adds a level's gradient to a scratch table.</summary>
    public void Scatter(int level, float* gradient, float* x, nint xStride, float* dy, nint yStride, int count)
        => _kernel.Scatter(_part.Layout.Levels[level], gradient, Input(x, xStride), xStride, Output(dy, yStride, level),
            yStride, count);

    /// <summary>Adds the gradient of the coordinates through a level.</summary>
    public void InputGradient(int level, float* x, nint xStride, float* dy, nint yStride, float* dx, int count)
        => _kernel.InputGradient(_part.Layout.Levels[level], _memory.Weights + _starts[level], Input(x, xStride), xStride,
            Output(dy, yStride, level), yStride, Input(dx, xStride), count);

    private float* Input(float* rows, nint stride) => rows + (_part.FirstInput * stride);

    private float* Output(float* rows, nint stride, int level) => rows + ((_part.FirstOutput + (level * Features)) * stride);
}
