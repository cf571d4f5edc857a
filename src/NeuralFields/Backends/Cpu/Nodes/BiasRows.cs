using NeuralFields.Encodings;
using NeuralFields.Numerics;
using NeuralFields.Parameters;

namespace NeuralFields.Backends.Cpu;

/// <summary>Trained numbers that are added to the features of an encoding.</summary>
internal sealed unsafe class BiasRows
{
    private readonly BiasPart _part;
    private readonly CpuMemory _memory;

    public BiasRows(BiasPart part, ParameterLayout layout, CpuMemory memory)
    {
        (_part, _memory) = (part, memory);
        Length = DenseKernels.Padded(part.OutputCount);
        Start = memory.Map.Take(Length);
        memory.Map.Add(part.FirstParameter, (0, 1), Start, (0, 1), (1, part.OutputCount));
        Tensor = layout.Tensors.First(t => t.Offset == part.FirstParameter);
    }

    /// <summary>Where the numbers start in the backend's memory.</summary>
    public long Start { get; }

    /// <summary>Floats that they take.</summary>
    public int Length { get; }

    public ParameterTensor Tensor { get; }

    /// <summary>Adds them to rows of features.</summary>
    /// <param name="y">The first row that the encoding writes.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    /// <param name="count">Samples; a multiple of 16.</param>
    public void Add(float* y, nint stride, int count)
    {
        y += _part.FirstOutput * stride;
        for (int r = 0; r < _part.OutputCount; r++, y += stride)
        {
            float bias = _memory.Weights[Start + r];
            for (int t = 0; t < count; t++) y[t] += bias;
        }
    }

    /// <summary>Adds the sums over samples to a gradient.</summary>
    /// <param name="dy">The first row of the encoding's gradient.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    /// <param name="count">Samples; a multiple of 16.</param>
    /// <param name="gradient">[Length] added to.</param>
    public void AddGradient(float* dy, nint stride, int count, float* gradient)
    {
        dy += _part.FirstOutput * stride;
        for (int r = 0; r < _part.OutputCount; r++, dy += stride)
        {
            Lanes16 sum = Lanes16.Const(0);
            for (int t = 0; t < count; t += 16) sum += Lanes16.Load(dy + t);
            gradient[r] += Lanes16.Sum(sum);
        }
    }
}
