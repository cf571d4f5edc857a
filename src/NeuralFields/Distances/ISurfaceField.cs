using System.Numerics;

namespace NeuralFields.Distances;

/// <summary>A field that is meant to be a signed distance, in the units of the mesh it is compared with.</summary>
public interface ISurfaceField
{
    /// <summary>Values at places; negative inside.</summary>
    /// <param name="places">[n] places relative to the mesh's origin.</param>
    /// <param name="values">[n] values in the mesh's units, to be overwritten.</param>
    void Values(ReadOnlySpan<Vector3> places, Span<float> values);

    /// <summary>Gradients at places.</summary>
    /// <param name="places">[n] places relative to the mesh's origin.</param>
    /// <param name="gradients">[n] gradients of the values, to be overwritten; of length 1 for a distance.</param>
    void Gradients(ReadOnlySpan<Vector3> places, Span<Vector3> gradients);
}
