using System.Numerics;
using NeuralFields.Sampling;
using NeuralFields.Training;

namespace NeuralFields.Tests.Sampling;

public sealed class ViewSamplerTests
{
    [Fact]
    public void Every_pixel_of_every_view_comes_once_per_epoch()
    {
        ViewSampler sampler = new([View(3, 2, 0), View(5, 7, 100)], RayBackground.Black, 0.1, seed: 4);
        TrainingRay[] rays = new TrainingRay[2 * 41];
        sampler.Fill(0, rays);
        foreach (TrainingRay[] epoch in (TrainingRay[][])[rays[..41], rays[41..]])
            Assert.Equal(41, epoch.Select(r => (r.View, r.Target.X)).Distinct().Count());
        Assert.NotEqual(rays[..41].Select(r => r.Target.X), rays[41..].Select(r => r.Target.X));
        Assert.Equal(2, sampler.ViewCount);
    }

    [Fact]
    public void A_ray_depends_on_its_number_alone()
    {
        ViewSampler sampler = new([View(9, 9, 0)], RayBackground.Random, 0.1, seed: 4);
        TrainingRay[] whole = new TrainingRay[200], one = new TrainingRay[1];
        sampler.Fill(37, whole);
        for (int i = 0; i < whole.Length; i += 13)
        {
            sampler.Fill(37 + i, one);
            Assert.Equal(whole[i], one[0]);
        }
    }

    [Fact]
    public void What_is_transparent_has_the_colour_of_the_background()
    {
        TrainingView view = View(4, 4, 0);
        byte[] pixels = view.Pixels.ToArray();
        for (int i = 0; i < 16; i++) pixels[(4 * i) + 3] = 0;
        ViewSampler sampler = new([view with { Pixels = pixels }], RayBackground.Random, 0.1, seed: 1);
        TrainingRay[] rays = new TrainingRay[16];
        sampler.Fill(0, rays);
        Assert.All(rays, r => Assert.Equal(r.Background, r.Target));
        Assert.True(rays.Select(r => r.Background).Distinct().Count() > 10);
    }

    [Fact]
    public void Half_of_a_colour_lies_over_half_of_the_background()
        => Assert.Equal(
            new Vector3(0.5f + (0.5f * (10 / 255f))),
            (View(1, 1, 0) with { Pixels = new byte[] { 10, 10, 10, 128 } }).ColorOf(0, Vector3.One),
            (a, b) => (a - b).Length() < 0.01f);

    [Fact]
    public void Where_the_lens_shows_nothing_a_ray_sees_nothing()
    {
        ViewSampler sampler = new(
            [View(1, 1, 0) with { Directions = new Vector3[1] }], RayBackground.White, 0.1, seed: 1);
        TrainingRay[] rays = new TrainingRay[1];
        sampler.Fill(0, rays);
        Assert.Equal(float.PositiveInfinity, rays[0].Near);
        Assert.Equal(Vector3.One, rays[0].Target);
    }

    [Fact]
    public void Without_views_there_is_nothing_to_train_on()
        => Assert.Throws<InputException>(() => new ViewSampler([], RayBackground.White, 0.1, 1));

    /// <summary>A view whose red tells its pixels apart.</summary>
    private static TrainingView View(int width, int height, byte first)
    {
        byte[] pixels = new byte[4 * width * height];
        for (int i = 0; i < width * height; i++) (pixels[4 * i], pixels[(4 * i) + 3]) = ((byte)(first + i), 255);
        Vector3[] directions = [.. Enumerable.Repeat(-Vector3.UnitZ, width * height)];
        return new(width, height, pixels, directions)
        {
            Position = new(0.5f, 0.5f, 2),
            Right = Vector3.UnitX,
            Up = Vector3.UnitY,
            Back = Vector3.UnitZ,
        };
    }
}
