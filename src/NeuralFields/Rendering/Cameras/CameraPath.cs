using System.Collections.Immutable;
using NeuralFields.Geometry;

namespace NeuralFields.Rendering.Cameras;

/// <summary>The cameras of a film, one per frame.</summary>
/// <param name="Cameras">One camera per frame, all with pictures of one size.</param>
/// <param name="FramesPerSecond">How fast they are shown.</param>
public sealed record CameraPath(ImmutableArray<Camera> Cameras, double FramesPerSecond)
{
    /// <summary>The path for pictures of another size and the same vertical fields of view.</summary>
    public CameraPath Resize(int width, int height)
        => this with { Cameras = [.. Cameras.Select(c => c.Resize(width, height))] };

    /// <summary>Once around, without the first view again at the end, so that the film can be repeated.</summary>
    /// <param name="start">The first view.</param>
    /// <param name="bounds">What is looked at.</param>
    /// <param name="width">Pixels per row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="frames">Views, at least 1.</param>
    /// <param name="framesPerSecond">How fast they are shown.</param>
    public static CameraPath Turntable(
        OrbitCamera start, Box3 bounds, int width, int height, int frames, double framesPerSecond)
    {
        ArgumentNullException.ThrowIfNull(start);
        IEnumerable<OrbitCamera> orbits = Enumerable.Range(0, frames)
            .Select(i => start with { Azimuth = start.Azimuth + (360.0 * i / frames) });
        return new([.. orbits.Select(o => o.Around(bounds, width, height))], framesPerSecond);
    }
}
