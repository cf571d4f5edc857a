using NeuralFields.Parameters;

namespace NeuralFields.Backends.Cpu;

/// <summary>
/// Where each tensor lies in the backend's own memory, which is padded, input-major for matrices, and split by who
/// updates it: networks first, then tables.
/// </summary>
internal sealed unsafe class ParameterMap
{
    private readonly List<Slice> _slices = [];

    /// <summary>
    /// A run of equal steps: tensor element first + i·logicalStep + j·1 … is element start + i·outerStep + j·innerStep.
    /// </summary>
    private readonly record struct Slice(
        int Logical, int LogicalOuter, int LogicalInner, long Internal, nint InternalOuter, nint InternalInner,
        int Outer, int Inner, bool Negative, bool IsPrimary);

    /// <summary>Floats of the backend's memory.</summary>
    public long Length { get; private set; }

    /// <summary>Takes memory, padded to 16 floats.</summary>
    public long Take(long length)
    {
        long start = Length;
        Length += (length + 15) & ~15L;
        return start;
    }

    /// <summary>Maps a two-dimensional run of numbers.</summary>
    /// <param name="logical">First element in the flat logical vector.</param>
    /// <param name="logicalSteps">Logical steps of the outer and the inner index.</param>
    /// <param name="internalStart">First element in the backend's memory.</param>
    /// <param name="internalSteps">Internal steps of the outer and the inner index.</param>
    /// <param name="sizes">Outer and inner size.</param>
    /// <param name="negative">Whether this copy holds the negated number (complex weights as real blocks).</param>
    /// <param name="isPrimary">Whether numbers are read back from this copy.</param>
    public void Add(
        int logical, (int Outer, int Inner) logicalSteps, long internalStart, (nint Outer, nint Inner) internalSteps,
        (int Outer, int Inner) sizes, bool negative = false, bool isPrimary = true)
        => _slices.Add(new(logical, logicalSteps.Outer, logicalSteps.Inner, internalStart, internalSteps.Outer,
            internalSteps.Inner, sizes.Outer, sizes.Inner, negative, isPrimary));

    /// <summary>Copies logical numbers into the backend's memory.</summary>
    /// <param name="source">[Layout.Count] numbers.</param>
    /// <param name="target">The backend's memory.</param>
    /// <param name="signed">Whether negated copies get the negated number (weights and first moments; not squares).</param>
    public void Store<T>(ReadOnlySpan<T> source, T* target, bool signed) where T : unmanaged, System.Numerics.INumberBase<T>
    {
        foreach (Slice s in _slices)
            for (int i = 0; i < s.Outer; i++)
                for (int j = 0; j < s.Inner; j++)
                {
                    T value = source[s.Logical + (i * s.LogicalOuter) + (j * s.LogicalInner)];
                    target[s.Internal + (i * s.InternalOuter) + (j * s.InternalInner)] = signed && s.Negative ? -value : value;
                }
    }

    /// <summary>Copies numbers of the backend's memory into logical order; others keep their values.</summary>
    /// <param name="source">The backend's memory.</param>
    /// <param name="target">[Layout.Count] numbers.</param>
    /// <param name="signed">Whether negated copies hold the negated number.</param>
    public void Load<T>(T* source, Span<T> target, bool signed) where T : unmanaged, System.Numerics.INumberBase<T>
    {
        foreach (Slice s in _slices)
        {
            if (!s.IsPrimary) continue;
            for (int i = 0; i < s.Outer; i++)
                for (int j = 0; j < s.Inner; j++)
                {
                    T value = source[s.Internal + (i * s.InternalOuter) + (j * s.InternalInner)];
                    target[s.Logical + (i * s.LogicalOuter) + (j * s.LogicalInner)] = signed && s.Negative ? -value : value;
                }
        }
    }
}

/// <summary>Numbers of the backend's memory that are updated alike.</summary>
/// <param name="Start">The first.</param>
/// <param name="Length">How many; a multiple of 16.</param>
/// <param name="Role">What they are to the optimiser.</param>
/// <param name="Tensor">The tensor they belong to.</param>
internal readonly record struct ParameterRegion(long Start, int Length, ParameterRole Role, ParameterTensor Tensor);
