using System.Numerics;

namespace NeuralFields.Distances;

/// <summary>Decides for one place at a time.</summary>
internal abstract class PlaceTest : SignTest
{
    /// <summary>Whether a place, in the tree's scale, is inside.</summary>
    public abstract bool IsInside(Vector3 place);

    /// <inheritdoc/>
    public sealed override void Apply(QueryChunk chunk)
    {
        Span<float> distances = chunk.Distances;
        for (int i = 0; i < distances.Length; i++)
            if (distances[i] > 0 && IsInside(chunk.Places[i])) distances[i] = -distances[i];
    }
}
