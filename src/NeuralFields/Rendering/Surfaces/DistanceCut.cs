using System.Numerics;

namespace NeuralFields.Rendering.Surfaces;

/// <summary>Another surface of the same field: at another distance, and only what lies in a box.</summary>
/// <param name="Level">The distance of the surface, in field units.</param>
/// <param name="Min">The box, in field coordinates; infinite for none.</param>
/// <param name="Max">Its other corner.</param>
internal sealed record DistanceCut(float Level, Vector3 Min, Vector3 Max)
{
    /// <summary>The field as it is.</summary>
    public static DistanceCut None { get; } =
        new(0, new(float.NegativeInfinity), new(float.PositiveInfinity));

    /// <summary>Whether there is a box.</summary>
    public bool HasBox => float.IsFinite(Min.X);

    /// <summary>Distances to what is left.</summary>
    /// <param name="places">[n] field coordinates.</param>
    /// <param name="distances">[n] the field's; overwritten.</param>
    public void Apply(ReadOnlySpan<Vector3> places, Span<float> distances)
    {
        if (this == None) return;
        for (int i = 0; i < distances.Length; i++) distances[i] = Of(places[i], distances[i]);
    }

    /// <summary>The distance at a place: of shape and box, the one that is further.</summary>
    public float Of(Vector3 place, float distance)
        => HasBox ? Math.Max(distance - Level, ToBox(place)) : distance - Level;

    /// <summary>Distances and gradients to what is left.</summary>
    public void Apply(ReadOnlySpan<Vector3> places, Span<float> distances, Span<Vector3> gradients)
    {
        if (this == None) return;
        for (int i = 0; i < distances.Length; i++)
        {
            distances[i] -= Level;
            if (!HasBox || !(ToBox(places[i]) is var box && box > distances[i])) continue;
            (distances[i], gradients[i]) = (box, BoxNormal(places[i]));
        }
    }

    private float ToBox(Vector3 place)
    {
        Vector3 beyond = Vector3.Max(Min - place, place - Max);
        float inside = Math.Min(0, Math.Max(beyond.X, Math.Max(beyond.Y, beyond.Z)));
        return inside + Vector3.Max(Vector3.Zero, beyond).Length();
    }

    private Vector3 BoxNormal(Vector3 place)
    {
        Vector3 low = Min - place, high = place - Max, beyond = Vector3.Max(low, high);
        int axis = beyond.X >= beyond.Y && beyond.X >= beyond.Z ? 0 : beyond.Y >= beyond.Z ? 1 : 2;
        Vector3 normal = Vector3.Zero;
        normal[axis] = high[axis] > low[axis] ? 1 : -1;
        return normal;
    }
}
