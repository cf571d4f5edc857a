using System.Numerics;

namespace NeuralFields.Rendering.Surfaces;

/// <summary>Gathers samples into the pixels of a view.</summary>
/// <param name="view">Receives the pixels.</param>
/// <param name="source">Where the rays come from.</param>
internal sealed class SurfacePixels(RenderedView view, ViewRays source)
{
    /// <summary>Writes whole pixels.</summary>
    /// <param name="pixels">The pixels' numbers, y·width + x.</param>
    /// <param name="rays">Their traced rays, pixel by pixel.</param>
    /// <param name="hits">The rays' hits, in the order of the rays.</param>
    /// <param name="colors">[hits] linear RGB, or empty.</param>
    /// <param name="shadows">[rays] the part of the background's light that is taken away, or empty.</param>
    public void Write(ReadOnlySpan<int> pixels, RayBatch rays, SurfaceHits hits, Vector3[] colors, float[] shadows)
    {
        int hit = 0, samples = source.SamplesPerPixel;
        for (int i = 0; i < pixels.Length; i++)
        {
            int end = hit;
            while (end < hits.Count && hits.Rays[end] < (i + 1) * samples) end++;
            Write(pixels[i], rays, hits, colors, hit, end);
            if (shadows.Length > 0) view.Shadows[pixels[i]] = Mean(shadows.AsSpan(i * samples, samples));
            if (view.Steps.Length > 0) view.Steps[pixels[i]] = Mean(rays.Steps.AsSpan(i * samples, samples));
            hit = end;
        }
    }

    private void Write(int pixel, RayBatch rays, SurfaceHits hits, Vector3[] colors, int first, int end)
    {
        Vector3 color = Vector3.Zero, normal = Vector3.Zero;
        double depth = 0;
        for (int i = first; i < end; i++)
        {
            if (colors.Length > 0) color += colors[i];
            normal += hits.Normals[i];
            depth += source.Depth(rays.Directions[hits.Rays[i]], rays.Distances[hits.Rays[i]]);
        }
        Span<float> result = view.Colors.AsSpan(4 * pixel, 4);
        (color / source.SamplesPerPixel).CopyTo(result);
        result[3] = (end - first) / (float)source.SamplesPerPixel;
        if (view.Depths.Length > 0) view.Depths[pixel] = end > first ? (float)(depth / (end - first)) : 0;
        if (view.Normals.Length > 0) view.Normals[pixel] = normal == Vector3.Zero ? normal : Vector3.Normalize(normal);
    }

    private static float Mean(ReadOnlySpan<int> values)
    {
        int sum = 0;
        foreach (int value in values) sum += value;
        return sum / (float)values.Length;
    }

    private static float Mean(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values) sum += value;
        return (float)(sum / values.Length);
    }
}
