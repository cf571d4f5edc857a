using System.Numerics;

namespace NeuralFields.Rendering.Surfaces;

/// <summary>Gathers samples into the pixels of a view.</summary>
/// <param name="view">Receives the pixels.</param>
/// <param name="source">Where the rays come from.</param>
internal sealed class SurfacePixels(RenderedView view, ViewRays source)
{
    /// <summary>Adds whole pixels.</summary>
    /// <param name="firstPixel">The first pixel of the batch.</param>
    /// <param name="count">Pixels.</param>
    /// <param name="rays">The traced rays.</param>
    /// <param name="hits">Their hits, in the order of the rays.</param>
    /// <param name="colors">[hits] linear RGB, or empty.</param>
    public void Add(int firstPixel, int count, RayBatch rays, SurfaceHits hits, Vector3[] colors)
    {
        int hit = 0;
        for (int i = 0; i < count; i++)
        {
            int end = hit, lastRay = (i + 1) * source.SamplesPerPixel;
            while (end < hits.Count && hits.Rays[end] < lastRay) end++;
            (int x, int y) = source.Pixels[firstPixel + i];
            if (end > hit) Write((y * view.Width) + x, rays, hits, colors, hit..end);
            hit = end;
        }
    }

    private void Write(int pixel, RayBatch rays, SurfaceHits hits, Vector3[] colors, Range range)
    {
        (int first, int count) = range.GetOffsetAndLength(hits.Count);
        Vector3 color = Vector3.Zero, normal = Vector3.Zero;
        double depth = 0;
        for (int i = first; i < first + count; i++)
        {
            if (colors.Length > 0) color += colors[i];
            normal += hits.Normals[i];
            depth += source.Depth(rays.Directions[hits.Rays[i]], rays.Distances[hits.Rays[i]]);
        }
        Span<float> result = view.Colors.AsSpan(4 * pixel, 4);
        (color / source.SamplesPerPixel).CopyTo(result);
        result[3] = count / (float)source.SamplesPerPixel;
        if (view.Depths.Length > 0) view.Depths[pixel] = (float)(depth / count);
        if (view.Normals.Length > 0 && normal.Length() > 0) view.Normals[pixel] = Vector3.Normalize(normal);
    }
}
