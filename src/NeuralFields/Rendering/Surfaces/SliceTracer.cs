using System.Numerics;
using NeuralFields.Geometry;

namespace NeuralFields.Rendering.Surfaces;

/// <summary>Cuts rays at a plane and colours the distances that it shows.</summary>
/// <param name="normal">Points to the side that is taken away.</param>
/// <param name="offset">Distance of the plane from zero along the normal, field units.</param>
/// <param name="min">The box in which the plane is shown, field coordinates.</param>
/// <param name="max">Its other corner.</param>
internal sealed class SliceTracer(Vector3 normal, float offset, Vector3 min, Vector3 max)
{
    /// <summary>Lines stand this part of the box's diagonal apart.</summary>
    private const float LineSpacing = 1 / 40f;

    // Linear RGB.
    private static readonly Vector3 s_outside = new(0.83f, 0.52f, 0.21f), s_inside = new(0.13f, 0.36f, 0.71f);

    /// <summary>The plane and the box in which it is shown.</summary>
    public (Vector4 Plane, Vector3 Min, Vector3 Max) Shape => (new(normal, offset), min, max);

    /// <summary>Points to the side that is taken away.</summary>
    public Vector3 Normal => normal;

    /// <summary>Where a ray meets the shown part of the plane; infinite where it does not.</summary>
    /// <param name="origin">The eye.</param>
    /// <param name="direction">Of length 1.</param>
    /// <param name="distance">Where it meets the plane at all, inside of the box or not.</param>
    /// <param name="beginsOutside">Whether it begins on the side that is taken away.</param>
    public bool Meets(Vector3 origin, Vector3 direction, out float distance, out bool beginsOutside)
    {
        float height = Vector3.Dot(origin, normal) - offset, fall = -Vector3.Dot(direction, normal);
        (beginsOutside, distance) = (height > 0, height / fall);
        if (!(distance > 0) || !float.IsFinite(distance))
        {
            distance = float.PositiveInfinity;
            return false;
        }
        Vector3 place = origin + (direction * distance);
        return place == Vector3.Min(max, Vector3.Max(min, place));
    }

    /// <summary>Distances as colours with lines of equal distance, linear RGB.</summary>
    /// <param name="distance">Field units.</param>
    /// <param name="pixel">Size of a pixel there.</param>
    public Vector3 Color(float distance, float pixel)
    {
        float diagonal = Vector3.Distance(min, max), spacing = LineSpacing * diagonal;
        float fade = 1 / (1 + (6 * MathF.Abs(distance) / diagonal));
        Vector3 color = (distance < 0 ? s_inside : s_outside) * (0.35f + (0.65f * fade));
        float phase = MathF.Abs((distance / spacing) - MathF.Round(distance / spacing)) * spacing;
        color *= 0.55f + (0.45f * Smooth(phase / pixel));
        return color * Smooth(MathF.Abs(distance) / (1.5f * pixel));
    }

    private static float Smooth(float x)
    {
        x = Math.Clamp(x, 0, 1);
        return x * x * (3 - (2 * x));
    }
}
