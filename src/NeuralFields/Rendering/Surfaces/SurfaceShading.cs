using System.Numerics;

namespace NeuralFields.Rendering.Surfaces;

/// <summary>
/// Lights a surface: near a place the field itself tells what stands in the way, further away the coarse lattice.
/// </summary>
/// <param name="field">The distances.</param>
/// <param name="grid">Coarse distances.</param>
/// <param name="chunks">Threads for what is not the field.</param>
internal sealed class SurfaceShading(DistanceProgram field, DistanceGrid grid, RayChunks chunks)
{
    /// <summary>Distances along the normal, in cells, at which creases darken.</summary>
    private static readonly float[] s_creaseTaps = [0.25f, 0.7f, 1.5f];

    /// <summary>Distances towards the key light, in cells, that the field is asked for.</summary>
    private static readonly float[] s_shadowTaps = [0.2f, 0.5f, 1, 1.8f];

    /// <summary>How much a wholly closed crease keeps of the surroundings' light: clay is bright.</summary>
    private const float CreaseLight = 0.3f;

    /// <summary>Evaluations of the field so far.</summary>
    public long Evaluations { get; private set; }

    /// <summary>Lights hits.</summary>
    /// <param name="hits">Places with normals.</param>
    /// <param name="directions">Unit directions of all rays of the batch.</param>
    /// <param name="light">The lights.</param>
    /// <returns>[hits] linear RGB from 0 to 1.</returns>
    public Vector3[] Shade(SurfaceHits hits, Vector3[] directions, StudioLight light)
    {
        float[] creases = Tap(hits, s_creaseTaps, i => hits.Normals[i]);
        int[] lit = [.. Enumerable.Range(0, hits.Count).Where(i => Vector3.Dot(hits.Normals[i], light.Key) > 0)];
        SurfaceHits lightHits = new(
            lit, [.. lit.Select(i => hits.Places[i])], [.. lit.Select(i => hits.Pixels[i])], [.. lit.Select(i => hits.Normals[i])]);
        float[] shadows = Tap(lightHits, s_shadowTaps, _ => light.Key);
        float[] visible = new float[hits.Count];
        chunks.Run(lit.Length, (first, end) =>
        {
            for (int i = first; i < end; i++)
                visible[lit[i]] = KeyVisibility(Start(lightHits, i), light.Key, shadows.AsSpan(i * s_shadowTaps.Length));
        });
        Vector3[] colors = new Vector3[hits.Count];
        AmbientCones cones = new(grid, light);
        chunks.Run(hits.Count, (first, end) =>
        {
            for (int i = first; i < end; i++)
            {
                float open = Openness(creases.AsSpan(i * s_creaseTaps.Length));
                (Vector3 ambient, float clear) = cones.Gather(hits.Places[i], hits.Normals[i]);
                float dim = CreaseLight + ((1 - CreaseLight) * open);
                colors[i] = light.Shade(
                    hits.Normals[i], -directions[hits.Rays[i]], visible[i], ambient * dim, clear * dim);
            }
        });
        return colors;
    }

    /// <summary>[hits, taps] the field at distances, in cells, along a direction from each hit.</summary>
    private float[] Tap(SurfaceHits hits, float[] taps, Func<int, Vector3> direction)
    {
        Vector3[] places = new Vector3[hits.Count * taps.Length];
        float[] values = new float[places.Length];
        chunks.Run(hits.Count, (first, end) =>
        {
            for (int i = first; i < end; i++)
                for (int k = 0; k < taps.Length; k++)
                    places[(i * taps.Length) + k] = Start(hits, i) + (direction(i) * (taps[k] * grid.Cell));
        });
        field.Evaluate(places, values);
        Evaluations += places.Length;
        return values;
    }

    /// <summary>A little above the surface, so that where a ray ended does not matter.</summary>
    private static Vector3 Start(SurfaceHits hits, int i) => hits.Places[i] + (hits.Normals[i] * (0.1f * hits.Pixels[i]));

    /// <summary>1 over a plane or a hill, less in a crease: there the field grows slower than the way along the normal.</summary>
    private float Openness(ReadOnlySpan<float> values)
    {
        float sum = 0;
        for (int k = 0; k < s_creaseTaps.Length; k++)
            sum += Math.Clamp(values[k] / (s_creaseTaps[k] * grid.Cell), 0, 1);
        return sum / s_creaseTaps.Length;
    }

    /// <summary>
    /// The part of a disc of light that is seen past what comes nearest to the way: half of it where the way just
    /// touches.
    /// </summary>
    private float KeyVisibility(Vector3 start, Vector3 light, ReadOnlySpan<float> near)
    {
        float clearance = 1;
        for (int k = 0; k < s_shadowTaps.Length; k++)
            clearance = Math.Min(clearance, near[k] / (SoftShadow.LightSize * s_shadowTaps[k] * grid.Cell));
        return SoftShadow.Visibility(SoftShadow.March(grid, start, light, 2.5f * grid.Cell, clearance));
    }
}
