using NeuralFields.Rendering.Radiance;
using NeuralFields.Rendering.Surfaces;
using NeuralFields.Volumes;

namespace NeuralFields.OpenCL;

internal sealed partial class OpenClProgram : IRadianceTracing, ISurfaceTracing
{
    private RadianceTracing? _radiance;
    private SurfaceTracing? _surface;

    public long Trace(
        VolumeSpace space, OccupancyBits bits, float minTransmittance, ReadOnlySpan<RayStretch> rays,
        Span<RayLight> lights, CancellationToken cancellation)
    {
        if (_radiance?.Space != space)
        {
            _radiance?.Dispose();
            _radiance = new(this, _form, space);
        }
        _radiance.Follow(bits);
        long evaluations = 0;
        for (int first = 0; first < rays.Length; first += RadianceTracing.MostRays)
        {
            int count = Math.Min(RadianceTracing.MostRays, rays.Length - first);
            evaluations += _radiance.Trace(
                minTransmittance, rays.Slice(first, count), lights.Slice(first, count), cancellation);
        }
        return evaluations;
    }

    public long Trace(
        TracedScene scene, Span<TracedRay> rays, TracedLight? light, Span<TracedLook> looks,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scene);
        _surface ??= new(this, _form, scene);
        _surface.Follow(scene);
        long evaluations = 0;
        for (int first = 0; first < rays.Length; first += SurfaceTracing.MostRays)
        {
            int count = Math.Min(SurfaceTracing.MostRays, rays.Length - first);
            evaluations += _surface.Trace(scene.MostSteps, rays.Slice(first, count), cancellation);
            if (light is not null) evaluations += _surface.Light(light, looks.Slice(first, count));
        }
        return evaluations;
    }
}
