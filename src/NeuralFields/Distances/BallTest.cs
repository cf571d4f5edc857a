using System.Numerics;

namespace NeuralFields.Distances;

/// <summary>
/// Spares most tests where inside and outside only change at the surface: places in a ball that does not reach the
/// surface are on the same side, and beyond the mesh's box is outside.
/// </summary>
internal sealed class BallTest(TriangleTree tree, PlaceTest test) : SignTest
{
    /// <summary>Part of a ball that counts: rounding of distances does not reach this far.</summary>
    private const float Part = 0.999f;

    /// <inheritdoc/>
    public override ReadOnlySpan<bool> Turned => test.Turned;

    /// <inheritdoc/>
    public override void Apply(QueryChunk chunk)
    {
        ReadOnlySpan<Vector3> places = chunk.Places;
        Span<float> distances = chunk.Distances;
        (Vector3 min, Vector3 max) = tree.Box;
        Vector3 middle = new(float.NaN);
        float radius = 0;
        bool inside = false;
        for (int i = 0; i < places.Length; i++)
        {
            float distance = distances[i];
            Vector3 place = places[i];
            if (!(distance > 0) || Vector3.Min(Vector3.Max(place, min), max) != place) continue;
            bool covered = Vector3.Distance(place, middle) < Part * MathF.Max(distance, radius);
            if (!covered) inside = test.IsInside(place, distance);
            // Points come in an order of neighbours: a new ball unless the old one is the larger.
            if (!covered || distance > radius) (middle, radius) = (place, distance);
            if (inside) distances[i] = -distance;
        }
    }

    /// <inheritdoc/>
    public override void Dispose() => test.Dispose();
}
