using System.Collections.Immutable;
using NeuralFields.Geometry;
using NeuralFields.Rendering.Cameras;
using static NeuralFields.Tests.Rendering.Cameras.CameraTests;

namespace NeuralFields.Tests.Rendering.Cameras;

public sealed class CameraSplineTests
{
    private static readonly ImmutableArray<Camera> s_keys =
        [Key(new(0, 0, 5), 40), Key(new(4, 1, 3), 50), Key(new(5, 3, -2), 30), Key(new(-1, 2, -4), 60)];

    [Theory]
    [InlineData(false), InlineData(true)]
    public void A_catmull_rom_path_passes_its_keys(bool isClosed)
    {
        CatmullRomPath path = new(s_keys, isClosed);
        double last = isClosed ? s_keys.Length : s_keys.Length - 1;
        for (int i = 0; i < s_keys.Length; i++) AssertSame(s_keys[i], path.At(i / last));
        AssertSame(s_keys[isClosed ? 0 : ^1], path.At(1));
    }

    [Fact]
    public void A_catmull_rom_path_has_no_corners()
    {
        CatmullRomPath path = new(s_keys, IsClosed: true);
        const double h = 1e-5;
        for (int i = 0; i < s_keys.Length; i++)
        {
            double at = i / (double)s_keys.Length;
            Point3 before = path.At(at == 0 ? 1 - h : at - h).Pose.Position, here = path.At(at).Pose.Position;
            AssertNear((here - before) * (1 / h), (path.At(at + h).Pose.Position - here) * (1 / h), 5e-3);
        }
    }

    [Fact]
    public void Equal_steps_on_a_line_stay_equal()
    {
        CatmullRomPath path = new([.. Enumerable.Range(0, 5).Select(i => Key(new(i, 2, 9), 40))], IsClosed: false);
        AssertNear(new(1.5, 2, 9), path.At(1.5 / 4).Pose.Position);
        BSplinePath blended = new(path.Keys, IsClosed: false, Order: 3);
        AssertNear(new(2.25, 2, 9), blended.At(2.25 / 4).Pose.Position);
    }

    [Theory]
    [InlineData(1, 1.0), InlineData(3, 2.0 / 3)]
    public void A_b_spline_blends_neighbours_by_its_order(int order, double weight)
    {
        Point3 expected = (s_keys[1].Pose.Position * weight) +
            ((s_keys[0].Pose.Position + s_keys[2].Pose.Position) * (0.5 * (1 - weight)));
        AssertNear(expected, new BSplinePath(s_keys, IsClosed: false, order).At(1.0 / 3).Pose.Position);
    }

    [Fact]
    public void Open_paths_end_at_the_last_key_and_closed_ones_before_the_first()
    {
        Assert.Equal(7, new CatmullRomPath(s_keys, IsClosed: false).Sample(7).Length);
        AssertSame(s_keys[^1], new CatmullRomPath(s_keys, IsClosed: false).Sample(7)[^1]);
        AssertSame(new CatmullRomPath(s_keys, IsClosed: true).At(0.75), new CatmullRomPath(s_keys, IsClosed: true).Sample(4)[^1]);
        AssertSame(s_keys[0], Assert.Single(new CatmullRomPath(s_keys, IsClosed: false).Sample(1)));
        AssertSame(s_keys[2], new CatmullRomPath([s_keys[2]], IsClosed: false).At(0.5));
    }

    private static Camera Key(Point3 eye, double fov)
        => new(CameraPose.LookAt(eye, Point3.Zero, new(0, 1, 0)), CameraLens.OfFieldOfView(fov, 64, 48));

    private static void AssertSame(Camera expected, Camera actual)
    {
        AssertNear(expected.Pose.Position, actual.Pose.Position, 1e-11);
        AssertNear(expected.Pose.Right, actual.Pose.Right, 1e-9);
        AssertNear(expected.Pose.Back, actual.Pose.Back, 1e-9);
        Assert.Equal(expected.Lens.FieldOfView, actual.Lens.FieldOfView, 1e-9);
    }
}
