using System.Numerics;
using NeuralFields.Datasets;
using NeuralFields.Geometry;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.Tests.Datasets;

public sealed class SceneFitTests
{
    private static readonly Point3 s_far = new(20, -3, 7);

    [Fact]
    public void Scenes_as_in_the_nerf_paper_keep_the_usual_box_in_silence()
    {
        SceneFit fit = SceneFit.Of(Rigs.Dataset(Rigs.Orbit(Point3.Zero, 4.03), isCutOut: true));
        Assert.Equal(SceneBox.Usual, fit.Box);
        Assert.Empty(fit.Remarks);
    }

    [Fact]
    public void Places_go_to_the_field_and_back()
    {
        SceneBox box = new(0.25, new(0.5, 0.1, -0.3), 4);
        Point3 p = new(1.5, -2, 9);
        Assert.Equal(new Point3(0.875, -0.4, 1.95), box.ToField(p));
        Assert.True((box.ToDataset(box.ToField(p)) - p).Length < 1e-14);
        Assert.Equal(new Box3(new(-1.5, -1.5, -1.5), new(2.5, 2.5, 2.5)), box.FieldBounds);
        Assert.Equal(16, box.Bounds.Size.X, 1e-12);
    }

    [Fact]
    public void A_scene_elsewhere_is_centred_and_its_cameras_are_inside_the_box()
    {
        SceneFit fit = SceneFit.Of(Rigs.Dataset(Rigs.Orbit(s_far, 50)));
        Assert.True((fit.Box.Center - s_far).Length < 0.5);
        Assert.Equal(1.32 / 50, fit.Box.Scale, 1e-3);
        Assert.Equal(4, fit.Box.AabbScale);
        Assert.Contains("chosen: aabb_scale 4", Assert.Single(fit.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void Points_widen_the_box_but_a_few_wrong_ones_do_not()
    {
        Vector3[] points = [.. Enumerable.Range(0, 100).Select(i => new Vector3(i % 10, i / 10, 0) * (i < 97 ? 1 : 1e6f))];
        PosedDataset dataset = Rigs.Dataset(Rigs.Orbit(Point3.Zero, 4)) with { Points = new(points) };
        Assert.Equal(8, SceneFit.Of(dataset).Box.AabbScale);
    }

    [Fact]
    public void A_stated_box_that_cuts_the_cameras_off_is_kept_with_the_better_value()
    {
        SceneFit fit = SceneFit.Of(Rigs.Dataset(Rigs.Orbit(Point3.Zero, 4)) with { AabbScale = 1 });
        Assert.Equal(SceneBox.Usual, fit.Box);
        string remark = Assert.Single(fit.Remarks);
        Assert.Contains("cameras stand outside of the scene box of aabb_scale 1", remark, StringComparison.Ordinal);
        Assert.Contains("better: aabb_scale 4,", remark, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stated_box_that_fits_says_nothing()
        => Assert.Empty(SceneFit.Of(Rigs.Dataset(Rigs.Orbit(Point3.Zero, 4)) with { AabbScale = 4 }).Remarks);

    [Fact]
    public void A_stated_box_beside_the_scene_is_told_with_the_better_offset()
    {
        SceneFit fit = SceneFit.Of(Rigs.Dataset(Rigs.Orbit(s_far, 4)) with { AabbScale = 16 });
        Assert.Contains(fit.Remarks, r => r.Contains("outside of the finest cube; better:", StringComparison.Ordinal));
        Assert.True((fit.Suggested.Center - s_far).Length < 0.1);
    }

    [Fact]
    public void Points_outside_a_stated_box_are_told()
    {
        Vector3[] points = [.. Enumerable.Range(0, 100).Select(i => new Vector3(i, 0, 0))];
        SceneFit fit = SceneFit.Of(Rigs.Dataset(Rigs.Orbit(Point3.Zero, 4)) with { AabbScale = 4, Points = new(points) });
        Assert.Contains("93 % of the scene's points", Assert.Single(fit.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stray_camera_is_named_and_not_counted()
    {
        CameraPose[] poses = Rigs.Orbit(Point3.Zero, 4);
        poses[5] = CameraPose.LookAt(new(400, 0, 0), new(400, 1, 0), new(0, 0, 1));
        SceneFit fit = SceneFit.Of(Rigs.Dataset(poses));
        Assert.Contains("view r_5 stands 400 units from the scene", fit.Remarks[0], StringComparison.Ordinal);
        Assert.Equal(4, fit.Box.AabbScale);
    }

    [Fact]
    public void Cameras_that_look_outwards_get_a_wide_box_around_them()
    {
        SceneFit fit = SceneFit.Of(Rigs.Dataset(Rigs.Outwards(s_far, 0.5)));
        Assert.Equal(16, fit.Box.AabbScale);
        Assert.InRange(fit.Box.Scale * 0.5, 0.1, 0.5);
    }

    [Theory]
    [InlineData(0), InlineData(3), InlineData(256), InlineData(1.5), InlineData(double.NaN)]
    public void A_side_that_is_no_power_of_two_is_refused(double side)
        => Assert.Throws<InputException>(() => SceneBox.RequireAabbScale(side));
}
