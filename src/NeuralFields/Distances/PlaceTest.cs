using System.Numerics;

namespace NeuralFields.Distances;

/// <summary>Decides for one place at a time.</summary>
internal abstract class PlaceTest : SignTest
{
    /// <summary>Whether a place is inside.</summary>
    /// <param name="place">The place, in the tree's scale.</param>
    /// <param name="distance">Its distance from the surface; above 0.</param>
    public abstract bool IsInside(Vector3 place, float distance);

    /// <summary>
    /// Another place of the ball that does not reach the surface. Rays from places of symmetry pass sides and corners
    /// along every axis; from here they do not.
    /// </summary>
    protected static Vector3 Beside(Vector3 place, float distance)
        => place + (distance * new Vector3(0.2113f, 0.3429f, 0.1571f));

    /// <inheritdoc/>
    public sealed override void Apply(QueryChunk chunk)
    {
        Span<float> distances = chunk.Distances;
        for (int i = 0; i < distances.Length; i++)
            if (distances[i] > 0 && IsInside(chunk.Places[i], distances[i])) distances[i] = -distances[i];
    }
}
