using System.Numerics;
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
        Span<RayLight> lights, ReadOnlySpan<int> asked, Span<Vector3> slopes, CancellationToken cancellation)
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
            int own = Before(asked, first + count);
            evaluations += _radiance.FindSlopes(asked[..own], first, slopes[..own]);
            asked = asked[own..];
            slopes = slopes[own..];
        }
        return evaluations;

        static int Before(ReadOnlySpan<int> rising, int end)
        {
            int place = rising.BinarySearch(end);
            return place < 0 ? ~place : place;
        }
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
