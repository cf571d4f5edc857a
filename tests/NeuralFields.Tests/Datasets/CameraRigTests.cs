using NeuralFields.Datasets;
using NeuralFields.Geometry;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.Tests.Datasets;

public sealed class CameraRigTests
{
    private static readonly Point3 s_middle = new(2.3, -1.5, 3.7);

    [Fact]
    public void Cameras_around_a_place_look_at_it()
    {
        CameraRig rig = CameraRig.Of(Rigs.Orbit(s_middle, 5));
        AssertNear(s_middle, rig.Center, 0.02);
        Assert.Equal(5, rig.Distance, 0.02);
        Assert.False(rig.LooksOutwards);
        Assert.Empty(rig.Strays);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(1e6)]
    public void One_camera_far_away_is_a_stray_and_changes_little(double distance)
    {
        CameraPose[] poses = Rigs.Orbit(s_middle, 5);
        Point3 eye = s_middle + new Point3(distance, distance, 0);
        poses[7] = CameraPose.LookAt(eye, eye + new Point3(0.3, -1, 0.2), new(0, 0, 1));
        CameraRig rig = CameraRig.Of(poses);
        AssertNear(s_middle, rig.Center, 0.1);
        Assert.Equal(5, rig.Distance, 0.1);
        Assert.Equal(7, Assert.Single(rig.Strays));
    }

    [Fact]
    public void Parallel_cameras_look_at_a_place_before_them()
    {
        CameraRig rig = CameraRig.Of(Rigs.Forward(s_middle, 0.2)), deep = CameraRig.Of(Rigs.Forward(s_middle, 0.2), depth: 7);
        Assert.False(rig.LooksOutwards);
        Assert.InRange(rig.Center.Z, s_middle.Z - 2, s_middle.Z - 0.4);
        AssertNear(s_middle - new Point3(0, 0, 7), deep.Center, 0.01);
    }

    [Fact]
    public void Cameras_that_look_outwards_are_told()
    {
        CameraRig rig = CameraRig.Of(Rigs.Outwards(s_middle, 0.5));
        Assert.True(rig.LooksOutwards);
        AssertNear(s_middle, rig.Center, 0.5);
    }

    [Fact]
    public void One_camera_or_many_at_one_place_give_finite_numbers()
    {
        CameraPose pose = CameraPose.LookAt(s_middle, Point3.Zero, new(0, 0, 1));
        foreach (CameraRig rig in (CameraRig[])[CameraRig.Of([pose]), CameraRig.Of([pose, pose, pose])])
        {
            Assert.True(double.IsFinite(rig.Center.Length) && double.IsFinite(rig.Distance));
            SceneFit fit = SceneFit.Of(Rigs.Dataset([pose, pose]));
            Assert.True(double.IsFinite(fit.Box.Scale) && double.IsFinite(fit.Box.Offset.Length));
        }
    }

    private static void AssertNear(Point3 expected, Point3 actual, double tolerance)
        => Assert.True((actual - expected).Length < tolerance, $"{actual}, expected {expected}");
}
