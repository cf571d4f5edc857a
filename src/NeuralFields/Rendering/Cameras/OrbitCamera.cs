using NeuralFields.Geometry;
using NeuralFields.Numerics;

namespace NeuralFields.Rendering.Cameras;

/// <summary>A camera on a sphere around what it looks at.</summary>
public sealed record OrbitCamera
{
    /// <summary>Steeper views leave no direction for up; degrees.</summary>
    private const double SteepestElevation = 89.9;

    /// <summary>The part of the picture that stays free around the cylinder.</summary>
    private const double Margin = 0.04;

    /// <summary>Distance from a box of no size: anything above 0.</summary>
    private const double Smallest = 1e-9;

    private const int RimPlaces = 64;

    /// <summary>
    /// Degrees around the up axis: 0 looks at the front, positive angles move the camera to its own right.
    /// </summary>
    public double Azimuth { get; init; } = 30;

    /// <summary>Degrees above the horizon, −90 to 90; kept 0.1° from straight up and down.</summary>
    public double Elevation { get; init; } = 20;

    /// <summary>Distance from the middle in world units; null for the one at which the whole box is seen.</summary>
    public double? Distance { get; init; }

    /// <summary>Vertical field of view in degrees.</summary>
    public double FieldOfView { get; init; } = 35;

    /// <summary>What is up.</summary>
    public UpAxis Up { get; init; }

    /// <summary>The camera that looks at the middle of a box.</summary>
    /// <param name="bounds">The box; without a distance the upright cylinder around it fits into the picture.</param>
    /// <param name="width">Pixels per row.</param>
    /// <param name="height">Rows.</param>
    /// <exception cref="InputException">The field of view is out of range.</exception>
    public Camera Around(Box3 bounds, int width, int height)
    {
        CameraLens lens = CameraLens.OfFieldOfView(FieldOfView, width, height);
        (Point3 right, Point3 up, Point3 front) = Up.Frame();
        (double sinA, double cosA) = SinCos(Azimuth);
        (double sinE, double cosE) = SinCos(Math.Clamp(Elevation, -SteepestElevation, SteepestElevation));
        Point3 away = (right * (sinA * cosE)) + (up * sinE) + (front * (cosA * cosE));
        double distance = Distance ?? FramingDistance(bounds, up, (sinE, cosE), lens);
        return new(CameraPose.LookAt(bounds.Center + (away * distance), bounds.Center, up), lens);
    }

    /// <summary>
    /// The least distance at which both rims of the cylinder lie within the picture, margin included. It does not
    /// depend on the azimuth: a turning shape keeps its size.
    /// </summary>
    private static double FramingDistance(Box3 bounds, Point3 up, (double Sin, double Cos) elevation, CameraLens lens)
    {
        double halfHeight = 0.5 * PointAlgebra.Dot(bounds.Size, up);
        double radius = 0.5 * (bounds.Size - (up * (2 * halfHeight))).Length, distance = 0;
        double tangentY = lens.HalfHeight * (1 - Margin), tangentX = tangentY * lens.Width / lens.Height;
        for (int i = 0; i < RimPlaces; i++)
            foreach (double h in (ReadOnlySpan<double>)[-halfHeight, halfHeight])
            {
                (double sin, double cos) = SinCos(360.0 * i / RimPlaces);
                double x = radius * sin, near = radius * cos;
                double y = (h * elevation.Cos) - (near * elevation.Sin), z = (near * elevation.Cos) + (h * elevation.Sin);
                distance = Math.Max(distance, z + Math.Max(Math.Abs(x) / tangentX, Math.Abs(y) / tangentY));
            }
        return Math.Max(distance, Smallest);
    }

    private static (double Sin, double Cos) SinCos(double degrees)
        => DeterministicMath.SinCos(degrees % 360 * (Math.PI / 180));
}
