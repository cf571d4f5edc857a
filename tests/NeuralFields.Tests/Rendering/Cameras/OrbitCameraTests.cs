using NeuralFields.Geometry;
using NeuralFields.Rendering.Cameras;
using static NeuralFields.Tests.Rendering.Cameras.CameraTests;

namespace NeuralFields.Tests.Rendering.Cameras;

public sealed class OrbitCameraTests
{
    private static readonly Box3 s_box = new(new(-1, 0, 2), new(3, 1, 4));

    [Theory]
    [InlineData(UpAxis.Y, 0, 0, 0, 0, 1)]
    [InlineData(UpAxis.Y, 90, 0, 1, 0, 0)]
    [InlineData(UpAxis.Y, 0, 30, 0, 0.5, 0.8660254037844386)]
    [InlineData(UpAxis.Z, 0, 0, 0, -1, 0)]
    [InlineData(UpAxis.Z, 90, 0, 1, 0, 0)]
    public void Angles_name_the_side_from_which_one_looks(
        UpAxis up, double azimuth, double elevation, double x, double y, double z)
    {
        Camera camera = new OrbitCamera { Up = up, Azimuth = azimuth, Elevation = elevation, Distance = 5 }.Around(s_box, 8, 8);
        AssertNear(new(x, y, z), camera.Pose.Back);
        AssertNear(s_box.Center + (new Point3(x, y, z) * 5), camera.Pose.Position, 1e-11);
        Assert.True(PointAlgebra.Dot(camera.Pose.Up, up.Frame().Up) > 0.5);
    }

    [Theory]
    [InlineData(640, 480, UpAxis.Y, 20)]
    [InlineData(300, 900, UpAxis.Y, -70)]
    [InlineData(900, 300, UpAxis.Z, 90)]
    public void Without_a_distance_the_whole_box_is_seen_from_all_sides_at_one_distance(
        int width, int height, UpAxis up, double elevation)
    {
        double reach = 0;
        HashSet<double> distances = [];
        for (int azimuth = 0; azimuth < 360; azimuth += 15)
        {
            Camera camera = new OrbitCamera { Azimuth = azimuth, Elevation = elevation, Up = up }.Around(s_box, width, height);
            distances.Add(Math.Round((camera.Pose.Position - s_box.Center).Length, 9));
            for (int corner = 0; corner < 8; corner++)
            {
                (double x, double y, double depth) = camera.Project(Corner(corner));
                Assert.True(depth > 0);
                reach = Math.Max(reach, Math.Max(Math.Abs((2 * x / width) - 1), Math.Abs((2 * y / height) - 1)));
            }
        }
        Assert.Single(distances);
        Assert.InRange(reach, 0.8, 1);
    }

    [Fact]
    public void A_turntable_goes_once_around()
    {
        CameraPath path = CameraPath.Turntable(new OrbitCamera { Azimuth = 10 }, s_box, 64, 48, 4, 30);
        Assert.Equal(4, path.Cameras.Length);
        Point3 first = path.Cameras[0].Pose.Position - s_box.Center, third = path.Cameras[2].Pose.Position - s_box.Center;
        AssertNear(new(-first.X, first.Y, -first.Z), third, 1e-11);
    }

    private static Point3 Corner(int i) => new(
        i % 2 == 0 ? s_box.Min.X : s_box.Max.X, i / 2 % 2 == 0 ? s_box.Min.Y : s_box.Max.Y, i < 4 ? s_box.Min.Z : s_box.Max.Z);
}
