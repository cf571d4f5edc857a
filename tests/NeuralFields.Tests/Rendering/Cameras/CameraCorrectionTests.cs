using NeuralFields.Geometry;
using NeuralFields.Rendering.Cameras;
using NeuralFields.Testing;

namespace NeuralFields.Tests.Rendering.Cameras;

public sealed class CameraCorrectionTests
{
    private static readonly Point3 s_back = PointAlgebra.Unit(new(0.3, -0.5, 1)), s_weights = new(0.7, -1.3, 0.4);
    private static readonly Point3 s_direction = PointAlgebra.Unit(new(-0.2, 0.9, -1.1));

    [Theory, InlineData(0, 0, 0, 0), InlineData(0.3, -0.8, 0.2, 0.15), InlineData(-2, 1, 3, -0.4)]
    public void Derivatives_agree_with_central_differences(double x, double y, double z, double zoom)
    {
        double[] expected = CentralDifference.Gradient(
            v => PointAlgebra.Dot(s_weights, Of(v).Apply(s_direction, s_back)), [x, y, z, zoom]);
        (Point3 turn, double byZoom) = Of([x, y, z, zoom]).Differentiate(s_direction, s_back, s_weights);
        AssertClose.Relative(expected, [turn.X, turn.Y, turn.Z, byZoom], 1e-7, 1e-9);

        static CameraCorrection Of(double[] v) => new(new(v[0], v[1], v[2]), Point3.Zero, v[3]);
    }

    [Fact]
    public void A_corrected_camera_sees_what_corrected_rays_see()
    {
        Camera camera = new(CameraPose.LookAt(new(3, 1, 2), new(0, 0.5, 0), new(0, 1, 0)), new(60, 40, 50, 50, 31, 19));
        CameraCorrection correction = new(new(0.02, -0.05, 0.01), new(0.1, 0.2, -0.3), 0.04);
        Camera corrected = correction.Apply(camera);
        Assert.Equal(0, (corrected.Pose.Position - camera.Pose.Position - correction.Shift).Length, 1e-15);
        foreach ((double px, double py) in new[] { (0.5, 0.5), (44.5, 12.5), (31, 19) })
        {
            Point3 expected = correction.Apply(camera.Direction(px, py), camera.Pose.Back);
            Assert.Equal(0, (expected - corrected.Direction(px, py)).Length, 1e-12);
        }
    }

    [Fact]
    public void Small_turns_are_angles_about_their_axis()
    {
        const double angle = 1e-3;
        Point3 turned = new CameraCorrection(new(0, 0, angle), Point3.Zero, 0).Turned(new(1, 0, 0));
        Assert.Equal(angle, Math.Atan2(turned.Y, turned.X), 1e-9);
        Assert.Equal(1, turned.Length, 1e-15);
    }

    [Fact]
    public void The_correction_between_two_cameras_leads_from_one_to_the_other()
    {
        Camera camera = new(CameraPose.LookAt(new(3, 1, 2), new(0, 0.5, 0), new(0, 1, 0)), new(60, 40, 50, 50, 31, 19));
        CameraCorrection correction = new(new(0.2, -0.5, 0.1), new(0.1, 0.2, -0.3), 0.04);
        CameraCorrection found = CameraCorrection.Between(camera, correction.Apply(camera));
        Assert.Equal(0, (correction.Turn - found.Turn).Length, 1e-14);
        Assert.Equal(0, (correction.Shift - found.Shift).Length, 1e-14);
        Assert.Equal(correction.Zoom, found.Zoom, 1e-14);
    }

    [Fact]
    public void A_camera_that_moves_with_the_scene_has_it_in_the_same_direction()
    {
        Camera camera = new(CameraPose.LookAt(new(3, 1, 2), new(0, 0.5, 0), new(0, 1, 0)), new(60, 40, 50, 50, 31, 19));
        SceneMotion motion = SceneMotion.Of([0.2, -0.1, 0.3, 0.5, 0.4, -0.2, 0.1]);
        Point3 center = new(0.5, 0.5, 0.5), place = new(0.2, 0.6, 0.1);
        Camera moved = motion.At(camera.Pose.Position, center).Apply(camera);
        Point3 movedPlace = place + motion.At(place, center).Shift;
        Point3 expected = DirectionTo(camera, place), found = DirectionTo(moved, movedPlace);
        Assert.Equal(0, (expected - found).Length, 1e-12);

        static Point3 DirectionTo(Camera camera, Point3 place)
        {
            Point3 to = PointAlgebra.Unit(place - camera.Pose.Position);
            return new(
                PointAlgebra.Dot(to, camera.Pose.Right), PointAlgebra.Dot(to, camera.Pose.Up), PointAlgebra.Dot(to, camera.Pose.Back));
        }
    }
}
