using System.Numerics;

namespace NeuralFields.Rendering.Surfaces;

/// <summary>Shadows of a light that is a disc.</summary>
internal static class SoftShadow
{
    /// <summary>The disc's radius at distance 1.</summary>
    public const float LightSize = 0.16f;

    private const int MaxSteps = 64;

    /// <summary>The least clearance along a way through the lattice, in radii of the disc.</summary>
    /// <param name="grid">Coarse distances.</param>
    /// <param name="start">Where the way begins.</param>
    /// <param name="light">The unit direction towards the light.</param>
    /// <param name="t">The distance from which the lattice is asked.</param>
    /// <param name="clearance">The least clearance so far.</param>
    public static float March(DistanceGrid grid, Vector3 start, Vector3 light, float t, float clearance)
    {
        // Behind the sphere around the domain the way leads away from everything.
        float end = Vector3.Dot(grid.Center - start, light) + grid.Radius;
        for (int step = 0; step < MaxSteps && t < end && clearance > -1; step++)
        {
            float distance = grid.Interpolate(start + (light * t), out float beyond);
            clearance = Math.Min(clearance, distance / (LightSize * t));
            t += 0.5f * Math.Max(grid.Cell, Math.Max(beyond, distance - (2 * beyond)));
        }
        return clearance;
    }

    /// <summary>The visible part of the disc for a clearance from −1, covered, to 1, free.</summary>
    public static float Visibility(float clearance)
    {
        float x = Math.Clamp((0.5f * clearance) + 0.5f, 0, 1);
        return x * x * (3 - (2 * x));
    }
}
