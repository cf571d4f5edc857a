using NeuralFields.Encodings;
using NeuralFields.Images;
using NeuralFields.Networks;
using NeuralFields.Sampling;
using NeuralFields.Tasks;
using NeuralFields.Tests.Images;
using NeuralFields.Tests.Rendering;
using NeuralFields.Tests.Training;
using NeuralFields.Training;

namespace NeuralFields.Tests.Tasks;

public sealed class ImageTaskTests
{
    private static readonly ImageScene s_scene = new()
    {
        Encoding = new Identity(),
        Network = new Mlp { Width = 16 },
        Holdout = Holdout.Parse("0.1"),
        Training = new() { BatchSize = 64, Steps = 50 },
    };

    [Fact]
    public void Quality_equals_the_metrics_of_the_rendered_picture()
    {
        Image image = PatternImage.Waves(90, 70, 3);
        ImageTask task = new(image, s_scene);
        PictureProgram program = new(3, (x, y, c) => x * y * (0.4f + (0.3f * c)));
        Image rendered = new NeuralFields.Rendering.ImageRenderer(program, task.Map).Render(new(90, 70));
        ImageQuality quality = task.Evaluate(program);
        Assert.Equal(ImageMetrics.Psnr(rendered, image), quality.Psnr);
        Assert.Equal(quality.Psnr, task.Psnr(program));
        Assert.Equal(ImageMetrics.Ssim(rendered, image), quality.Ssim);
        Assert.InRange(quality.HoldoutPsnr!.Value, quality.Psnr - 1, quality.Psnr + 1);
        Assert.InRange(quality.BilinearPsnr!.Value, 25, 40);
    }

    [Fact]
    public void Without_holdout_its_figures_are_absent()
    {
        ImageTask task = new(PatternImage.Waves(20, 20, 3), s_scene with { Holdout = Holdout.None });
        ImageQuality quality = task.Evaluate(new PictureProgram(3, (_, _, _) => 0.5f));
        Assert.Null(quality.HoldoutPsnr);
        Assert.Null(quality.BilinearPsnr);
    }

    [Fact]
    public void Fit_trains_from_initial_values_with_the_sampler()
    {
        // The stand-in checks the number of initial values against its own field, of a default network.
        ImageTask task = new(PatternImage.Waves(20, 20, 3), s_scene with { Network = new Mlp() });
        RecordingRun run = new(new ManualTime(), _ => 0.01);
        PictureProgram program = new(3, (_, _, _) => 0)
        {
            OnTrain = (training, samples) =>
            {
                Assert.Same(task.Samples, samples);
                Assert.Same(task.Scene.Training, training);
                return run;
            },
        };
        Assert.Equal(50, task.Fit(program).Last.Step);
        Assert.Equal(50, run.Rates.Count);
    }

    [Fact]
    public void A_grid_reaches_the_longer_side()
    {
        ImageScene scene = s_scene with { Encoding = new HashGrid { Levels = 16, BaseResolution = 16 } };
        HashGrid grid = (HashGrid)new ImageTask(PatternImage.Waves(300, 20, 1), scene).Scene.Encoding;
        Assert.Equal(300, grid.Layout(2).Levels[^1].Resolution);
    }
}
