using NeuralFields.Geometry;
using NeuralFields.Numerics;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.Datasets;

/// <summary>The lens of a photograph: a pinhole whose plane is distorted.</summary>
/// <remarks>
/// Directions are in the camera's own frame of <see cref="CameraPose"/>: x right, y up, z back. Nothing is tabulated:
/// the inverse of a pixel takes less than a microsecond, far less than its ray through a field.
/// </remarks>
public sealed record ViewLens
{
    private readonly LensInverse _inverse;

    /// <summary>A lens.</summary>
    /// <param name="pinhole">Size, focal lengths and middle in pixels; the first pixel's centre is (½, ½).</param>
    /// <param name="distortion">What happens in the plane before it is scaled by the focal lengths.</param>
    /// <exception cref="InputException">A number is not finite, or a focal length not above 0.</exception>
    public ViewLens(CameraLens pinhole, LensDistortion distortion)
        : this(pinhole, new LensInverse(distortion)) => RequireSound(pinhole, distortion);

    private ViewLens(CameraLens pinhole, LensInverse inverse) => (Pinhole, _inverse) = (pinhole, inverse);

    /// <summary>Size, focal lengths and middle in pixels.</summary>
    public CameraLens Pinhole { get; }

    /// <summary>The distortion; it does not depend on the size of the picture.</summary>
    public LensDistortion Distortion => _inverse.Distortion;

    /// <summary>The direction, of length 1, that a place of the picture shows.</summary>
    /// <param name="x">Pixels from the left edge.</param>
    /// <param name="y">Pixels from the upper edge.</param>
    /// <param name="direction">In the camera's frame: x right, y up, z back.</param>
    /// <returns>Whether anything is seen there: beyond the reach of the lens nothing is.</returns>
    public bool TryDirection(double x, double y, out Point3 direction)
    {
        double a = (x - Pinhole.CenterX) / Pinhole.FocalX, b = (y - Pinhole.CenterY) / Pinhole.FocalY;
        bool isSeen = _inverse.TryUndistort(a, b, out (double X, double Y) place);
        direction = DirectionOf(place);
        return isSeen;
    }

    /// <summary>Where a direction appears.</summary>
    /// <param name="direction">In the camera's frame, of any length above 0.</param>
    /// <param name="pixel">Pixels from the left and from the upper edge; may lie outside the picture.</param>
    /// <returns>Whether the lens shows it.</returns>
    /// <remarks>For checks and displays: a fisheye's angle is the platform's arc tangent.</remarks>
    public bool TryProject(Point3 direction, out (double X, double Y) pixel)
    {
        double x = direction.X, y = -direction.Y, z = -direction.Z;
        bool isPerspective = Distortion.Projection == LensProjection.Perspective;
        double across = Math.Sqrt((x * x) + (y * y));
        double factor = isPerspective ? 1 / z : across > 0 ? Math.Atan2(across, z) / across : 0;
        (double X, double Y) place = (x * factor, y * factor), image = Distortion.Distort(place.X, place.Y);
        pixel = (
            Pinhole.CenterX + (Pinhole.FocalX * image.X), Pinhole.CenterY + (Pinhole.FocalY * image.Y));
        return (!isPerspective || z > 0) && _inverse.IsWithin(place);
    }

    /// <summary>The lens for the same view on another number of pixels, each axis scaled for itself.</summary>
    /// <param name="width">Pixels per row.</param>
    /// <param name="height">Rows.</param>
    public ViewLens Resize(int width, int height)
    {
        CameraLens p = Pinhole;
        if ((width, height) == (p.Width, p.Height)) return this;
        double across = width / (double)p.Width, down = height / (double)p.Height;
        return new(
            new CameraLens(width, height, p.FocalX * across, p.FocalY * down, p.CenterX * across, p.CenterY * down),
            _inverse);
    }

    private Point3 DirectionOf((double X, double Y) place)
    {
        double s = (place.X * place.X) + (place.Y * place.Y);
        if (Distortion.Projection == LensProjection.Perspective)
        {
            double unit = 1 / Math.Sqrt(1 + s);
            return new(place.X * unit, -place.Y * unit, -unit);
        }
        double angle = Math.Sqrt(s);
        (double sin, double cos) = DeterministicMath.SinCos(angle);
        double factor = angle > 0 ? sin / angle : 1;
        return new(place.X * factor, -place.Y * factor, -cos);
    }

    private static void RequireSound(CameraLens p, LensDistortion d)
    {
        if (!(p.FocalX > 0 && p.FocalY > 0 && double.IsFinite(p.FocalX + p.FocalY)))
            throw new InputException(FormattableString.Invariant(
                $"the focal lengths are {p.FocalX} and {p.FocalY} pixels, expected finite numbers above 0."));
        if (!double.IsFinite(p.CenterX + p.CenterY))
            throw new InputException(FormattableString.Invariant(
                $"the middle of the lens is at ({p.CenterX}, {p.CenterY}), expected finite numbers of pixels."));
        if (!double.IsFinite(d.K1 + d.K2 + d.K3 + d.K4 + d.D1 + d.D2 + d.D3 + d.P1 + d.P2 + d.S1 + d.S2))
            throw new InputException("a term of the lens's distortion is not finite, expected finite numbers.");
    }
}
