using NeuralFields.Geometry;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.Viewer.Tests;

public sealed class CameraControlTests
{
    private static readonly Point3 s_up = new(0, 1, 0);

    private static readonly Box3 s_box = new(new(-1, 0, -2), new(3, 2, 1));

    [Theory]
    [InlineData(50, 10, 80, 30)]
    [InlineData(-170, -45, -140, -25)]
    public void Turning_agrees_with_the_orbit_of_nf_render(double azimuth, double elevation, double toAzimuth, double toElevation)
    {
        ViewState view = Around(azimuth, elevation);
        ViewState turned = CameraControl.Orbit(view, s_up, toAzimuth - azimuth, toElevation - elevation);
        Near(Around(toAzimuth, toElevation).Pose.Position, turned.Pose.Position);
        Near(view.Center, turned.Center);
    }

    [Fact]
    public void No_turn_leads_over_the_pole()
    {
        ViewState view = CameraControl.Orbit(Around(20, 60), s_up, 0, 200);
        Assert.InRange(view.Pose.Back.Y, 0.99, 1);
        Assert.InRange(view.Pose.Up.Y, 0, 0.1);
        Assert.InRange(CameraControl.Orbit(view, s_up, 30, -30).Pose.Back.Y, 0.8, 0.95);
    }

    [Fact]
    public void Coming_nearer_keeps_the_centre()
    {
        ViewState view = Around(30, 20), nearer = CameraControl.Dolly(view, 0.5);
        Near(view.Center, nearer.Center);
        Assert.Equal(view.Focus / 2, nearer.Focus, 1e-9);
    }

    [Fact]
    public void Moving_aside_moves_what_is_in_the_middle_by_as_much()
    {
        ViewState view = Around(30, 20), moved = CameraControl.Pan(view, 0.25, 0);
        (double x, double y, _) = moved.Camera(400, 400).Project(view.Center);
        Assert.Equal(100, x, 1e-6);
        Assert.Equal(200, y, 1e-6);
    }

    [Fact]
    public void Looking_around_keeps_the_eye()
    {
        ViewState view = Around(30, 20), looking = CameraControl.Look(view, s_up, 15, 0);
        Near(view.Pose.Position, looking.Pose.Position);
        Assert.True(looking.Camera(100, 100).Project(view.Center).X < 50);
    }

    [Fact]
    public void Leaving_a_photographs_place_keeps_its_field_of_view()
    {
        CameraLens lens = CameraLens.OfFieldOfView(61, 200, 100);
        ViewState view = Around(0, 0) with { DataView = 3, DataLens = lens, Comparison = Comparison.Photograph };
        ViewState moved = CameraControl.Fly(view, 0, 0, 0.1);
        Assert.Null(moved.DataView);
        Assert.Equal(Comparison.None, moved.Comparison);
        Assert.Equal(61, moved.FieldOfView, 1e-9);
    }

    [Fact]
    public void Enlarging_a_picture_keeps_the_place_under_the_pointer()
    {
        ViewState view = CameraControl.ZoomPicture(new(), (0.2, 0.3), 4);
        Assert.Equal(4, view.Zoom);
        Assert.Equal(0.2 + (0.3 / 4), view.PictureCenter.X, 1e-12);
        Assert.Equal(0.3 + (0.2 / 4), view.PictureCenter.Y, 1e-12);
    }

    private static ViewState Around(double azimuth, double elevation)
    {
        Camera camera = new OrbitCamera { Azimuth = azimuth, Elevation = elevation, Distance = 7 }.Around(s_box, 100, 100);
        return new() { Pose = camera.Pose, Focus = 7 };
    }

    private static void Near(Point3 expected, Point3 actual) => Assert.InRange((expected - actual).Length, 0, 1e-9);
}
