using System.Numerics;
using NeuralFields.Rendering;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.Viewer.Gpu;

/// <summary>Views rendered on a graphics processor: the camera goes out, rays come back and are gathered into pixels.</summary>
internal abstract class GpuViews : IViewRenderer
{
    /// <inheritdoc/>
    public RenderedView Render(
        Camera camera, ViewRequest request, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        RenderedView view = new(camera.Lens.Width, camera.Lens.Height, request.Layers);
        int[] all = [.. Enumerable.Range(0, view.Width * view.Height)];
        RenderPixels(camera, request.SamplesPerPixel, view, all, cancellation);
        if (request.EdgeSamplesPerPixel > request.SamplesPerPixel)
            RenderPixels(camera, request.EdgeSamplesPerPixel, view, EdgePixels.Of(view).ToArray(), cancellation);
        progress?.Report(1);
        return view;
    }

    /// <inheritdoc/>
    public void RenderPixels(
        Camera camera, int samplesPerPixel, RenderedView view, ReadOnlyMemory<int> pixels,
        CancellationToken cancellation = default)
    {
        RayProgram program = Prepare(camera, view.Layers, cancellation);
        CameraPose pose = camera.Pose;
        CameraLens lens = camera.Lens;
        program.Set("axis_right", pose.Right.ToVector3());
        program.Set("axis_up", pose.Up.ToVector3());
        program.Set("axis_back", pose.Back.ToVector3());
        program.Set("lens", new Vector4((float)lens.FocalX, (float)lens.FocalY, (float)lens.CenterX, (float)lens.CenterY));
        program.Trace(pixels.Span, samplesPerPixel, lens.Width, (pixel, rays) => Write(view, pixel, rays), cancellation);
    }

    /// <summary>Takes over the field's present parameters.</summary>
    public abstract void Renew();

    /// <summary>The program with all that does not depend on the camera's axes and lens.</summary>
    protected abstract RayProgram Prepare(Camera camera, ViewLayers layers, CancellationToken cancellation);

    private static void Write(RenderedView view, int pixel, ReadOnlySpan<RayProgram.Ray> rays)
    {
        Vector4 color = Vector4.Zero, cost = Vector4.Zero;
        Vector3 normal = Vector3.Zero;
        float depth = 0, hits = 0;
        foreach (RayProgram.Ray ray in rays)
        {
            color += ray.Color;
            cost += ray.Cost;
            normal += new Vector3(ray.Normal.X, ray.Normal.Y, ray.Normal.Z);
            depth += ray.Normal.W;
            hits += ray.Normal.W > 0 ? 1 : 0;
        }
        (color / rays.Length).CopyTo(view.Colors.AsSpan(4 * pixel, 4));
        if (view.Depths.Length > 0) view.Depths[pixel] = hits > 0 ? depth / hits : 0;
        if (view.Normals.Length > 0) view.Normals[pixel] = normal == Vector3.Zero ? normal : Vector3.Normalize(normal);
        if (view.Shadows.Length > 0) view.Shadows[pixel] = cost.X / rays.Length;
        if (view.Steps.Length > 0) view.Steps[pixel] = cost.Y / rays.Length;
    }
}
