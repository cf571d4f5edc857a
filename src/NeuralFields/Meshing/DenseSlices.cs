namespace NeuralFields.Meshing;

/// <summary>Slices of values that are all in memory.</summary>
/// <param name="values">[slices, CountY, CountX] values.</param>
/// <param name="sliceCount">Values per slice.</param>
/// <param name="firstSlice">The number of the first slice in memory.</param>
internal sealed class DenseSlices(ReadOnlyMemory<float> values, int sliceCount, int firstSlice = 0) : IGridSlices
{
    public ReadOnlySpan<float> Slice(int z, Span<float> scratch)
        => values.Span.Slice(checked((z - firstSlice) * sliceCount), sliceCount);
}
