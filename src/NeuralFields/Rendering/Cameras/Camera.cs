using NeuralFields.Geometry;

namespace NeuralFields.Rendering.Cameras;

/// <summary>A pinhole camera.</summary>
/// <param name="Pose">Where it stands, in the world's units.</param>
/// <param name="Lens">How it projects.</param>
public sealed record Camera(CameraPose Pose, CameraLens Lens)
{
    /// <summary>The direction, of length 1, from the eye through a place of the picture.</summary>
    /// <param name="x">Pixels from the left edge; the first pixel's centre is ½.</param>
    /// <param name="y">Pixels from the upper edge.</param>
    public Point3 Direction(double x, double y)
    {
        double right = (x - Lens.CenterX) / Lens.FocalX, up = (Lens.CenterY - y) / Lens.FocalY;
        return PointAlgebra.Unit((Pose.Right * right) + (Pose.Up * up) - Pose.Back);
    }

    /// <summary>Where a place of the world appears, in pixels, and its distance along the viewing axis.</summary>
    /// <param name="place">A place; behind the camera the depth is negative and the pixel means nothing.</param>
    public (double X, double Y, double Depth) Project(Point3 place)
    {
        Point3 view = place - Pose.Position;
        double depth = -PointAlgebra.Dot(view, Pose.Back);
        return (
            Lens.CenterX + (Lens.FocalX * PointAlgebra.Dot(view, Pose.Right) / depth),
            Lens.CenterY - (Lens.FocalY * PointAlgebra.Dot(view, Pose.Up) / depth), depth);
    }

    /// <summary>The same camera with a picture of another size and the same vertical field of view.</summary>
    public Camera Resize(int width, int height) => this with { Lens = Lens.Resize(width, height) };
}
