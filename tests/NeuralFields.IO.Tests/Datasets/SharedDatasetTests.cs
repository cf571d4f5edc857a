using NeuralFields.Datasets;
using NeuralFields.Geometry;
using NeuralFields.IO.Datasets;
using NeuralFields.Rendering.Cameras;
using NeuralFields.Testing;

namespace NeuralFields.IO.Tests.Datasets;

/// <summary>The figures that the notes of the public data state.</summary>
public sealed class SharedDatasetTests
{
    [Theory]
    [InlineData("chair-100", 100)]
    [InlineData("chair-400", 400)]
    public void Chair(string name, int side)
    {
        if (SharedData.Find("radiance", name) is not string folder) return;
        PosedDataset dataset = PosedDatasets.Read(folder);
        Assert.Equal("Blender synthetic", dataset.Kind);
        Assert.Equal((100, 10, 25), (dataset.Of(ViewSplit.Train).Length, dataset.Of(ViewSplit.Validation).Length,
            dataset.Of(ViewSplit.Test).Length));
        Assert.True(dataset.IsCutOut);
        Assert.All(dataset.Views, v =>
        {
            Assert.Equal((side, side), (v.Picture.Width, v.Picture.Height));
            Assert.Equal(4.03, v.Pose.Position.Length, 0.005);
            Assert.Equal(0.5 * side / Math.Tan(0.5 * 0.6911112070083618), v.Lens.Pinhole.FocalX, 1e-9);
            Assert.True(v.TryProject(Point3.Zero, out (double X, double Y) pixel));
            Assert.Equal(0.5 * side, pixel.X, 0.05);
        });
        SceneFit fit = SceneFit.Of(dataset);
        Assert.Equal(SceneBox.Usual, fit.Box);
        Assert.Empty(dataset.Remarks.AddRange(fit.Remarks));
    }

    [Fact]
    public void Fox()
    {
        if (SharedData.Find("radiance", "fox-270x480") is not string folder) return;
        PosedDataset dataset = PosedDatasets.Read(folder);
        Assert.Equal(50, dataset.Views.Length);
        Assert.Equal(4, dataset.AabbScale);
        Assert.All(dataset.Views, v => Assert.InRange(v.Pose.Position.Length, 3.75, 6.45));
        LensDistortion lens = dataset.Views[0].Lens.Distortion;
        Assert.Equal((0.0578421, -0.0805099, -0.000980296, 0.00015575), (lens.K1, lens.K2, lens.P1, lens.P2));
        Assert.True(dataset.Views.All(v => ReferenceEquals(v.Lens, dataset.Views[0].Lens)));
        AssertRoundTrips(dataset.Views[0]);
        Assert.Equal(7, dataset.HoldOut(8).Of(ViewSplit.Test).Length);
        SceneFit fit = SceneFit.Of(dataset);
        Assert.Equal(new SceneBox(0.33, new(0.5, 0.5, 0.5), 4), fit.Box);
        Assert.True((fit.Rig.Center - Point3.Zero).Length < 0.6, $"{fit.Rig}");
    }

    [Fact]
    public void Can_by_colmap_and_by_llff_stands_at_the_same_places()
    {
        if (SharedData.Find("radiance", "can-colmap") is not string folder) return;
        PosedDataset colmap = PosedDatasets.Read(folder, new DatasetOptions { Downscale = 4 });
        PosedDataset llff = PosedDatasets.Read(Path.Combine(folder, "poses_bounds.npy"), new DatasetOptions { Downscale = 4 });
        Assert.Equal("LLFF", llff.Kind);
        Assert.Equal(71, llff.Views.Length);
        foreach ((PosedView a, PosedView b) in colmap.Views.Zip(llff.Views))
        {
            Assert.Equal(a.Name, b.Name);
            Assert.Equal((180, 320, 1), (b.Picture.Width, b.Picture.Height, b.Picture.Downscale));
            Assert.True((a.Pose.Position - b.Pose.Position).Length < 1e-13);
            Assert.True((a.Pose.Right - b.Pose.Right).Length + (a.Pose.Back - b.Pose.Back).Length < 1e-13);
            Assert.InRange(b.Lens.Pinhole.FocalX / a.Lens.Pinhole.FocalX, 0.95, 1.05); // LLFF has one for all
            AssertRoundTrips(a);
        }
        Assert.All(llff.Views, v => Assert.True(v.Depths is { Near: > 0 }));
    }

    [Fact]
    public void Can_gets_a_box_around_the_can()
    {
        if (SharedData.Find("radiance", "can-colmap") is not string folder) return;
        SceneFit fit = SceneFit.Of(PosedDatasets.Read(folder, new DatasetOptions { Downscale = 4 }));
        Assert.True((fit.Rig.Center - new Point3(2.34, 1.47, 3.67)).Length < 0.2, $"{fit.Rig}");
        Assert.InRange(fit.Rig.Distance, 4.2, 6.7);
        Assert.True((fit.Box.Center - fit.Rig.Center).Length < 1e-9);
        Assert.InRange(fit.Box.AabbScale, 4, 16);
    }

    [Fact]
    public void Plush()
    {
        if (SharedData.Find("redistributable", "plush-252x189") is not string folder) return;
        PosedDataset dataset = PosedDatasets.Read(folder);
        Assert.Equal(49, dataset.Views.Length);
        SceneFit fit = SceneFit.Of(dataset);
        Assert.False(fit.IsStated);
        Assert.True((fit.Rig.Center - new Point3(-0.97, 1.11, 3.45)).Length < 0.3, $"{fit.Rig}");
        Assert.InRange(fit.Rig.Distance, 3.0, 7.1);
    }

    [Fact]
    public void Pictures_of_real_scenes_are_loaded_the_same_by_any_number_of_threads()
    {
        if (SharedData.Find("radiance", "chair-100") is not string folder) return;
        PosedView[] views = [.. PosedDatasets.Read(folder).Of(ViewSplit.Test)];
        LoadingPlan plan = LoadingPlan.Of(views, 2);
        LoadedView[] one = [.. ViewPictures.Load(views, 1)], four = [.. ViewPictures.Load(views, 4)];
        Assert.Equal(plan.PixelBytes, one.Sum(v => v.Pixels.ByteLength));
        Assert.Equal(25 * 100 * 100 * 4, plan.PixelBytes);
        foreach ((LoadedView a, LoadedView b) in one.Zip(four)) Assert.True(a.Pixels.Bytes.SequenceEqual(b.Pixels.Bytes));
    }

    private static void AssertRoundTrips(PosedView view)
    {
        for (int i = 0; i < 100; i++)
        {
            double x = view.Picture.Width * (i % 10) / 9.0, y = view.Picture.Height * (i / 10) / 9.0;
            Assert.True(view.TryRay(x, y, out Point3 direction));
            Assert.True(view.TryProject(view.Pose.Position + (direction * 3), out (double X, double Y) pixel));
            Assert.True(Math.Abs(pixel.X - x) + Math.Abs(pixel.Y - y) < 1e-8);
        }
    }
}
