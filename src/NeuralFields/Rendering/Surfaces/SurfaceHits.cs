using System.Numerics;

namespace NeuralFields.Rendering.Surfaces;

/// <summary>Where rays of a batch met the surface, in the order of the rays.</summary>
/// <param name="Rays">[hits] the rays' numbers.</param>
/// <param name="Places">[hits] field coordinates.</param>
/// <param name="Pixels">[hits] sizes of a pixel there, in field units.</param>
/// <param name="Normals">[hits] unit directions outwards, filled in when they are known.</param>
internal sealed record SurfaceHits(int[] Rays, Vector3[] Places, float[] Pixels, Vector3[] Normals)
{
    /// <summary>How many.</summary>
    public int Count => Rays.Length;

    /// <summary>Collects the hits of traced rays.</summary>
    public static SurfaceHits Of(RayBatch rays)
    {
        int[] hits = new int[rays.States.AsSpan(0, rays.Count).Count(RayState.Hit)];
        for (int ray = 0, at = 0; ray < rays.Count; ray++)
            if (rays.States[ray] == RayState.Hit) hits[at++] = ray;
        return new(
            hits, [.. hits.Select(rays.Place)], [.. hits.Select(ray => rays.PixelAngle * rays.Distances[ray])],
            new Vector3[hits.Length]);
    }
}
