namespace NeuralFields.RadialBases;

/// <summary>Centres and shapes of kernels, as a field's tensors hold them.</summary>
/// <param name="Centers">[kernels, dimensions], in the order of a left-balanced k-d tree.</param>
/// <param name="Shapes">[kernels, numbers of a shape] the factor M of the precision M·Mᵀ.</param>
public sealed record KernelPlaces(float[] Centers, float[] Shapes)
{
    /// <summary>[kernels] the number that each kernel had before kernels joined; empty where none did.</summary>
    public int[] Order { get; init; } = [];
}
