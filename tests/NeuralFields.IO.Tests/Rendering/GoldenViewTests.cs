using System.Numerics;
using NeuralFields.Geometry;
using NeuralFields.Images;
using NeuralFields.Rendering;
using NeuralFields.Rendering.Cameras;
using NeuralFields.Rendering.Surfaces;
using NeuralFields.Testing;

namespace NeuralFields.IO.Tests.Rendering;

/// <summary>Pictures as they were when a person last looked at them. NF_UPDATE_SNAPSHOTS=1 renews them.</summary>
public sealed class GoldenViewTests
{
    private static readonly Box3 s_bounds = new(new(0.15, 0.2, 0.15), new(0.85, 0.8, 0.85));

    [Theory]
    [InlineData("studio"), InlineData("transparent")]
    public void A_carved_block_with_a_ball_looks_as_it_did(string background)
    {
        SurfaceRenderer renderer = new(
            new DistanceFunction(Scene), new(Point3.Zero, 1, 0), s_bounds, new(Point3.Zero, new(1, 1, 1)));
        Background behind = Background.Parse(background);
        ViewLayers layers = behind.IsTransparent ? ViewLayers.Color : ViewLayers.Color | ViewLayers.Shadow;
        Camera camera = new OrbitCamera { Azimuth = 35, Elevation = 25 }.Around(s_bounds, 96, 72);
        RenderedView view = renderer.Render(camera, new() { SamplesPerPixel = 4, Layers = layers });
        Check(view.ToImage(behind), $"{background}.png");
    }

    private static float Scene(Vector3 p)
    {
        Vector3 middle = new(0.5f, 0.4f, 0.5f);
        float block = DistanceFunction.Box(p, middle, new(0.33f, 0.18f, 0.33f)) - 0.02f;
        float hollow = Vector3.Distance(p, new(0.5f, 0.62f, 0.5f)) - 0.26f;
        return Math.Min(Math.Max(block, -hollow), Vector3.Distance(p, new(0.5f, 0.5f, 0.5f)) - 0.13f);
    }

    private static void Check(Image actual, string name)
    {
        string path = Path.Combine(SharedData.Repository, "tests", "goldens", "views", name);
        if (Environment.GetEnvironmentVariable("NF_UPDATE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            ImageFile.Write(path, actual);
        }
        Image expected = ImageFile.Read(path).Image;
        double worst = 0, sum = 0;
        for (int i = 0; i < expected.Samples.Length; i++)
        {
            double difference = Math.Abs(expected.Samples[i] - actual.Samples[i]);
            (worst, sum) = (Math.Max(worst, difference), sum + (difference * difference));
        }
        double psnr = -10 * Math.Log10(Math.Max(1e-12, sum / expected.Samples.Length));
        if (worst <= 8 / 255.0 && psnr >= 40) return;
        string left = Path.Combine(Path.GetTempPath(), "nf-actual-" + name);
        ImageFile.Write(left, actual);
        Assert.Fail($"{name}: PSNR {psnr:F1} dB, worst {worst * 255:F1}/255; expected {path}, actual {left}");
    }
}
