using System.Numerics;
using NeuralFields.Backends;
using NeuralFields.Geometry;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.Rendering.Surfaces;

/// <summary>
/// Renders the zero surface of a field of signed distances: sphere tracing, studio light with soft shadow and ambient
/// occlusion, depths and normals. The same bits for any number of threads.
/// </summary>
public sealed class SurfaceRenderer : IViewRenderer
{
    /// <summary>Samples that are traced together: large batches keep the field busy, 30 MB of rays are enough.</summary>
    private const int MaxSamples = 1 << 18;

    private readonly DistanceProgram _field;
    private readonly SurfacePlacement _placement;
    private readonly Box3 _domain;
    private readonly SurfaceOptions _options;
    private readonly RayChunks _chunks;
    private readonly SurfaceNormals _normals;
    private DistanceGrid? _grid;
    private RayBatch _rays = new(0);

    /// <summary>A renderer.</summary>
    /// <param name="program">The field: three coordinates in, a distance out; negative inside.</param>
    /// <param name="placement">From the shape's frame, in which cameras stand, to field coordinates.</param>
    /// <param name="domain">The box, in field coordinates, where the field means something.</param>
    /// <param name="options">Light and threads; null for the defaults.</param>
    /// <exception cref="InputException">The field is not one of signed distances.</exception>
    public SurfaceRenderer(
        IFieldProgram program, SurfacePlacement placement, Box3 domain, SurfaceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(placement);
        if (program.Spec.InputCount != 3 || program.Spec.OutputCount != 1)
            throw new InputException(
                $"the field takes {program.Spec.InputCount} coordinates and gives {program.Spec.OutputCount} values, " +
                "expected 3 and 1 (a field of signed distances).");
        (_field, _placement, _domain, _options) = (new(program), placement, domain, options ?? new());
        _chunks = new(_options.Threads);
        _normals = new(_field, _chunks);
    }

    /// <summary>Whether normals come from the analytic gradient; central differences serve fields over grids.</summary>
    public bool HasAnalyticNormals => _normals.IsAnalytic;

    /// <summary>Evaluations of the field so far, over all views.</summary>
    public long Evaluations { get; private set; }

    /// <inheritdoc/>
    public RenderedView Render(
        Camera camera, ViewRequest request, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(camera);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.SamplesPerPixel, 1);
        DistanceGrid grid = Grid(cancellation);
        RenderedView view = new(camera.Lens.Width, camera.Lens.Height, request.Layers);
        ViewRays source = new(camera, _placement, request.SamplesPerPixel);
        SurfacePixels pixels = new(view, source);
        int pixelCount = view.Width * view.Height, batch = Math.Max(1, MaxSamples / request.SamplesPerPixel);
        for (int first = 0; first < pixelCount; first += batch)
        {
            int count = Math.Min(batch, pixelCount - first);
            SurfaceHits hits = Trace(source, first, count, grid, cancellation);
            Vector3[] colors = Shade(hits, camera, request.Layers, grid);
            cancellation.ThrowIfCancellationRequested();
            pixels.Add(first, count, _rays, hits, colors);
            progress?.Report((first + count) / (double)pixelCount);
        }
        return view;
    }

    private DistanceGrid Grid(CancellationToken cancellation)
    {
        if (_grid is not null) return _grid;
        _grid = DistanceGrid.Of(_field, _domain, _options.GridResolution, cancellation);
        Evaluations += _grid.NodeCount;
        return _grid;
    }

    private SurfaceHits Trace(
        ViewRays source, int firstPixel, int pixels, DistanceGrid grid, CancellationToken cancellation)
    {
        int count = pixels * source.SamplesPerPixel;
        if (_rays.Origins.Length < count) _rays = new(count);
        _rays.Count = count;
        _rays.PixelAngle = source.PixelAngle;
        _chunks.Run(count, (first, end) =>
        {
            for (int ray = first; ray < end; ray++)
                (_rays.Origins[ray], _rays.Directions[ray]) = source.Ray(firstPixel, ray);
        });
        SphereTracer tracer = new(_field, grid, _chunks);
        tracer.Trace(_rays, _domain, cancellation);
        Evaluations += tracer.Evaluations;
        return SurfaceHits.Of(_rays);
    }

    /// <summary>Normals where a layer needs them, and colours where they are asked for.</summary>
    private Vector3[] Shade(SurfaceHits hits, Camera camera, ViewLayers layers, DistanceGrid grid)
    {
        if ((layers & (ViewLayers.Color | ViewLayers.Normals)) == 0) return [];
        _normals.Evaluate(hits.Places, hits.Pixels, hits.Normals);
        Evaluations += hits.Count * _normals.EvaluationsPerPlace;
        if (!layers.HasFlag(ViewLayers.Color)) return [];
        SurfaceShading shading = new(_field, grid, _chunks);
        Vector3[] colors = shading.Shade(hits, _rays.Directions, new StudioLight(camera.Pose, _options.Up.Frame().Up));
        Evaluations += shading.Evaluations;
        return colors;
    }
}
