using System.Numerics;
using NeuralFields.Backends;
using NeuralFields.Backends.Cpu;
using NeuralFields.Datasets;
using NeuralFields.Encodings;
using NeuralFields.Geometry;
using NeuralFields.Images;
using NeuralFields.Optimizers;
using NeuralFields.Presets;
using NeuralFields.Rendering;
using NeuralFields.Rendering.Cameras;
using NeuralFields.Rendering.Radiance;
using NeuralFields.Tasks;
using NeuralFields.Training;
using NeuralFields.Volumes;

namespace NeuralFields.Tests.Tasks;

public sealed class RadianceTaskTests
{
    private const int Side = 24;
    private const double Radius = 0.8;

    [Fact]
    public void A_ball_is_learnt_from_views_and_seen_from_others()
    {
        RadianceTask task = new(Views(40), SceneBox.Usual, Scene(steps: 300));
        using CpuBackend backend = new(2);
        using IFieldProgram program = backend.Compile(task.Field);
        program.SetParameters(task.Field.Initialize(1));
        using ITrainingRun run = task.Begin(program, task.Scene.Training);
        new Trainer(run, task.Scene.Training).Run();
        OccupancyBits bits = task.OccupancyOf(program, run.Save()), surveyed = task.OccupancyOf(program);
        RadianceQuality quality = task.Evaluate(program, bits);
        Assert.True(quality.AreHeldOut);
        Assert.Equal(10, quality.Views.Length);
        Assert.Equal(Vector3.One, quality.Background);
        RadianceTask trained = new(
            [.. Views(40).Where(v => v.View.Split == ViewSplit.Train)], SceneBox.Usual, Scene(steps: 1));
        double onTrained = trained.Evaluate(program, bits).Psnr;
        Assert.True(quality.Psnr > 22, $"{quality.Psnr:F1} dB, {onTrained:F1} dB on views that were trained");
        Assert.Equal(quality.Psnr, task.Psnr(program, bits, mostPixels: 1 << 20), 1e-6);
        // Where training found nothing it did not train any more: a look into every cell knows less than the state.
        double bySurvey = task.Evaluate(program, surveyed).Psnr;
        Assert.True(bySurvey > 20, $"{bySurvey:F1} dB by looking into every cell");
        Assert.InRange(bits.Filled, 0.001, 0.5);
        AssertSeesTheBall(task, program, bits);
    }

    [Fact]
    public void Held_out_cameras_are_brought_along_with_a_scene_that_moved()
    {
        LoadedView[] views = Views(40);
        SceneMotion moved = new(new(0.03, -0.05, 0.04), new(0.02, 0.01, -0.02), 0.03);
        RadianceScene scene = Scene(steps: 150);
        RadianceTask task = new(views, SceneBox.Usual, scene);
        RadianceTask other = new(
            [.. views.Select(v => v.View.Split == ViewSplit.Test ? Moved(v, moved) : v)], SceneBox.Usual,
            scene with { Refine = CameraParts.Pose });
        // As far as this may training have moved cameras.
        other.Corrections = [.. views.Select((_, i) => i == 0 ? new CameraCorrection(new(0.1, 0, 0), new(0.2, 0, 0), 0) : default)];
        using CpuBackend backend = new(2);
        using IFieldProgram program = backend.Compile(task.Field);
        program.SetParameters(task.Field.Initialize(1));
        using ITrainingRun run = task.Begin(program, task.Scene.Training);
        new Trainer(run, task.Scene.Training).Run();
        OccupancyBits bits = task.OccupancyOf(program, run.Save());
        RadianceQuality straight = task.Evaluate(program, bits), followed = other.Evaluate(program, bits);
        Assert.Null(straight.Motion);
        Assert.InRange(followed.Psnr, straight.Psnr - 0.1, straight.Psnr + 1);
        Assert.True(followed.GivenPsnr < straight.Psnr - 1, $"{followed.GivenPsnr:F2}, {straight.Psnr:F2} dB");
        Assert.Equal(followed.Psnr, other.Psnr(program, bits, mostPixels: 1 << 20), 0.2);
        Assert.Equal(default, other.CorrectionOf(views[1]));
        other.Corrections = [.. views.Select((_, i) => i == 0 ? new CameraCorrection(default, new(1e-6, 0, 0), 0) : default)];
        RadianceQuality bound = other.Evaluate(program, bits);
        Assert.Equal(bound.GivenPsnr!.Value, bound.Psnr, 0.01);
    }

    [Fact]
    public void What_masks_take_out_is_not_judged()
    {
        LoadedView[] views = Views(8);
        PixelSet all = new(Side * Side), some = new(Side * Side);
        for (int i = 0; i < Side * Side; i++) all.Add(i);
        for (int i = 0; i < Side * Side / 2; i++) some.Add(i);
        using CpuBackend backend = new(1);
        (RadianceTask whole, RadianceTask half) = (TaskOf(null), TaskOf(some));
        using IFieldProgram program = backend.Compile(whole.Field);
        // An empty field shows white, of which both halves have about as much; equal pixels would be worth 3 dB.
        OccupancyBits empty = OccupancyBits.OfBricks(new ulong[OccupancyBits.BricksPerCascade]);
        Assert.Equal(2, whole.Evaluate(program, empty).Views.Length);
        Assert.InRange(half.Evaluate(program, empty).Psnr - whole.Evaluate(program, empty).Psnr, -1.5, 1.5);
        Assert.Single(TaskOf(all).Evaluate(program, empty).Views);
        Assert.Equal(0, whole.LeftOutPart);

        RadianceTask TaskOf(PixelSet? leftOut) => new(
            [.. views.Select((v, i) => i == 3 || leftOut != all && v.View.Split == ViewSplit.Test ? v with { LeftOut = leftOut } : v)],
            SceneBox.Usual, Scene(steps: 1));
    }

    [Fact]
    public void A_lens_that_shows_nothing_is_refused()
    {
        CameraLens far = new(Side, Side, 30, 30, 1e6, -1e6);
        LoadedView[] views =
            [.. Views(2).Select(v => v with { View = v.View with { Lens = new(far, LensDistortion.None) } })];
        Assert.Throws<InputException>(() => new RadianceTask(views, SceneBox.Usual, Scene(steps: 1)));
    }

    private static LoadedView Moved(LoadedView view, SceneMotion motion)
    {
        SceneBox box = SceneBox.Usual;
        Camera camera = new(box.ToField(view.View.Pose), view.View.Lens.Pinhole);
        CameraPose moved = motion.At(camera.Pose.Position, SceneBox.FieldCenter).Apply(camera).Pose;
        return view with { View = view.View with { Pose = box.ToDataset(moved) } };
    }

    [Fact]
    public void Without_held_out_views_those_trained_on_are_judged()
    {
        LoadedView[] views = [.. Views(4).Select(v => v with { View = v.View with { Split = ViewSplit.Train } })];
        RadianceTask task = new(views, SceneBox.Usual, Scene(steps: 1));
        using CpuBackend backend = new(1);
        using IFieldProgram program = backend.Compile(task.Field);
        OccupancyBits bits = new(1);
        RadianceQuality quality = task.Evaluate(program, bits);
        Assert.False(quality.AreHeldOut);
        Assert.Equal(4, quality.Views.Length);
    }

    [Fact]
    public void Views_of_which_none_is_for_training_are_refused()
        => Assert.Throws<InputException>(() => new RadianceTask(
            [.. Views(3).Select(v => v with { View = v.View with { Split = ViewSplit.Test } })], SceneBox.Usual, Scene(1)));

    [Fact]
    public void Every_preset_makes_a_field_for_any_box()
    {
        foreach (RadiancePreset preset in RadiancePreset.All)
            foreach (int scale in (int[])[1, 4, 128])
            {
                RadianceScene scene = preset.Create(new(400, 16_000_000, scale));
                RadianceTask task = new(Views(1), SceneBox.Usual with { AabbScale = scale }, scene);
                Assert.InRange(task.Field.Layout().TrainedCount, 50_000, 12_000_000);
                Assert.InRange(preset.Summary.Length, 20, 100);
            }
        Assert.Equal("ngp", RadiancePreset.Find(null).Name);
    }

    private static void AssertSeesTheBall(RadianceTask task, IFieldProgram program, OccupancyBits bits)
    {
        RadianceRenderer renderer = new(program, task.Space, bits, task.Placement, task.Scene.Near);
        Camera camera = new(
            CameraPose.LookAt(new(4, 0.3, 0.2), Point3.Zero, new(0, 0, 1)), CameraLens.OfFieldOfView(40, 15, 15));
        RenderedView view = renderer.Render(
            camera, new() { Layers = ViewLayers.Color | ViewLayers.Depth | ViewLayers.Normals, SamplesPerPixel = 2 });
        int middle = (7 * 15) + 7;
        Assert.InRange(view.Colors[(4 * middle) + 3], 0.9f, 1.001f);
        Assert.InRange(view.Colors[3], 0, 0.1f);
        Assert.InRange(view.Depths[middle], 2.9f, 3.6f);
        Assert.True(view.Normals[middle].X > 0.3f, view.Normals[middle].ToString());
    }

    private static RadianceScene Scene(int steps)
    {
        RadianceScene scene = RadiancePreset.Find("ngp").Create(new(Side, 12 * Side * Side, 1));
        return scene with
        {
            Encoding = new HashGrid { Levels = 4, Features = 4, Log2TableSize = 13, BaseResolution = 8, FinestResolution = 64 },
            Steps = 128,
            Training = scene.Training with { BatchSize = 4096, Steps = steps },
        };
    }

    /// <summary>A ball around zero whose colour is its normal, from all around; every fourth view is held out.</summary>
    private static LoadedView[] Views(int count)
    {
        CameraLens lens = CameraLens.OfFieldOfView(40, Side, Side);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            double turn = 2.4 * i, height = ((i * 5 % 12) - 5.5) / 2.5;
            CameraPose pose = CameraPose.LookAt(
                new(3.5 * Math.Cos(turn), 3.5 * Math.Sin(turn), height), Point3.Zero, new(0, 0, 1));
            PosedView view = new($"view {i}", new ViewPicture("", Side, Side) { HasAlpha = true }, pose,
                new ViewLens(lens, LensDistortion.None))
            { Split = i % 4 == 3 ? ViewSplit.Test : ViewSplit.Train };
            return new LoadedView(view, ViewPixels.Of(Picture(new(pose, lens)), asBytes: true), null);
        })];
    }

    private static Image Picture(Camera camera)
    {
        Image image = new(Side, Side, 4);
        for (int y = 0; y < Side; y++)
            for (int x = 0; x < Side; x++)
                if (Normal(camera.Pose.Position, camera.Direction(x + 0.5, y + 0.5)) is { } n)
                {
                    ((n * 0.5f) + new Vector3(0.5f)).CopyTo(image[x, y]);
                    image[x, y][3] = 1;
                }
        return image;
    }

    private static Vector3? Normal(Point3 eye, Point3 direction)
    {
        Vector3 o = eye.ToVector3(), d = direction.ToVector3();
        float along = -Vector3.Dot(o, d), square = (float)(Radius * Radius) - (o.LengthSquared() - (along * along));
        return square < 0 ? null : Vector3.Normalize(o + (d * (along - MathF.Sqrt(square))));
    }
}
