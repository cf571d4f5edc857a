using NeuralFields.Geometry;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.Tests.Rendering.Cameras;

public sealed class CameraTests
{
    private static readonly CameraPose s_identity = new(Point3.Zero, new(1, 0, 0), new(0, 1, 0), new(0, 0, 1));

    [Fact]
    public void The_camera_of_the_identity_looks_along_minus_z_with_y_up()
    {
        Camera camera = new(s_identity, CameraLens.OfFieldOfView(90, 200, 100));
        AssertNear(new(0, 0, -1), camera.Direction(100, 50));
        // Half the height at 45°: the upper edge's middle.
        AssertNear(new Point3(0, 1, -1) * Math.Sqrt(0.5), camera.Direction(100, 0));
        AssertNear(new Point3(2, 0, -1) * Math.Sqrt(0.2), camera.Direction(200, 50));
    }

    [Fact]
    public void Focal_lengths_and_principal_point_count_from_the_upper_left_corner()
    {
        Camera camera = new(s_identity, new(640, 480, 500, 400, 300, 200));
        AssertNear(PointAlgebra.Unit(new Point3(0.5 / 500, -0.5 / 400, -1)), camera.Direction(300.5, 200.5));
    }

    [Fact]
    public void Projection_undoes_rays()
    {
        Camera camera = new(
            CameraPose.LookAt(new(3, 1, -2), new(0.5, 0.25, 1), new(0, 1, 0)), new(320, 240, 300, 280, 150, 130));
        foreach ((double x, double y) in ((double, double)[])[(0.5, 0.5), (319.5, 3), (160, 239)])
        {
            Point3 direction = camera.Direction(x, y);
            (double px, double py, double depth) = camera.Project(camera.Pose.Position + (direction * 2.5));
            Assert.Equal((x, y), (Math.Round(px, 9), Math.Round(py, 9)));
            Assert.Equal(2.5 * -PointAlgebra.Dot(direction, camera.Pose.Back), depth, 1e-12);
        }
    }

    [Fact]
    public void Another_size_keeps_the_vertical_view_and_the_middle()
    {
        Camera camera = new(s_identity, new(640, 480, 500, 400, 300, 200));
        Camera larger = camera.Resize(1000, 960);
        AssertNear(camera.Direction(320, 0), larger.Direction(500, 0));
        AssertNear(camera.Direction(320, 480), larger.Direction(500, 960));
    }

    [Fact]
    public void A_look_has_right_handed_axes_even_straight_down()
    {
        foreach (Point3 eye in (Point3[])[new(0, 5, 0), new(0, -5, 0), new(1, 2, 3), new(1e-9, 5, 0)])
        {
            CameraPose pose = CameraPose.LookAt(eye, Point3.Zero, new(0, 1, 0));
            AssertNear(pose.Right, PointAlgebra.Cross(pose.Up, pose.Back));
            AssertNear(PointAlgebra.Unit(eye), pose.Back);
            Assert.Equal(1, pose.Up.Length, 1e-12);
        }
        Assert.Throws<InputException>(() => CameraPose.LookAt(new(1, 1, 1), new(1, 1, 1), new(0, 1, 0)));
    }

    [Fact]
    public void A_matrix_gives_the_pose_without_its_scale()
    {
        CameraPose pose = CameraPose.LookAt(new(3, 1, -2), Point3.Zero, new(0, 1, 0));
        CameraPose read = CameraPose.OfMatrix(Matrix(pose, scale: 2));
        AssertNear(pose.Right, read.Right);
        AssertNear(pose.Up, read.Up);
        AssertNear(pose.Back, read.Back);
        AssertNear(pose.Position, read.Position);
    }

    [Fact]
    public void A_matrix_without_right_handed_axes_is_refused()
    {
        CameraPose pose = s_identity;
        Assert.Throws<InputException>(() => CameraPose.OfMatrix(Matrix(pose with { Up = pose.Up * -1 }, 1)));
        Assert.Throws<InputException>(() => CameraPose.OfMatrix(Matrix(pose with { Up = pose.Right }, 1)));
        Assert.Throws<InputException>(() => CameraPose.OfMatrix(new double[12]));
        Assert.Throws<InputException>(() => CameraPose.OfMatrix(Matrix(pose with { Position = new(double.NaN, 0, 0) }, 1)));
    }

    [Theory]
    [InlineData(0), InlineData(180), InlineData(double.NaN), InlineData(-5)]
    public void Fields_of_view_lie_between_0_and_180_degrees(double degrees)
        => Assert.Throws<InputException>(() => CameraLens.OfFieldOfView(degrees, 4, 4));

    [Fact]
    public void A_field_of_view_is_kept()
        => Assert.Equal(35, CameraLens.OfFieldOfView(35, 640, 480).FieldOfView, 1e-10);

    internal static void AssertNear(Point3 expected, Point3 actual, double tolerance = 1e-12)
        => Assert.True((expected - actual).Length <= tolerance, $"expected {expected}, got {actual}");

    private static double[] Matrix(CameraPose p, double scale) =>
    [
        p.Right.X * scale, p.Up.X * scale, p.Back.X * scale, p.Position.X,
        p.Right.Y * scale, p.Up.Y * scale, p.Back.Y * scale, p.Position.Y,
        p.Right.Z * scale, p.Up.Z * scale, p.Back.Z * scale, p.Position.Z,
    ];
}
