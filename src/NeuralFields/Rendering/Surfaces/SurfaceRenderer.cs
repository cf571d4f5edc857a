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

    private const ViewLayers LitLayers = ViewLayers.Color | ViewLayers.Normals | ViewLayers.Shadow;

    private readonly DistanceProgram _field;
    private readonly SurfacePlacement _placement;
    private readonly Box3 _bounds, _domain;
    private readonly SurfaceOptions _options;
    private readonly RayChunks _chunks;
    private readonly SurfaceNormals _normals;
    private DistanceGrid? _grid;
    private SurfaceLook _look = new();
    private RayBatch _rays = new(0);
    private int[] _pixels = [];

    /// <summary>A renderer.</summary>
    /// <param name="program">The field: three coordinates in, a distance out; negative inside.</param>
    /// <param name="placement">From the shape's frame, in which cameras stand, to field coordinates.</param>
    /// <param name="bounds">The shape's box, in its own units: it stands on the floor.</param>
    /// <param name="domain">The box, in field coordinates, where the field means something.</param>
    /// <param name="options">Light and threads; null for the defaults.</param>
    /// <exception cref="InputException">The field is not one of signed distances.</exception>
    public SurfaceRenderer(
        IFieldProgram program, SurfacePlacement placement, Box3 bounds, Box3 domain, SurfaceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(placement);
        if (program.Spec.InputCount != 3 || program.Spec.OutputCount != 1)
            throw new InputException(
                $"the field takes {program.Spec.InputCount} coordinates and gives {program.Spec.OutputCount} values, " +
                "expected 3 and 1 (a field of signed distances).");
        (_field, _placement, _options) = (new(program), placement, options ?? new());
        (_bounds, _domain) = (placement.ToField(bounds), domain);
        _chunks = new(_options.Threads);
        _normals = new(_field, _chunks);
    }

    /// <summary>What is shown and how it is lit. Another look costs no evaluations of the lattice.</summary>
    public SurfaceLook Look
    {
        get => _look;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            (_look, DistanceCut before) = (value, _field.Cut);
            Box3? crop = value.Crop is { } box ? _placement.ToField(box) : null;
            DistanceCut none = DistanceCut.None;
            _field.Cut = new(
                (float)(value.Level * _placement.Scale), crop?.Min.ToVector3() ?? none.Min, crop?.Max.ToVector3() ?? none.Max);
            if (_field.Cut != before) _grid = _grid?.With(_field.Cut);
        }
    }

    /// <summary>The field.</summary>
    public IFieldProgram Program => _field.Program;

    /// <summary>What a camera sees, for renderers elsewhere.</summary>
    /// <param name="camera">The camera.</param>
    /// <param name="cancellation">Ends the evaluation of the lattice.</param>
    public SurfaceSight SightOf(Camera camera, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(camera);
        DistanceGrid grid = Grid(cancellation);
        StudioLight light = new(camera.Pose, _options.Up.Frame().Up, _look.Light);
        (Vector3 floor, Vector3 up, float radius) = Floor();
        DistanceCut cut = _field.Cut;
        return new()
        {
            Distances = grid.Distances,
            Counts = grid.Counts,
            GridMin = grid.Min,
            Cell = grid.Cell,
            Domain = (_domain.Min.ToVector3(), _domain.Max.ToVector3()),
            Eye = _placement.ToField(camera.Pose.Position).ToVector3(),
            PerUnit = (float)(1 / _placement.Scale),
            NormalStep = _normals.Step,
            NormalPixels = _normals.Pixels,
            Level = cut.Level,
            Crop = float.IsFinite(cut.Min.X) ? (cut.Min, cut.Max) : null,
            Slice = Slice()?.Shape,
            Lights = (light.Key, light.Fill, light.Rim, up),
            Floor = (floor, radius),
        };
    }

    /// <summary>Forgets what is known of the field: its parameters are others now.</summary>
    public void Renew() => _grid = null;

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
        RenderedView view = new(camera.Lens.Width, camera.Lens.Height, request.Layers);
        int all = view.Width * view.Height;
        PixelTiles tiles = new(view.Width, view.Height);
        Job job = JobOf(camera, view, cancellation);
        bool hasEdges = request.EdgeSamplesPerPixel > request.SamplesPerPixel;
        Render(job, all, tiles.Pixel, request.SamplesPerPixel, part => progress?.Report(hasEdges ? part / 2 : part));
        if (!hasEdges) return view;
        List<int> edges = EdgePixels.Of(view);
        Render(job, edges.Count, i => edges[i], request.EdgeSamplesPerPixel, part => progress?.Report((1 + part) / 2));
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
        Render(JobOf(camera, view, cancellation), pixels.Length, i => pixels.Span[i], samplesPerPixel, _ => { });
    }

    private Job JobOf(Camera camera, RenderedView view, CancellationToken cancellation)
    {
        StudioLight light = new(camera.Pose, _options.Up.Frame().Up, _look.Light);
        SliceTracer? slice = Slice();
        // Planes are drawn here, whoever traces.
        bool isLitThere = slice is null && Program is ISurfaceTracing && (view.Layers & LitLayers) != 0;
        TracedLight? there = isLitThere ? new(SightOf(camera, cancellation), view.Layers & LitLayers) : null;
        return new(camera, view, Grid(cancellation), light, there, slice, cancellation);
    }

    private SliceTracer? Slice()
    {
        if (_look.Slice is not { } plane) return null;
        Box3 box = _look.Crop is { } crop ? _domain.Intersect(_placement.ToField(crop)) : _domain;
        Point3 normal = plane.Normal, foot = _placement.ToField(normal * plane.Offset);
        return new(normal.ToVector3(), (float)PointAlgebra.Dot(foot, normal), box.Min.ToVector3(), box.Max.ToVector3());
    }

    /// <summary>One view while it is rendered.</summary>
    private sealed record Job(
        Camera Camera, RenderedView View, DistanceGrid Grid, StudioLight Light, TracedLight? LightThere,
        SliceTracer? Slice, CancellationToken Cancellation);

    private void Render(Job job, int count, Func<int, int> pixel, int samplesPerPixel, Action<double> report)
    {
        ViewRays source = new(job.Camera, _placement, samplesPerPixel);
        SurfacePixels pixels = new(job.View, source);
        int batch = Math.Max(1, MaxSamples / samplesPerPixel);
        if (_pixels.Length < Math.Min(batch, count)) _pixels = new int[Math.Min(batch, count)];
        for (int first = 0; first < count; first += batch)
        {
            Memory<int> part = _pixels.AsMemory(0, Math.Min(batch, count - first));
            for (int i = 0; i < part.Length; i++) _pixels[i] = pixel(first + i);
            SurfaceHits hits = Trace(source, job, part.Length);
            Vector3[] colors = job.LightThere is null ? Shade(hits, job) : TakeLooks(hits);
            job.Cancellation.ThrowIfCancellationRequested();
            pixels.Write(part.Span, _rays, hits, colors, Shadows(job));
            job.View.Samples += (long)part.Length * samplesPerPixel;
            report((first + part.Length) / (double)count);
        }
    }

    private DistanceGrid Grid(CancellationToken cancellation)
    {
        if (_grid is not null) return _grid;
        _grid = DistanceGrid.Of(_field, _domain, _options.GridResolution, cancellation);
        Evaluations += _grid.NodeCount;
        return _grid;
    }

    private SurfaceHits Trace(ViewRays source, Job job, int pixels)
    {
        int samples = source.SamplesPerPixel, count = pixels * samples;
        if (_rays.Origins.Length < count) _rays = new(count);
        _rays.Count = count;
        _rays.PixelAngle = source.PixelAngle;
        _chunks.Run(count, (first, end) =>
        {
            for (int ray = first; ray < end; ray++)
                (_rays.Origins[ray], _rays.Directions[ray]) = source.Ray(_pixels[ray / samples], ray % samples);
        });
        SphereTracer tracer = new(_field, job.Grid, _chunks);
        tracer.Trace(_rays, _domain, job.Cancellation, job.Slice, job.LightThere);
        Evaluations += tracer.Evaluations;
        return SurfaceHits.Of(_rays);
    }

    /// <summary>Normals and colours that came with the rays.</summary>
    private Vector3[] TakeLooks(SurfaceHits hits)
    {
        for (int i = 0; i < hits.Count; i++) hits.Normals[i] = _rays.Looks[hits.Rays[i]].Normal;
        return [.. hits.Rays.Select(ray => _rays.Looks[ray].Color)];
    }

    /// <summary>Normals where a layer needs them, and colours where they are asked for.</summary>
    private Vector3[] Shade(SurfaceHits hits, Job job)
    {
        if ((job.View.Layers & (ViewLayers.Color | ViewLayers.Normals)) == 0) return [];
        _normals.Evaluate(hits.Places, hits.Pixels, hits.Normals);
        Evaluations += hits.Count * _normals.EvaluationsPerPlace;
        if (job.Slice is not null) TurnToPlane(hits, job.Slice.Normal);
        if (!job.View.Layers.HasFlag(ViewLayers.Color)) return [];
        SurfaceShading shading = new(_field, job.Grid, _chunks);
        Vector3[] colors = shading.Shade(hits, _rays.Directions, job.Light);
        Evaluations += shading.Evaluations;
        if (job.Slice is not null) DrawPlane(hits, colors, job.Slice);
        return colors;
    }

    private bool IsOnPlane(SurfaceHits hits, int hit) => _rays.Distances[hits.Rays[hit]] == _rays.Planes[hits.Rays[hit]];

    private void TurnToPlane(SurfaceHits hits, Vector3 normal)
    {
        for (int i = 0; i < hits.Count; i++)
            if (IsOnPlane(hits, i)) hits.Normals[i] = normal;
    }

    private void DrawPlane(SurfaceHits hits, Vector3[] colors, SliceTracer slice)
    {
        int[] cut = [.. Enumerable.Range(0, hits.Count).Where(i => IsOnPlane(hits, i))];
        float[] distances = new float[cut.Length];
        _field.EvaluateWhole([.. cut.Select(i => hits.Places[i])], distances);
        Evaluations += cut.Length;
        float level = _field.Cut.Level;
        for (int i = 0; i < cut.Length; i++) colors[cut[i]] = slice.Color(distances[i] - level, hits.Pixels[cut[i]]);
    }

    private (Vector3 Place, Vector3 Up, float Radius) Floor()
    {
        Vector3 up = _options.Up.Frame().Up.ToVector3(), half = (_bounds.Size * 0.5).ToVector3();
        return (_bounds.Center.ToVector3() - (up * Vector3.Dot(half, up)), up, half.Length());
    }

    private float[] Shadows(Job job)
    {
        if (!job.View.Layers.HasFlag(ViewLayers.Shadow)) return [];
        if (job.LightThere is not null) return [.. _rays.Looks.Select(look => look.Shadow)];
        (Vector3 floor, Vector3 up, float radius) = Floor();
        FloorShadow shadow = new(job.Grid, job.Light, floor, up, radius);
        float[] shadows = new float[_rays.Count];
        _chunks.Run(_rays.Count, (first, end) =>
        {
            for (int ray = first; ray < end; ray++)
                if (_rays.States[ray] == RayState.Missed)
                    shadows[ray] = shadow.At(_rays.Origins[ray], _rays.Directions[ray]);
        });
        return shadows;
    }
}
