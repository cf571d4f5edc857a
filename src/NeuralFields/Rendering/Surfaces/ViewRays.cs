using System.Numerics;
using NeuralFields.Geometry;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.Rendering.Surfaces;

/// <summary>The rays of a camera's samples in field coordinates.</summary>
internal sealed class ViewRays
{
    private readonly Camera _camera;
    private readonly PixelLattice _lattice;
    private readonly Vector3 _origin;
    private readonly double _perFieldUnit;

    /// <summary>The rays of a camera.</summary>
    /// <param name="camera">A camera in the shape's frame.</param>
    /// <param name="placement">From the shape's frame to field coordinates; directions stay as they are.</param>
    /// <param name="samplesPerPixel">Samples per pixel.</param>
    public ViewRays(Camera camera, SurfacePlacement placement, int samplesPerPixel)
    {
        (_camera, SamplesPerPixel, _lattice) = (camera, samplesPerPixel, new(samplesPerPixel));
        _origin = placement.ToField(camera.Pose.Position).ToVector3();
        _perFieldUnit = 1 / placement.Scale;
        PixelAngle = (float)(1 / Math.Max(camera.Lens.FocalX, camera.Lens.FocalY));
    }

    /// <summary>Samples per pixel.</summary>
    public int SamplesPerPixel { get; }

    /// <summary>Width of a pixel at distance 1.</summary>
    public float PixelAngle { get; }

    /// <summary>The ray of a sample.</summary>
    /// <param name="pixel">The pixel's number, y·width + x.</param>
    /// <param name="number">The sample's number in the pixel.</param>
    public (Vector3 Origin, Vector3 Direction) Ray(int pixel, int number)
    {
        (int y, int x) = Math.DivRem(pixel, _camera.Lens.Width);
        (double right, double down) = _lattice[number];
        return (_origin, _camera.Direction(x + right, y + down).ToVector3());
    }

    /// <summary>Distance along the viewing axis, in the shape's units.</summary>
    /// <param name="direction">A ray's direction.</param>
    /// <param name="distance">A distance along it, in field units.</param>
    public double Depth(Vector3 direction, float distance)
        => -PointAlgebra.Dot(Point3.Of(direction), _camera.Pose.Back) * distance * _perFieldUnit;
}
