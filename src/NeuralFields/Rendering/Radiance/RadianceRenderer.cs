using System.Numerics;
using NeuralFields.Backends;
using NeuralFields.Geometry;
using NeuralFields.Images;
using NeuralFields.Rendering.Cameras;
using NeuralFields.Volumes;

namespace NeuralFields.Rendering.Radiance;

/// <summary>Renders a radiance field as a camera sees it: colours, opacity, depth and normals.</summary>
/// <remarks>
/// Samples are blended as they are coded in sRGB, as in training; views hold linear light, so each ray's blended colour
/// is decoded.
/// </remarks>
public sealed class RadianceRenderer : IViewRenderer
{
    /// <summary>Rays that are traced together.</summary>
    private const int BatchRays = 1 << 16;

    /// <summary>Rays that hide less than this show no depth and no normal.</summary>
    private const float LeastOpacity = 0.05f;

    private readonly IFieldProgram _program;
    private readonly VolumeSpace _space;
    private readonly RadianceTracer _tracer;
    private readonly SurfacePlacement _placement;
    private readonly float _near;
    private Box3? _crop;

    /// <summary>A renderer.</summary>
    /// <param name="program">The field: position and direction in, density and colour out.</param>
    /// <param name="space">Its space.</param>
    /// <param name="bits">What may hold something.</param>
    /// <param name="placement">From the world of cameras to the field's space.</param>
    /// <param name="near">Distance in the field's space from which on anything is seen.</param>
    /// <param name="threads">Threads beside those of the backend; 0 means one per processor.</param>
    /// <exception cref="InputException">The field is not one of radiance.</exception>
    public RadianceRenderer(
        IFieldProgram program, VolumeSpace space, OccupancyBits bits, SurfacePlacement placement, double near = 0,
        int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(placement);
        _tracer = new(program, space, bits, threads);
        (_program, _space, _placement, _near, Bits) = (program, space, placement, (float)near, bits);
    }

    /// <summary>The field.</summary>
    public IFieldProgram Program => _program;

    /// <summary>Its space.</summary>
    public VolumeSpace Space => _space;

    /// <summary>What may hold something.</summary>
    public OccupancyBits Bits { get; }

    /// <summary>From the world of cameras to the field's space.</summary>
    public SurfacePlacement Placement => _placement;

    /// <summary>Distance in the field's space from which on anything is seen.</summary>
    public float Near => _near;

    /// <summary>The transmittance below which a ray ends: 1e-4 for measurements, 1e-2 for previews.</summary>
    public float MinTransmittance { get => _tracer.MinTransmittance; init => _tracer.MinTransmittance = value; }

    /// <summary>Whether depths are those of the sample of largest weight in place of the mean.</summary>
    public bool PeakDepth { get; init; }

    /// <summary>The box, in the units of cameras, outside of which nothing is seen; null for none.</summary>
    public Box3? Crop
    {
        get => _crop;
        set => (_crop, _tracer.Crop) = (value, value is { } box ? _placement.ToField(box) : null);
    }

    /// <summary>Evaluations of the field so far, over all views.</summary>
    public long Evaluations => _tracer.Evaluations;

    /// <inheritdoc/>
    public RenderedView Render(
        Camera camera, ViewRequest request, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(camera);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.SamplesPerPixel, 1);
        RenderedView view = new(camera.Lens.Width, camera.Lens.Height, request.Layers);
        PixelTiles tiles = new(view.Width, view.Height);
        int[] pixels = [.. Enumerable.Range(0, view.Width * view.Height).Select(tiles.Pixel)];
        Render(camera, request.SamplesPerPixel, view, pixels, part => progress?.Report(part), cancellation);
        return view;
    }

    /// <inheritdoc/>
    public void RenderPixels(
        Camera camera, int samplesPerPixel, RenderedView view, ReadOnlyMemory<int> pixels,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(camera);
        ArgumentNullException.ThrowIfNull(view);
        ArgumentOutOfRangeException.ThrowIfLessThan(samplesPerPixel, 1);
        Render(camera, samplesPerPixel, view, pixels, _ => { }, cancellation);
    }

    private void Render(
        Camera camera, int perPixel, RenderedView view, ReadOnlyMemory<int> all, Action<double> report,
        CancellationToken cancellation)
    {
        int batch = Math.Max(1, BatchRays / perPixel);
        for (int first = 0; first < all.Length; first += batch)
        {
            int[] pixels = all.Slice(first, Math.Min(batch, all.Length - first)).ToArray();
            EyeRay[] rays = RaysOf(camera, pixels, perPixel);
            RayLight[] lights = new RayLight[rays.Length];
            Vector3[] slopes = new Vector3[view.Normals.Length > 0 ? pixels.Length : 0];
            _tracer.Trace(rays, lights, _tracer.FindsSlopes ? slopes : [], perPixel, cancellation);
            for (int i = 0; i < pixels.Length; i++)
                Write(view, camera, pixels[i], rays.AsSpan(i * perPixel, perPixel), lights.AsSpan(i * perPixel, perPixel));
            int[] seen = slopes.Length == 0 ? [] : Seen(lights, perPixel);
            if (!_tracer.FindsSlopes) FindSlopes(seen, rays, lights, slopes, perPixel);
            foreach (int i in seen)
                view.Normals[pixels[i]] = slopes[i] == Vector3.Zero ? slopes[i] : Vector3.Normalize(-slopes[i]);
            view.Samples += rays.Length;
            report((first + pixels.Length) / (double)all.Length);
        }
    }

    private EyeRay[] RaysOf(Camera camera, int[] pixels, int perPixel)
    {
        Vector3 origin = _placement.ToField(camera.Pose.Position).ToVector3();
        PixelLattice lattice = new(perPixel);
        EyeRay[] rays = new EyeRay[pixels.Length * perPixel];
        for (int i = 0; i < rays.Length; i++)
        {
            (int pixel, int sample) = Math.DivRem(i, perPixel);
            (int y, int x) = Math.DivRem(pixels[pixel], camera.Lens.Width);
            (double right, double down) = lattice[sample];
            rays[i] = new(origin, camera.Direction(x + right, y + down).ToVector3(), _near);
        }
        return rays;
    }

    private void Write(
        RenderedView view, Camera camera, int pixel, ReadOnlySpan<EyeRay> rays, ReadOnlySpan<RayLight> lights)
    {
        Vector3 color = Vector3.Zero;
        float opacity = 0, steps = 0;
        double depth = 0, hits = 0;
        for (int i = 0; i < lights.Length; i++)
        {
            RayLight light = lights[i];
            opacity += light.Opacity;
            steps += light.Samples;
            if (light.Opacity > 0) color += Linear(light.Color / light.Opacity) * light.Opacity;
            if (light.Opacity < LeastOpacity) continue;
            float along = Vector3.Dot(rays[i].Direction, -camera.Pose.Back.ToVector3());
            depth += (PeakDepth ? light.PeakDistance : light.MeanDistance) * along / _placement.Scale;
            hits++;
        }
        Span<float> result = view.Colors.AsSpan(4 * pixel, 4);
        (color / lights.Length).CopyTo(result);
        result[3] = opacity / lights.Length;
        if (view.Steps.Length > 0) view.Steps[pixel] = steps / lights.Length;
        if (view.Depths.Length > 0) view.Depths[pixel] = hits > 0 ? (float)(depth / hits) : 0;
    }

    private static Vector3 Linear(Vector3 coded)
        => new((float)SrgbCurve.Decode(coded.X), (float)SrgbCurve.Decode(coded.Y), (float)SrgbCurve.Decode(coded.Z));

    /// <summary>The pixels whose first ray hides something.</summary>
    private static int[] Seen(RayLight[] lights, int perPixel)
        => [.. Enumerable.Range(0, lights.Length / perPixel).Where(i => lights[i * perPixel].Opacity >= LeastOpacity)];

    /// <summary>
    /// The slope of the density where the weight is largest, by four differences over the corners of a tetrahedron: the
    /// analytic gradient of a grid sees one of its cells alone.
    /// </summary>
    private void FindSlopes(int[] seen, EyeRay[] rays, RayLight[] lights, Vector3[] slopes, int perPixel)
    {
        ReadOnlySpan<Vector3> corners = [new(1, -1, -1), new(-1, -1, 1), new(-1, 1, -1), new(1, 1, 1)];
        float[] inputs = new float[seen.Length * 4 * 6], outputs = new float[seen.Length * 4 * 4];
        for (int i = 0; i < seen.Length; i++)
        {
            EyeRay ray = rays[seen[i] * perPixel];
            Vector3 place = ray.Origin + (ray.Direction * lights[seen[i] * perPixel].PeakDistance);
            for (int c = 0; c < 4; c++)
            {
                Span<float> input = inputs.AsSpan(((4 * i) + c) * 6, 6);
                _space.ToField(place + (corners[c] * _space.MinStep)).CopyTo(input);
                ((ray.Direction * 0.5f) + new Vector3(0.5f)).CopyTo(input[3..]);
            }
        }
        _program.Evaluate(inputs, outputs);
        for (int i = 0; i < seen.Length; i++)
            for (int c = 0; c < 4; c++) slopes[seen[i]] += corners[c] * MathF.Min(outputs[((4 * i) + c) * 4], 1e6f);
    }
}
