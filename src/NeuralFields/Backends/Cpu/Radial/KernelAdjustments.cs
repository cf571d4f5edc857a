using NeuralFields.Encodings;
using NeuralFields.Parameters;
using NeuralFields.RadialBases;

namespace NeuralFields.Backends.Cpu;

/// <summary>The memory of kernels that move: an adjustment each, and room for its gradients in the records of samples.</summary>
internal sealed unsafe class KernelAdjustments
{
    private readonly CpuMemory _memory;
    private readonly TileRowCounter _rows;
    private readonly long _start;
    private readonly int _firstValue, _recordFirst, _recordColumns;

    public KernelAdjustments(
        RadialPart part, ParameterLayout layout, CpuMemory memory, TileRowCounter rows, TileRows basis)
    {
        (_memory, _rows, Count) = (memory, rows, part.AdjustmentCount);
        _firstValue = basis.First + part.Basis.Neighbors;
        Columns = DenseKernels.Padded(Count);
        _start = memory.Map.Take((long)part.Basis.Kernels * Columns);
        memory.Map.Add(part.FirstAdjustment, (Count, 1), _start, (Columns, 1), (part.Basis.Kernels, Count));
        Tensor = layout.Tensors.First(t => t.Offset == part.FirstAdjustment);
        Factor = (float)part.Basis.Mobility;
        _recordColumns = DenseKernels.Padded(part.Basis.Neighbors * Count);
        _recordFirst = rows.TakeRecord(_recordColumns);
    }

    /// <summary>Numbers of an adjustment.</summary>
    public int Count { get; }

    /// <summary>Floats of an adjustment, padded.</summary>
    public int Columns { get; }

    /// <summary>The trained tensor.</summary>
    public ParameterTensor Tensor { get; }

    /// <summary>On the learning rate.</summary>
    public float Factor { get; }

    /// <summary>Where a run's adjustments start in the backend's memory, and how many floats they take.</summary>
    public (long Start, int Length) Region(int first, int end) => (_start + ((long)first * Columns), (end - first) * Columns);

    /// <summary>Brings the adjustments of samples' kernels into rows.</summary>
    /// <param name="numbers">[samples] kernels.</param>
    /// <param name="rows">[Count, samples] overwritten.</param>
    /// <param name="samples">Samples.</param>
    public void Gather(int* numbers, float* rows, int samples)
    {
        for (int t = 0; t < samples; t++)
        {
            float* own = _memory.Weights + _start + ((nint)numbers[t] * Columns);
            for (int i = 0; i < Count; i++) rows[(i * samples) + t] = own[i];
        }
    }

    /// <summary>Copies gradients from rows to records.</summary>
    /// <param name="neighbor">Which of a sample's kernels.</param>
    /// <param name="gradient">[Count, samples].</param>
    /// <param name="records">The tile's records.</param>
    /// <param name="stride">Floats from one row of the tile to the next.</param>
    /// <param name="samples">Samples.</param>
    public void Record(int neighbor, float* gradient, float* records, nint stride, int samples)
    {
        records += (_recordFirst * stride) + (neighbor * Count);
        for (int t = 0; t < samples; t++)
            for (int i = 0; i < Count; i++) records[((nint)t * _recordColumns) + i] = gradient[(i * samples) + t];
    }

    /// <summary>Adds up the gradient of a kernel's adjustment.</summary>
    /// <param name="uses">Where the kernel is used.</param>
    /// <param name="records">The records of the batch.</param>
    /// <param name="stride">Floats from one row of a tile to the next.</param>
    /// <param name="gradient">[Columns] added to.</param>
    public void Gradient(ReadOnlySpan<KernelUse> uses, float* records, int stride, float* gradient)
    {
        foreach (KernelUse use in uses)
        {
            (int row, int sample) = Math.DivRem(use.Value, stride);
            (int tile, int rowOfTile) = Math.DivRem(row, _rows.BasisRows);
            float* own = records + ((((nint)tile * _rows.RecordLength) + _recordFirst) * stride)
                + ((nint)sample * _recordColumns) + ((rowOfTile - _firstValue) * Count);
            for (int i = 0; i < Count; i++) gradient[i] += own[i];
        }
    }
}
