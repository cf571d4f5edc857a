using System.Numerics;
using NeuralFields.Volumes;

namespace NeuralFields.Rendering.Radiance;

/// <summary>A ray with the part of it that is looked at, in the field's space.</summary>
/// <param name="Origin">The eye.</param>
/// <param name="Direction">Of length 1.</param>
/// <param name="Next">Distance of the first place of its lattice.</param>
/// <param name="Far">Distance at which it ends.</param>
public readonly record struct RayStretch(Vector3 Origin, Vector3 Direction, float Next, float Far);

/// <summary>A program that traces rays where its parameters lie: only rays and what arrives along them travel.</summary>
public interface IRadianceTracing
{
    /// <summary>Traces rays.</summary>
    /// <param name="space">The field's space.</param>
    /// <param name="bits">What may hold something.</param>
    /// <param name="minTransmittance">The transmittance below which a ray ends.</param>
    /// <param name="rays">[rays] neighbours should see neighbouring parts of the scene.</param>
    /// <param name="lights">[rays] receives sums over samples; distances are not yet divided by opacity.</param>
    /// <param name="asked">[slopes] numbers of the rays whose slopes are asked for, rising.</param>
    /// <param name="slopes">
    /// [slopes] receives the direction in which density grows around the sample of largest weight, of any length.
    /// </param>
    /// <param name="cancellation">Ends the work between two rounds.</param>
    /// <returns>Evaluations of the field.</returns>
    long Trace(
        VolumeSpace space, OccupancyBits bits, float minTransmittance, ReadOnlySpan<RayStretch> rays,
        Span<RayLight> lights, ReadOnlySpan<int> asked, Span<Vector3> slopes, CancellationToken cancellation);
}
