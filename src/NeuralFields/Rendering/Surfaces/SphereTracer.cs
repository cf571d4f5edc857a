using System.Numerics;
using NeuralFields.Geometry;

namespace NeuralFields.Rendering.Surfaces;

/// <summary>
/// Finds where rays meet the surface of a field of signed distances: steps as long as the distance allows (Hart 1996,
/// Sphere tracing), all rays at once, so that every step is one large evaluation.
/// </summary>
/// <param name="field">The distances.</param>
/// <param name="grid">The coarse lattice that skips empty space.</param>
/// <param name="chunks">Threads for what is not the field.</param>
internal sealed class SphereTracer(DistanceProgram field, DistanceGrid grid, RayChunks chunks)
{
    /// <summary>A trained field overestimates here and there.</summary>
    private const float StepFactor = 0.95f;

    /// <summary>Rays end when the surface is nearer than this part of a pixel.</summary>
    private const float HitPixels = 0.01f;

    /// <summary>Rays that graze a surface for so long are ended where they are.</summary>
    private const int MaxSteps = 160;

    /// <summary>What single precision can tell, relative to the size of coordinates.</summary>
    private const float Precision = 4e-7f;

    private int[] _active = [];
    private Vector3[] _places = [];
    private float[] _values = [];

    /// <summary>Evaluations of the field so far.</summary>
    public long Evaluations { get; private set; }

    /// <summary>Clips rays to the domain and traces them; states become Hit or Missed.</summary>
    /// <param name="rays">Origins and directions are set.</param>
    /// <param name="domain">The box, in field coordinates, where the field means something.</param>
    /// <param name="cancellation">Ends the work between two steps.</param>
    /// <param name="slice">A plane at which rays end; null for none.</param>
    /// <param name="light">What a device is asked for beside that; null for nothing.</param>
    public void Trace(
        RayBatch rays, Box3 domain, CancellationToken cancellation, SliceTracer? slice = null, TracedLight? light = null)
    {
        Vector3 min = domain.Min.ToVector3(), max = domain.Max.ToVector3();
        chunks.Run(rays.Count, (first, end) =>
        {
            for (int ray = first; ray < end; ray++)
            {
                rays.Clip(ray, min, max);
                if (slice is not null) rays.Clip(ray, slice);
                if (rays.States[ray] == RayState.Marching && field.Program is not ISurfaceTracing) Skip(rays, ray);
            }
        });
        if (field.Program is ISurfaceTracing tracing) TraceThere(tracing, rays, light, cancellation);
        else TraceHere(rays, cancellation);
        for (int ray = 0; slice is not null && ray < rays.Count; ray++) rays.EndOnPlane(ray);
    }

    private void TraceHere(RayBatch rays, CancellationToken cancellation)
    {
        Reserve(rays.Count);
        int active = 0;
        for (int ray = 0; ray < rays.Count; ray++)
            if (rays.States[ray] == RayState.Marching) _active[active++] = ray;
        for (int step = 0; active > 0; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            active = Step(rays, active, isLast: step == MaxSteps);
        }
    }

    private void TraceThere(
        ISurfaceTracing tracing, RayBatch rays, TracedLight? light, CancellationToken cancellation)
    {
        TracedRay[] traced = new TracedRay[rays.Count];
        for (int i = 0; i < traced.Length; i++)
            traced[i] = new()
            {
                Origin = rays.Origins[i],
                Direction = rays.Directions[i],
                Distance = rays.Distances[i],
                End = rays.Ends[i],
                OutsideDistance = rays.Outside[i].Distance,
                OutsideValue = rays.Outside[i].Value,
                State = (int)rays.States[i],
            };
        rays.Looks = light is null ? [] : new TracedLook[traced.Length];
        Evaluations += tracing.Trace(SceneOf(rays.PixelAngle), traced, light, rays.Looks, cancellation);
        for (int i = 0; i < traced.Length; i++)
            (rays.Distances[i], rays.States[i], rays.Steps[i]) =
                (traced[i].Distance, (RayState)traced[i].State, traced[i].Steps);
    }

    private TracedScene SceneOf(float pixelAngle) => new()
    {
        Lattice = grid.Distances,
        Counts = grid.Counts,
        Domain = (grid.Min, grid.Max),
        Cell = grid.Cell,
        Slack = grid.Slack,
        Certainty = SlopeLimit.Certainty,
        Level = field.Cut.Level,
        Box = field.Cut.HasBox ? (field.Cut.Min, field.Cut.Max) : null,
        PixelAngle = pixelAngle,
        MostSteps = MaxSteps,
        StepFactor = StepFactor,
        HitPixels = HitPixels,
        Precision = Precision,
    };

    /// <summary>One step of the active rays.</summary>
    /// <returns>How many are active after it.</returns>
    private int Step(RayBatch rays, int active, bool isLast)
    {
        chunks.Run(active, (first, end) =>
        {
            for (int i = first; i < end; i++)
            {
                _places[i] = rays.Place(_active[i]);
                rays.Steps[_active[i]]++;
            }
        });
        field.Evaluate(_places.AsSpan(0, active), _values.AsSpan(0, active));
        Evaluations += active;
        chunks.Run(active, (first, end) =>
        {
            for (int i = first; i < end; i++)
                if (isLast) GiveUp(rays, _active[i], _values[i]);
                else Advance(rays, _active[i], _values[i]);
        });
        int left = 0;
        for (int i = 0; i < active; i++)
            if (rays.States[_active[i]] is RayState.Marching or RayState.Bracketed) _active[left++] = _active[i];
        return left;
    }

    private void Advance(RayBatch rays, int ray, float value)
    {
        float t = rays.Distances[ray], pixel = rays.PixelAngle * t, near = Math.Max(HitPixels * pixel, Precision * (1 + t));
        if (float.IsNaN(value)) rays.States[ray] = RayState.Missed;
        else if (Math.Abs(value) < near) Hit(rays, ray, t + value);
        else if (rays.States[ray] == RayState.Bracketed) CloseIn(rays, ray, value, near);
        else if (value < 0) Enter(rays, ray, value, near);
        else March(rays, ray, value, near);
    }

    private void March(RayBatch rays, int ray, float value, float near)
    {
        float t = rays.Distances[ray];
        (float lastT, float lastValue) = rays.Outside[ray];
        // A field that falls faster than the ray advances is steeper than a distance: it overestimates by that factor.
        // The first step, without a slope, is half a step: a longer one could end behind a thin part unnoticed.
        float slope = (lastValue - value) / (t - lastT), step = StepFactor * value;
        if (float.IsNaN(slope)) step *= 0.5f;
        else if (slope > 1) step /= slope;
        rays.Outside[ray] = (t, value);
        rays.Distances[ray] = t + Math.Max(step, near);
        if (value > 2 * grid.Slack) Skip(rays, ray);
        else if (rays.Distances[ray] > rays.Ends[ray]) rays.States[ray] = RayState.Missed;
    }

    /// <summary>The ray overran the surface, or began inside of it: in the shape, or where the domain cuts it.</summary>
    private static void Enter(RayBatch rays, int ray, float value, float near)
    {
        float t = rays.Distances[ray];
        (float begin, float outside) = rays.Outside[ray];
        if (!float.IsNaN(outside))
        {
            rays.States[ray] = RayState.Bracketed;
            rays.Inside[ray] = (t, value);
            Split(rays, ray, near);
        }
        else if (t > begin) rays.Distances[ray] = Math.Max(begin, t + (2 * value) - near); // the lattice went too far
        else Hit(rays, ray, t);
    }

    private static void CloseIn(RayBatch rays, int ray, float value, float near)
    {
        if (value > 0) rays.Outside[ray] = (rays.Distances[ray], value);
        else rays.Inside[ray] = (rays.Distances[ray], value);
        Split(rays, ray, near);
    }

    /// <summary>Goes to where a straight line between both ends would cross zero, a tenth away from either.</summary>
    private static void Split(RayBatch rays, int ray, float near)
    {
        ((float a, float outside), (float b, float inside)) = (rays.Outside[ray], rays.Inside[ray]);
        float t = a + ((b - a) * Math.Clamp(outside / (outside - inside), 0.1f, 0.9f));
        rays.Distances[ray] = t;
        if (b - a < near) rays.States[ray] = RayState.Hit;
    }

    private void Skip(RayBatch rays, int ray)
    {
        float t = rays.Distances[ray], end = rays.Ends[ray];
        float next = grid.Skip(rays.Origins[ray], rays.Directions[ray], t, end);
        if (next > t) (rays.Distances[ray], rays.Outside[ray]) = (next, (t, float.NaN));
        if (next > end) rays.States[ray] = RayState.Missed;
    }

    private static void GiveUp(RayBatch rays, int ray, float value)
    {
        float t = rays.Distances[ray];
        if (Math.Abs(value) < rays.PixelAngle * t) Hit(rays, ray, t);
        else rays.States[ray] = RayState.Missed;
    }

    private static void Hit(RayBatch rays, int ray, float t)
        => (rays.States[ray], rays.Distances[ray]) = (RayState.Hit, t);

    private void Reserve(int count)
    {
        if (_active.Length >= count) return;
        (_active, _places, _values) = (new int[count], new Vector3[count], new float[count]);
    }
}
