using System.Numerics;
using NeuralFields.Rendering.Radiance;
using NeuralFields.Volumes;

namespace NeuralFields.Tests.Rendering.Radiance;

public sealed class RadianceTracerTests
{
    private static readonly Vector3 s_color = Fog.Color;

    [Theory, InlineData(0.5), InlineData(3), InlineData(50)]
    public void A_cube_of_one_density_is_as_opaque_as_the_law_of_absorption_says(double density)
    {
        VolumeSpace space = new() { Steps = 512 };
        EyeRay[] rays = [.. Enumerable.Range(0, 40).Select(i => new EyeRay(new(0.3f + (0.01f * i), 0.5f, -2), Vector3.UnitZ, 0))];
        RayLight[] lights = Trace(new Fog((float)density), space, rays);
        double expected = 1 - Math.Exp(-density);
        foreach (RayLight light in lights)
        {
            Assert.Equal(expected, light.Opacity, 2 * density / 512 * Math.Exp(-density) + 2e-4);
            Assert.Equal(s_color.Y * light.Opacity, light.Color.Y, 1e-5);
        }
    }

    [Fact]
    public void A_ray_that_hits_nothing_shows_the_background()
    {
        RayLight[] lights = Trace(new Fog(5), new(),
            [new(new(3, 3, -2), Vector3.UnitZ, 0), new(new(0.5f, 0.5f, -2), Vector3.UnitZ, float.PositiveInfinity)]);
        Assert.All(lights, l => Assert.Equal(new Vector3(0.1f, 0.2f, 0.3f), l.Over(new(0.1f, 0.2f, 0.3f))));
    }

    [Fact]
    public void A_wall_is_seen_where_it_stands()
    {
        RayLight light = Trace(new Fog(5000) { From = 0.25f }, new(), [new(new(0.5f, 0.5f, -2), Vector3.UnitZ, 0)])[0];
        Assert.Equal(2.25, light.PeakDistance, 0.01);
        Assert.Equal(2.25, light.MeanDistance, 0.01);
        Assert.Equal(1, light.Opacity, 1e-3);
    }

    [Fact]
    public void Rays_traced_together_or_alone_see_the_same()
    {
        Random random = new(2);
        EyeRay[] rays = [.. Enumerable.Range(0, 3000).Select(_ => new EyeRay(
            new(random.NextSingle(), random.NextSingle(), -1),
            Vector3.Normalize(new(random.NextSingle() - 0.5f, random.NextSingle() - 0.5f, 1)), 0))];
        RayLight[] together = Trace(new Fog(4) { From = 0.3f }, new() { Steps = 200 }, rays);
        foreach (int i in (int[])[0, 511, 512, 1700, 2999])
            Assert.Equal(Trace(new Fog(4) { From = 0.3f }, new() { Steps = 200 }, [rays[i]])[0], together[i]);
    }

    private static RayLight[] Trace(Fog fog, VolumeSpace space, EyeRay[] rays)
    {
        OccupancyBits bits = new(space.Cascades);
        bits.Fill();
        RayLight[] lights = new RayLight[rays.Length];
        new RadianceTracer(fog, space, bits, threads: 2).Trace(rays, lights);
        return lights;
    }
}
