using System.Numerics;

namespace NeuralFields.Rendering.Surfaces;

/// <summary>
/// The light of the surroundings that reaches a surface, gathered through twenty cones around fixed directions: the
/// corners of a dodecahedron. Weights vary smoothly with the normal, so no seam shows.
/// </summary>
/// <param name="grid">Coarse distances.</param>
/// <param name="light">The surroundings.</param>
internal sealed class AmbientCones(DistanceGrid grid, StudioLight light)
{
    /// <summary>Tangent of a cone's half angle: a twentieth of the sphere is 25.8° around its direction.</summary>
    private const float Spread = 0.484f;

    private static readonly Vector3[] s_directions = Directions();

    /// <summary>Distances along a cone, in cells: from where the lattice can tell to a third of the domain.</summary>
    private static readonly float[] s_taps = [1.5f, 3, 6, 12, 21];

    private readonly Vector3[] _colors = [.. s_directions.Select(light.Surroundings)];

    /// <summary>Mean light over the half space of a normal, and the part of it that is not hidden.</summary>
    /// <param name="place">A place on the surface.</param>
    /// <param name="normal">Its unit normal.</param>
    public (Vector3 Light, float Openness) Gather(Vector3 place, Vector3 normal)
    {
        Vector3 sum = Vector3.Zero;
        float seen = 0, whole = 1e-6f;
        for (int i = 0; i < s_directions.Length; i++)
        {
            float cosine = Vector3.Dot(normal, s_directions[i]);
            if (cosine <= 0) continue;
            float part = cosine * Visibility(place, s_directions[i]);
            sum += part * _colors[i];
            seen += part;
            whole += cosine * Part(cosine); // what a plane leaves of it
        }
        return (sum / whole, Math.Min(1, seen / whole));
    }

    private float Visibility(Vector3 place, Vector3 direction)
    {
        float part = 1;
        foreach (float tap in s_taps)
        {
            float t = tap * grid.Cell;
            part = Math.Min(part, Part(grid.Interpolate(place + (direction * t)) / t));
        }
        return part;
    }

    /// <summary>The part of a cone that is free where its middle has this clearance for its length.</summary>
    private static float Part(float clearance) => Math.Clamp(0.5f + (0.5f / Spread * clearance), 0, 1);

    private static Vector3[] Directions()
    {
        const float golden = 1.618034f, inverse = 0.618034f;
        List<Vector3> corners = [];
        foreach (float a in (float[])[-1, 1])
            foreach (float b in (float[])[-1, 1])
            {
                corners.AddRange([new(a, b, -1), new(a, b, 1), new(0, a * inverse, b * golden)]);
                corners.AddRange([new(a * inverse, b * golden, 0), new(b * golden, 0, a * inverse)]);
            }
        return [.. corners.Select(Vector3.Normalize)];
    }
}
