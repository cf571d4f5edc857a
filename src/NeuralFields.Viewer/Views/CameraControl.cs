using NeuralFields.Geometry;
using NeuralFields.Numerics;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.Viewer;

/// <summary>Moves cameras as hands do.</summary>
internal static class CameraControl
{
    /// <summary>Steeper views leave no direction for up.</summary>
    private const double SteepestSine = 0.9998;

    private const double LeastZoom = 0.05, MostZoom = 4096;

    /// <summary>Turns the camera around its centre, upright.</summary>
    /// <param name="view">The view before.</param>
    /// <param name="up">What is up in the world, of length 1.</param>
    /// <param name="azimuth">Degrees to the camera's right.</param>
    /// <param name="elevation">Degrees upwards.</param>
    public static ViewState Orbit(ViewState view, Point3 up, double azimuth, double elevation)
    {
        Point3 center = view.Center, away = Turn(view.Pose.Back, up, azimuth);
        Point3 level = away - (up * Dot(away, up));
        if (level.Length < 1e-6) level = Turn(view.Pose.Up * -Math.Sign(Dot(away, up)), up, azimuth);
        level *= 1 / level.Length;
        double sine = Dot(away, up), cosine = Dot(away, level);
        (double sinE, double cosE) = DeterministicMath.SinCos(elevation * (Math.PI / 180));
        double raised = Math.Clamp((sine * cosE) + (cosine * sinE), -SteepestSine, SteepestSine);
        // Beyond the pole a camera would hang upside down.
        if ((cosine * cosE) - (sine * sinE) <= 0) raised = Math.CopySign(SteepestSine, elevation);
        Point3 back = (up * raised) + (level * Math.Sqrt(1 - (raised * raised)));
        return Moved(view, CameraPose.LookAt(center + (back * view.Focus), center, up));
    }

    /// <summary>Moves the camera at right angles to its axis.</summary>
    /// <param name="view">The view before.</param>
    /// <param name="right">Heights of the view at the centre.</param>
    /// <param name="up">Heights of the view at the centre.</param>
    public static ViewState Pan(ViewState view, double right, double up)
    {
        double height = 2 * view.Focus * CameraLens.HalfHeightOf(view.FieldOfView);
        return Shift(view, (view.Pose.Right * (right * height)) + (view.Pose.Up * (up * height)));
    }

    /// <summary>Moves the camera towards its centre, or away from it.</summary>
    /// <param name="view">The view before.</param>
    /// <param name="factor">On the distance to the centre; below 1 is nearer.</param>
    public static ViewState Dolly(ViewState view, double factor)
    {
        double focus = Math.Clamp(view.Focus * factor, 1e-9, 1e9);
        return Moved(view, view.Pose with { Position = view.Center + (view.Pose.Back * focus) }) with { Focus = focus };
    }

    /// <summary>Moves the camera and its centre.</summary>
    /// <param name="view">The view before.</param>
    /// <param name="right">Distances to the centre.</param>
    /// <param name="up">Distances to the centre.</param>
    /// <param name="forward">Distances to the centre.</param>
    public static ViewState Fly(ViewState view, double right, double up, double forward)
        => Shift(view, ((view.Pose.Right * right) + (view.Pose.Up * up) - (view.Pose.Back * forward)) * view.Focus);

    /// <summary>Turns the camera in its place.</summary>
    /// <param name="view">The view before.</param>
    /// <param name="up">What is up in the world.</param>
    /// <param name="right">Degrees to the right.</param>
    /// <param name="upwards">Degrees upwards.</param>
    public static ViewState Look(ViewState view, Point3 up, double right, double upwards)
    {
        Point3 eye = view.Pose.Position;
        ViewState turned = Orbit(view, up, -right, -upwards);
        CameraPose pose = turned.Pose with { Position = eye };
        return turned with { Pose = pose };
    }

    /// <summary>Moves a picture under the window.</summary>
    /// <param name="view">The view before.</param>
    /// <param name="right">Parts of the picture's width.</param>
    /// <param name="down">Parts of the picture's height.</param>
    public static ViewState PanPicture(ViewState view, double right, double down)
        => view with { PictureCenter = (Near(view.PictureCenter.X + right), Near(view.PictureCenter.Y + down)) };

    /// <summary>Enlarges a picture around a place that stays where it is.</summary>
    /// <param name="view">The view before.</param>
    /// <param name="place">The place of the picture.</param>
    /// <param name="factor">Above 1 is larger.</param>
    public static ViewState ZoomPicture(ViewState view, (double X, double Y) place, double factor)
    {
        double zoom = Math.Clamp(view.Zoom * factor, LeastZoom, MostZoom), kept = view.Zoom / zoom;
        (double x, double y) = view.PictureCenter;
        return view with
        {
            Zoom = zoom,
            PictureCenter = (Near(place.X + ((x - place.X) * kept)), Near(place.Y + ((y - place.Y) * kept))),
        };
    }

    private static double Near(double place) => Math.Clamp(place, -0.5, 1.5);

    private static ViewState Shift(ViewState view, Point3 way)
        => Moved(view, view.Pose with { Position = view.Pose.Position + way });

    /// <summary>A view that has left the data's camera keeps its field of view.</summary>
    private static ViewState Moved(ViewState view, CameraPose pose) => view with
    {
        Pose = pose,
        FieldOfView = view.DataLens?.FieldOfView ?? view.FieldOfView,
        DataView = null,
        DataLens = null,
        Comparison = Comparison.None,
    };

    /// <summary>Rodrigues' rotation about a unit axis.</summary>
    private static Point3 Turn(Point3 v, Point3 axis, double degrees)
    {
        (double sin, double cos) = DeterministicMath.SinCos(degrees * (Math.PI / 180));
        Point3 cross = new(
            (axis.Y * v.Z) - (axis.Z * v.Y), (axis.Z * v.X) - (axis.X * v.Z), (axis.X * v.Y) - (axis.Y * v.X));
        return (v * cos) + (cross * sin) + (axis * (Dot(axis, v) * (1 - cos)));
    }

    private static double Dot(Point3 a, Point3 b) => (a.X * b.X) + (a.Y * b.Y) + (a.Z * b.Z);
}
