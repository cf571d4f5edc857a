namespace NeuralFields.Meshing;

/// <summary>Values on a grid, handed out slice by slice. Several threads ask at once.</summary>
internal interface IGridSlices
{
    /// <summary>The values of one slice.</summary>
    /// <param name="z">The slice's number.</param>
    /// <param name="scratch">[CountX · CountY] memory that may be filled and handed back.</param>
    /// <returns>[CountY, CountX] values, in the scratch memory or elsewhere.</returns>
    ReadOnlySpan<float> Slice(int z, Span<float> scratch);
}
